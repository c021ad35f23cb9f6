"""The tables of `zoucheng`; written by `lianxin dev migration zoucheng`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Key, Sorted

revision = "zoucheng_bff8f736"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "zoucheng_commitment",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("on_web", sa.Boolean(), nullable=False),
        sa.Column("on_television", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_commitment_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_commitment")),
    )
    op.create_index(
        op.f("ix_zoucheng_commitment_unit_id"), "zoucheng_commitment", ["unit_id"], unique=False
    )
    op.create_table(
        "zoucheng_fee",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("per", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_fee_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_fee")),
        sa.UniqueConstraint("code", name=op.f("uq_zoucheng_fee_code")),
    )
    op.create_index(op.f("ix_zoucheng_fee_unit_id"), "zoucheng_fee", ["unit_id"], unique=False)
    op.create_table(
        "zoucheng_function",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=True),
        sa.Column("strengthened", sa.Boolean(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_function_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_function")),
        sa.UniqueConstraint("code", name=op.f("uq_zoucheng_function_code")),
    )
    op.create_index(
        op.f("ix_zoucheng_function_unit_id"), "zoucheng_function", ["unit_id"], unique=False
    )
    op.create_table(
        "zoucheng_overall_rank",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_overall_rank_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_overall_rank")),
        sa.UniqueConstraint("unit_id", "year", name=op.f("uq_zoucheng_overall_rank_unit_id_year")),
    )
    op.create_table(
        "zoucheng_penalty",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("offence", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("first_waived", sa.Boolean(), nullable=False),
        sa.Column("first_amount", sa.Float(), nullable=False),
        sa.Column("lighter_amount", sa.Float(), nullable=False),
        sa.Column("heavier_amount", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_penalty_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_penalty")),
        sa.UniqueConstraint("code", name=op.f("uq_zoucheng_penalty_code")),
    )
    op.create_index(
        op.f("ix_zoucheng_penalty_unit_id"), "zoucheng_penalty", ["unit_id"], unique=False
    )
    op.create_table(
        "zoucheng_support",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("planned", sa.Float(), nullable=False),
        sa.Column("given", sa.Float(), nullable=False),
        sa.Column("used", sa.Float(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_support_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_support")),
    )
    op.create_index(op.f("ix_zoucheng_support_kind"), "zoucheng_support", ["kind"], unique=False)
    op.create_index(
        op.f("ix_zoucheng_support_unit_id"), "zoucheng_support", ["unit_id"], unique=False
    )
    op.create_table(
        "zoucheng_duty_item",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("can_be_filed", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("count", sa.String(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=True),
        sa.Column("lowest_days", sa.Integer(), nullable=True),
        sa.Column("principal_id", Key, nullable=False),
        sa.Column("leader_id", Key, nullable=False),
        sa.Column("section_head_id", Key, nullable=False),
        sa.Column("handler_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["core_person.id"], name=op.f("fk_zoucheng_duty_item_handler_id")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["core_person.id"], name=op.f("fk_zoucheng_duty_item_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["core_person.id"], name=op.f("fk_zoucheng_duty_item_principal_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_head_id"],
            ["core_person.id"],
            name=op.f("fk_zoucheng_duty_item_section_head_id"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_duty_item_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_duty_item")),
        sa.UniqueConstraint("code", name=op.f("uq_zoucheng_duty_item_code")),
    )
    op.create_index(
        op.f("ix_zoucheng_duty_item_unit_id"), "zoucheng_duty_item", ["unit_id"], unique=False
    )
    op.create_table(
        "zoucheng_spot_check",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("officer_id", Key, nullable=False),
        sa.Column("inspector_id", Key, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("found_at_work", sa.Boolean(), nullable=False),
        sa.Column("finding", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["core_person.id"], name=op.f("fk_zoucheng_spot_check_inspector_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["core_person.id"], name=op.f("fk_zoucheng_spot_check_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_spot_check_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_spot_check")),
    )
    op.create_index(
        op.f("ix_zoucheng_spot_check_inspector_id"),
        "zoucheng_spot_check",
        ["inspector_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_zoucheng_spot_check_officer_id"),
        "zoucheng_spot_check",
        ["officer_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_zoucheng_spot_check_unit_id"), "zoucheng_spot_check", ["unit_id"], unique=False
    )
    op.create_table(
        "zoucheng_team",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("leader_id", Key, nullable=False),
        sa.Column("department_id", Key, nullable=False),
        sa.Column("deputy_secretary", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["core_unit.id"], name=op.f("fk_zoucheng_team_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["core_person.id"], name=op.f("fk_zoucheng_team_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_team_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_team")),
    )
    op.create_index(
        op.f("ix_zoucheng_team_department_id"), "zoucheng_team", ["department_id"], unique=False
    )
    op.create_index(
        op.f("ix_zoucheng_team_leader_id"), "zoucheng_team", ["leader_id"], unique=False
    )
    op.create_index(op.f("ix_zoucheng_team_unit_id"), "zoucheng_team", ["unit_id"], unique=False)
    op.create_table(
        "zoucheng_village_account",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("income", sa.Float(), nullable=False),
        sa.Column("expenditure", sa.Float(), nullable=False),
        sa.Column("balance", sa.Float(), nullable=False),
        sa.Column("watcher_id", Key, nullable=True),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_zoucheng_village_account_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["watcher_id"], ["core_person.id"], name=op.f("fk_zoucheng_village_account_watcher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoucheng_village_account")),
    )
    op.create_index(
        op.f("ix_zoucheng_village_account_unit_id"),
        "zoucheng_village_account",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_zoucheng_village_account_watcher_id"),
        "zoucheng_village_account",
        ["watcher_id"],
        unique=False,
    )
    op.create_table(
        "zoucheng_opinion",
        sa.Column("case_id", Key, nullable=False),
        sa.Column("acceptance_opinion", sa.String(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("instruction", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reasonable", sa.Boolean(), nullable=True),
        sa.Column("reasonable_ground", sa.String(), nullable=True),
        sa.Column("analysis", sa.String(), nullable=True),
        sa.Column("department_id", Key, nullable=True),
        sa.Column("errand_result", sa.String(), nullable=True),
        sa.Column("problem_way", sa.String(), nullable=True),
        sa.Column("watch_opinion", sa.String(), nullable=True),
        sa.Column("publicised_at", sa.String(), nullable=True),
        sa.Column("publicised_until", sa.Date(), nullable=True),
        sa.Column("subsistence_decision", sa.String(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("rectification", sa.String(), nullable=True),
        sa.Column("application_result", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_zoucheng_opinion_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["core_unit.id"], name=op.f("fk_zoucheng_opinion_department_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_zoucheng_opinion")),
    )
    op.create_index(
        op.f("ix_zoucheng_opinion_department_id"),
        "zoucheng_opinion",
        ["department_id"],
        unique=False,
    )
    op.create_index(op.f("ix_zoucheng_opinion_way"), "zoucheng_opinion", ["way"], unique=False)
