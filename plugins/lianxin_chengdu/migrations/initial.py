"""The tables of `chengdu`; written by `lianxin dev migration chengdu`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Key, Sorted

revision = "chengdu_e653c5b7"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chengdu_problem_kind",
        sa.Column("id", Key, nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_problem_kind")),
    )
    op.create_table(
        "chengdu_concern",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("aspect", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_concern_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_concern")),
    )
    op.create_index(op.f("ix_chengdu_concern_aspect"), "chengdu_concern", ["aspect"], unique=False)
    op.create_index(
        op.f("ix_chengdu_concern_unit_id"), "chengdu_concern", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_microblog",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("handle", Sorted, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_microblog_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_microblog")),
        sa.UniqueConstraint("handle", name=op.f("uq_chengdu_microblog_handle")),
    )
    op.create_index(
        op.f("ix_chengdu_microblog_level"), "chengdu_microblog", ["level"], unique=False
    )
    op.create_index(
        op.f("ix_chengdu_microblog_unit_id"), "chengdu_microblog", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_service_standard",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_service_standard_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_service_standard")),
    )
    op.create_index(
        op.f("ix_chengdu_service_standard_unit_id"),
        "chengdu_service_standard",
        ["unit_id"],
        unique=False,
    )
    op.create_table(
        "chengdu_absence",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_absence_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_absence_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_absence")),
    )
    op.create_index(
        op.f("ix_chengdu_absence_person_id"), "chengdu_absence", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_chengdu_absence_unit_id"), "chengdu_absence", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_contact_point",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("qq", sa.String(), nullable=False),
        sa.Column("microblog", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_contact_point_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_contact_point_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_contact_point")),
    )
    op.create_index(
        op.f("ix_chengdu_contact_point_person_id"),
        "chengdu_contact_point",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_chengdu_contact_point_unit_id"), "chengdu_contact_point", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_help",
        sa.Column("id", Key, nullable=False),
        sa.Column("household_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["core_household.id"], name=op.f("fk_chengdu_help_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_help_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_help_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_help")),
    )
    op.create_index(
        op.f("ix_chengdu_help_household_id"), "chengdu_help", ["household_id"], unique=False
    )
    op.create_index(op.f("ix_chengdu_help_kind"), "chengdu_help", ["kind"], unique=False)
    op.create_index(op.f("ix_chengdu_help_person_id"), "chengdu_help", ["person_id"], unique=False)
    op.create_index(op.f("ix_chengdu_help_unit_id"), "chengdu_help", ["unit_id"], unique=False)
    op.create_table(
        "chengdu_research_report",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.Column("guidance", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_research_report_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_research_report_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_research_report")),
    )
    op.create_index(
        op.f("ix_chengdu_research_report_person_id"),
        "chengdu_research_report",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_chengdu_research_report_unit_id"),
        "chengdu_research_report",
        ["unit_id"],
        unique=False,
    )
    op.create_table(
        "chengdu_third_party",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_third_party_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_third_party")),
    )
    op.create_index(
        op.f("ix_chengdu_third_party_field"), "chengdu_third_party", ["field"], unique=False
    )
    op.create_index(
        op.f("ix_chengdu_third_party_person_id"), "chengdu_third_party", ["person_id"], unique=False
    )
    op.create_table(
        "chengdu_violation",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("handling", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_violation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_violation_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_violation")),
    )
    op.create_index(op.f("ix_chengdu_violation_kind"), "chengdu_violation", ["kind"], unique=False)
    op.create_index(
        op.f("ix_chengdu_violation_person_id"), "chengdu_violation", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_chengdu_violation_unit_id"), "chengdu_violation", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_asked",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_chengdu_asked_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_asked")),
    )
    op.create_index(op.f("ix_chengdu_asked_case_id"), "chengdu_asked", ["case_id"], unique=False)
    op.create_index(op.f("ix_chengdu_asked_question"), "chengdu_asked", ["question"], unique=False)
    op.create_table(
        "chengdu_case",
        sa.Column("case_id", Key, nullable=False),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("central_kind", sa.Integer(), nullable=True),
        sa.Column("province_kind", sa.Integer(), nullable=True),
        sa.Column("city_kind", sa.Integer(), nullable=True),
        sa.Column("emergency", sa.String(), nullable=True),
        sa.Column("leader_id", Key, nullable=True),
        sa.Column("materials", sa.String(), nullable=True),
        sa.Column("self_check", sa.String(), nullable=True),
        sa.Column("inspection", sa.String(), nullable=True),
        sa.Column("sorted_out", sa.String(), nullable=True),
        sa.Column("responsible_official_id", Key, nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_chengdu_case_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["core_person.id"], name=op.f("fk_chengdu_case_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_official_id"],
            ["core_person.id"],
            name=op.f("fk_chengdu_case_responsible_official_id"),
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_chengdu_case")),
    )
    op.create_index(op.f("ix_chengdu_case_leader_id"), "chengdu_case", ["leader_id"], unique=False)
    op.create_index(
        op.f("ix_chengdu_case_responsible_official_id"),
        "chengdu_case",
        ["responsible_official_id"],
        unique=False,
    )
    op.create_table(
        "chengdu_comment",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_chengdu_comment_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_comment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_comment")),
    )
    op.create_index(
        op.f("ix_chengdu_comment_case_id"), "chengdu_comment", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_chengdu_comment_person_id"), "chengdu_comment", ["person_id"], unique=False
    )
    op.create_table(
        "chengdu_document",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("number", Sorted, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("application_id", Key, nullable=False),
        sa.Column("emergency", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["core_case.id"], name=op.f("fk_chengdu_document_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_document_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_document")),
        sa.UniqueConstraint("number", name=op.f("uq_chengdu_document_number")),
    )
    op.create_index(
        op.f("ix_chengdu_document_application_id"),
        "chengdu_document",
        ["application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_chengdu_document_unit_id"), "chengdu_document", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_objection",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("application_id", Key, nullable=False),
        sa.Column("objected_on", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["core_case.id"], name=op.f("fk_chengdu_objection_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_chengdu_objection_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_objection")),
    )
    op.create_index(
        op.f("ix_chengdu_objection_application_id"),
        "chengdu_objection",
        ["application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_chengdu_objection_unit_id"), "chengdu_objection", ["unit_id"], unique=False
    )
    op.create_table(
        "chengdu_project_setter",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_chengdu_project_setter_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_chengdu_project_setter_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chengdu_project_setter")),
    )
    op.create_index(
        op.f("ix_chengdu_project_setter_case_id"),
        "chengdu_project_setter",
        ["case_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_chengdu_project_setter_person_id"),
        "chengdu_project_setter",
        ["person_id"],
        unique=False,
    )
