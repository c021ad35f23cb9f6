"""The tables of `fenggang`; written by `lianxin dev migration fenggang`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Key

revision = "fenggang_d4c20302"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "fenggang_benefit",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_benefit_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_benefit")),
    )
    op.create_index(
        op.f("ix_fenggang_benefit_programme"), "fenggang_benefit", ["programme"], unique=False
    )
    op.create_index(
        op.f("ix_fenggang_benefit_unit_id"), "fenggang_benefit", ["unit_id"], unique=False
    )
    op.create_table(
        "fenggang_broadcast",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_broadcast_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_broadcast")),
    )
    op.create_index(
        op.f("ix_fenggang_broadcast_kind"), "fenggang_broadcast", ["kind"], unique=False
    )
    op.create_index(
        op.f("ix_fenggang_broadcast_unit_id"), "fenggang_broadcast", ["unit_id"], unique=False
    )
    op.create_table(
        "fenggang_facility",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_facility_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_facility")),
    )
    op.create_index(op.f("ix_fenggang_facility_kind"), "fenggang_facility", ["kind"], unique=False)
    op.create_index(
        op.f("ix_fenggang_facility_unit_id"), "fenggang_facility", ["unit_id"], unique=False
    )
    op.create_table(
        "fenggang_point",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_point_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_point")),
    )
    op.create_index(op.f("ix_fenggang_point_unit_id"), "fenggang_point", ["unit_id"], unique=False)
    op.create_table(
        "fenggang_power",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_power_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_power")),
    )
    op.create_index(op.f("ix_fenggang_power_kind"), "fenggang_power", ["kind"], unique=False)
    op.create_index(op.f("ix_fenggang_power_unit_id"), "fenggang_power", ["unit_id"], unique=False)
    op.create_table(
        "fenggang_training",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_training_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_training")),
    )
    op.create_index(
        op.f("ix_fenggang_training_unit_id"), "fenggang_training", ["unit_id"], unique=False
    )
    op.create_table(
        "fenggang_link_result",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("achieved_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_fenggang_link_result_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_fenggang_link_result_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_link_result")),
    )
    op.create_index(
        op.f("ix_fenggang_link_result_kind"), "fenggang_link_result", ["kind"], unique=False
    )
    op.create_index(
        op.f("ix_fenggang_link_result_person_id"),
        "fenggang_link_result",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_fenggang_link_result_unit_id"), "fenggang_link_result", ["unit_id"], unique=False
    )
    op.create_table(
        "fenggang_case",
        sa.Column("case_id", Key, nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("giver_id", Key, nullable=True),
        sa.Column("owner_id", Key, nullable=True),
        sa.Column("standard", sa.String(), nullable=True),
        sa.Column("budget_line", sa.String(), nullable=True),
        sa.Column("budget", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_fenggang_case_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["core_unit.id"], name=op.f("fk_fenggang_case_giver_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["core_person.id"], name=op.f("fk_fenggang_case_owner_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_fenggang_case")),
    )
    op.create_index(op.f("ix_fenggang_case_giver_id"), "fenggang_case", ["giver_id"], unique=False)
    op.create_index(op.f("ix_fenggang_case_owner_id"), "fenggang_case", ["owner_id"], unique=False)
    op.create_table(
        "fenggang_report",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_fenggang_report_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_fenggang_report_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fenggang_report")),
    )
    op.create_index(
        op.f("ix_fenggang_report_motion_id"), "fenggang_report", ["motion_id"], unique=False
    )
    op.create_index(
        op.f("ix_fenggang_report_person_id"), "fenggang_report", ["person_id"], unique=False
    )
