"""The tables of `sichuan`; written by `lianxin dev migration sichuan`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Json, Key, Sorted

revision = "sichuan_c329c9b5"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sichuan_pair_help",
        sa.Column("id", Key, nullable=False),
        sa.Column("liaison_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["liaison_id"], ["core_liaison.id"], name=op.f("fk_sichuan_pair_help_liaison_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_sichuan_pair_help_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_pair_help")),
    )
    op.create_index(op.f("ix_sichuan_pair_help_kind"), "sichuan_pair_help", ["kind"], unique=False)
    op.create_index(
        op.f("ix_sichuan_pair_help_liaison_id"), "sichuan_pair_help", ["liaison_id"], unique=False
    )
    op.create_index(
        op.f("ix_sichuan_pair_help_unit_id"), "sichuan_pair_help", ["unit_id"], unique=False
    )
    op.create_table(
        "sichuan_reception_point",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("place", Sorted, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_sichuan_reception_point_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_reception_point")),
    )
    op.create_index(
        op.f("ix_sichuan_reception_point_unit_id"),
        "sichuan_reception_point",
        ["unit_id"],
        unique=False,
    )
    op.create_table(
        "sichuan_charge",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_sichuan_charge_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_sichuan_charge_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_charge")),
    )
    op.create_index(op.f("ix_sichuan_charge_field"), "sichuan_charge", ["field"], unique=False)
    op.create_index(
        op.f("ix_sichuan_charge_person_id"), "sichuan_charge", ["person_id"], unique=False
    )
    op.create_index(op.f("ix_sichuan_charge_unit_id"), "sichuan_charge", ["unit_id"], unique=False)
    op.create_table(
        "sichuan_watched",
        sa.Column("id", Key, nullable=False),
        sa.Column("publication_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_sichuan_watched_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["core_publication.id"],
            name=op.f("fk_sichuan_watched_publication_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_watched")),
    )
    op.create_index(
        op.f("ix_sichuan_watched_person_id"), "sichuan_watched", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_sichuan_watched_publication_id"),
        "sichuan_watched",
        ["publication_id"],
        unique=False,
    )
    op.create_table(
        "sichuan_incident",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_sichuan_incident_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_sichuan_incident_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_incident")),
    )
    op.create_index(
        op.f("ix_sichuan_incident_case_id"), "sichuan_incident", ["case_id"], unique=False
    )
    op.create_index(op.f("ix_sichuan_incident_kind"), "sichuan_incident", ["kind"], unique=False)
    op.create_index(
        op.f("ix_sichuan_incident_unit_id"), "sichuan_incident", ["unit_id"], unique=False
    )
    op.create_table(
        "sichuan_assessment",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("risks", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_sichuan_assessment_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_sichuan_assessment_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_assessment")),
    )
    op.create_index(
        op.f("ix_sichuan_assessment_motion_id"), "sichuan_assessment", ["motion_id"], unique=False
    )
    op.create_index(
        op.f("ix_sichuan_assessment_unit_id"), "sichuan_assessment", ["unit_id"], unique=False
    )
    op.create_table(
        "sichuan_case",
        sa.Column("case_id", Key, nullable=False),
        sa.Column("passed_on_by_id", Key, nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("shown", sa.String(), nullable=True),
        sa.Column("blotted", Json(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("consequence_id", Key, nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_sichuan_case_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["consequence_id"], ["core_consequence.id"], name=op.f("fk_sichuan_case_consequence_id")
        ),
        sa.ForeignKeyConstraint(
            ["passed_on_by_id"], ["core_person.id"], name=op.f("fk_sichuan_case_passed_on_by_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_sichuan_case")),
    )
    op.create_index(
        op.f("ix_sichuan_case_consequence_id"), "sichuan_case", ["consequence_id"], unique=False
    )
    op.create_index(
        op.f("ix_sichuan_case_passed_on_by_id"), "sichuan_case", ["passed_on_by_id"], unique=False
    )
    op.create_table(
        "sichuan_consultation",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("asked_whom", sa.String(), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("confident", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_sichuan_consultation_motion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_consultation")),
    )
    op.create_index(
        op.f("ix_sichuan_consultation_method"), "sichuan_consultation", ["method"], unique=False
    )
    op.create_index(
        op.f("ix_sichuan_consultation_motion_id"),
        "sichuan_consultation",
        ["motion_id"],
        unique=False,
    )
    op.create_table(
        "sichuan_fund",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("purpose", Sorted, nullable=False),
        sa.Column("direct_amount", sa.Integer(), nullable=False),
        sa.Column("indirect_amount", sa.Integer(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_sichuan_fund_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_sichuan_fund_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_fund")),
    )
    op.create_index(op.f("ix_sichuan_fund_motion_id"), "sichuan_fund", ["motion_id"], unique=False)
    op.create_index(op.f("ix_sichuan_fund_unit_id"), "sichuan_fund", ["unit_id"], unique=False)
    op.create_table(
        "sichuan_pledge",
        sa.Column("id", Key, nullable=False),
        sa.Column("fund_id", Key, nullable=False),
        sa.Column("household_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("pledged_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["sichuan_fund.id"], name=op.f("fk_sichuan_pledge_fund_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["core_household.id"], name=op.f("fk_sichuan_pledge_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_pledge")),
    )
    op.create_index(op.f("ix_sichuan_pledge_fund_id"), "sichuan_pledge", ["fund_id"], unique=False)
    op.create_index(
        op.f("ix_sichuan_pledge_household_id"), "sichuan_pledge", ["household_id"], unique=False
    )
    op.create_index(op.f("ix_sichuan_pledge_kind"), "sichuan_pledge", ["kind"], unique=False)
    op.create_table(
        "sichuan_spending",
        sa.Column("id", Key, nullable=False),
        sa.Column("fund_id", Key, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["sichuan_fund.id"], name=op.f("fk_sichuan_spending_fund_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_spending")),
    )
    op.create_index(
        op.f("ix_sichuan_spending_fund_id"), "sichuan_spending", ["fund_id"], unique=False
    )
    op.create_table(
        "sichuan_payment",
        sa.Column("id", Key, nullable=False),
        sa.Column("fund_id", Key, nullable=False),
        sa.Column("pledge_id", Key, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["sichuan_fund.id"], name=op.f("fk_sichuan_payment_fund_id")
        ),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["sichuan_pledge.id"], name=op.f("fk_sichuan_payment_pledge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sichuan_payment")),
    )
    op.create_index(
        op.f("ix_sichuan_payment_fund_id"), "sichuan_payment", ["fund_id"], unique=False
    )
    op.create_index(
        op.f("ix_sichuan_payment_pledge_id"), "sichuan_payment", ["pledge_id"], unique=False
    )
