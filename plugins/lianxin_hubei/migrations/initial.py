"""The tables of `hubei`; written by `lianxin dev migration hubei`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Instant, Key, Sorted

revision = "hubei_006beb87"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "hubei_door_article",
        sa.Column("id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_door_article")),
    )
    op.create_index(
        op.f("ix_hubei_door_article_field"), "hubei_door_article", ["field"], unique=False
    )
    op.create_table(
        "hubei_department_card",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("duties", sa.String(), nullable=False),
        sa.Column("office_number", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_hubei_department_card_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_department_card")),
    )
    op.create_index(
        op.f("ix_hubei_department_card_unit_id"), "hubei_department_card", ["unit_id"], unique=False
    )
    op.create_table(
        "hubei_hard_place",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_hubei_hard_place_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_hard_place")),
    )
    op.create_index(op.f("ix_hubei_hard_place_mark"), "hubei_hard_place", ["mark"], unique=False)
    op.create_index(
        op.f("ix_hubei_hard_place_unit_id"), "hubei_hard_place", ["unit_id"], unique=False
    )
    op.create_table(
        "hubei_window_hours",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("spans", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_hubei_window_hours_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_window_hours")),
    )
    op.create_index(
        op.f("ix_hubei_window_hours_unit_id"), "hubei_window_hours", ["unit_id"], unique=False
    )
    op.create_table(
        "hubei_planned_regulation",
        sa.Column("id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("regulation_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["core_regulation.id"],
            name=op.f("fk_hubei_planned_regulation_regulation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_hubei_planned_regulation_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_planned_regulation")),
    )
    op.create_index(
        op.f("ix_hubei_planned_regulation_regulation_id"),
        "hubei_planned_regulation",
        ["regulation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hubei_planned_regulation_unit_id"),
        "hubei_planned_regulation",
        ["unit_id"],
        unique=False,
    )
    op.create_table(
        "hubei_reception_notice",
        sa.Column("id", Key, nullable=False),
        sa.Column("number", Sorted, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("portfolio", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("manner", sa.String(), nullable=False),
        sa.Column("manner_other", sa.String(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_hubei_reception_notice_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_reception_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_hubei_reception_notice_number")),
    )
    op.create_index(
        op.f("ix_hubei_reception_notice_manner"), "hubei_reception_notice", ["manner"], unique=False
    )
    op.create_index(
        op.f("ix_hubei_reception_notice_person_id"),
        "hubei_reception_notice",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "hubei_case",
        sa.Column("case_id", Key, nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("leader_id", Key, nullable=True),
        sa.Column("understood", sa.String(), nullable=True),
        sa.Column("explained", sa.String(), nullable=True),
        sa.Column("settled", sa.String(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("annotation", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("help", sa.String(), nullable=True),
        sa.Column("met_at", Instant(), nullable=True),
        sa.Column("found_closed", sa.Boolean(), nullable=True),
        sa.Column("in_hours", sa.Boolean(), nullable=True),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["core_case.id"], name=op.f("fk_hubei_case_case_id")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["core_person.id"], name=op.f("fk_hubei_case_leader_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_hubei_case")),
    )
    op.create_index(op.f("ix_hubei_case_leader_id"), "hubei_case", ["leader_id"], unique=False)
    op.create_table(
        "hubei_research_report",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("meeting_id", Key, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_hubei_research_report_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_hubei_research_report_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_research_report")),
    )
    op.create_index(
        op.f("ix_hubei_research_report_meeting_id"),
        "hubei_research_report",
        ["meeting_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hubei_research_report_person_id"),
        "hubei_research_report",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "hubei_service_rating",
        sa.Column("id", Key, nullable=False),
        sa.Column("meeting_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_hubei_service_rating_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_hubei_service_rating_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_service_rating")),
    )
    op.create_index(
        op.f("ix_hubei_service_rating_grade"), "hubei_service_rating", ["grade"], unique=False
    )
    op.create_index(
        op.f("ix_hubei_service_rating_meeting_id"),
        "hubei_service_rating",
        ["meeting_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hubei_service_rating_person_id"),
        "hubei_service_rating",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "hubei_gathering",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("manner", sa.String(), nullable=False),
        sa.Column("gathered_on", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("opinions", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_hubei_gathering_motion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubei_gathering")),
    )
    op.create_index(op.f("ix_hubei_gathering_manner"), "hubei_gathering", ["manner"], unique=False)
    op.create_index(
        op.f("ix_hubei_gathering_motion_id"), "hubei_gathering", ["motion_id"], unique=False
    )
