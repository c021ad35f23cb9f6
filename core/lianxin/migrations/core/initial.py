"""The tables of `core`; written by `lianxin dev migration core`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Grams, Instant, Json, Key, Sorted

revision = "core_ce737b0d"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "core_audit_entry",
        sa.Column("id", Key, nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("n", Key, nullable=True),
        sa.Column("turn", Key, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=True),
        sa.Column("hash", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_audit_entry")),
        sa.UniqueConstraint("anonymous", "n", name=op.f("uq_core_audit_entry_anonymous_n")),
    )
    op.create_index(
        op.f("ix_core_audit_entry_action"), "core_audit_entry", ["action"], unique=False
    )
    op.create_index(op.f("ix_core_audit_entry_actor"), "core_audit_entry", ["actor"], unique=False)
    op.create_index(op.f("ix_core_audit_entry_at"), "core_audit_entry", ["at"], unique=False)
    op.create_index(
        "ix_core_audit_entry_unsealed",
        "core_audit_entry",
        ["turn"],
        unique=False,
        sqlite_where=sa.text("n IS NULL"),
        postgresql_where=sa.text("n IS NULL"),
    )
    op.create_table(
        "core_calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("override", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_core_calendar_day")),
    )
    op.create_table(
        "core_case_tally",
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("called_back", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "grain",
            "day",
            "unit_id",
            "channel",
            "category",
            "step",
            "phase",
            name=op.f("pk_core_case_tally"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_core_case_tally_unit_id_day", "core_case_tally", ["unit_id", "day"], unique=False
    )
    op.create_table(
        "core_counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("n", Key, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_counter")),
    )
    op.create_table(
        "core_idempotent_answer",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name=op.f("pk_core_idempotent_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_core_idempotent_answer_at"), "core_idempotent_answer", ["at"], unique=False
    )
    op.create_table(
        "core_imported_row",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_core_imported_row")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_lease")),
    )
    op.create_table(
        "core_liaison",
        sa.Column("id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("holder_type", sa.String(), nullable=False),
        sa.Column("holder_id", Key, nullable=False),
        sa.Column("target_type", sa.String(), nullable=False),
        sa.Column("target_id", Key, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_liaison")),
        sa.UniqueConstraint(
            "kind", "holder_id", "target_id", "since", name="uq_core_liaison_kind_holder_target"
        ),
    )
    op.create_index(
        "ix_core_liaison_holder", "core_liaison", ["holder_type", "holder_id"], unique=False
    )
    op.create_index(op.f("ix_core_liaison_kind"), "core_liaison", ["kind"], unique=False)
    op.create_index(
        "ix_core_liaison_target", "core_liaison", ["target_type", "target_id"], unique=False
    )
    op.create_table(
        "core_locality_fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_locality_fact")),
    )
    op.create_table(
        "core_module",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_core_module")),
    )
    op.create_table(
        "core_outbox_event",
        sa.Column("id", Key, nullable=False),
        sa.Column("n", Key, nullable=True),
        sa.Column("turn", Key, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("data", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_outbox_event")),
        sa.UniqueConstraint("n", name=op.f("uq_core_outbox_event_n")),
    )
    op.create_index("ix_core_outbox_event_kind_n", "core_outbox_event", ["kind", "n"], unique=False)
    op.create_index(
        "ix_core_outbox_event_unsealed",
        "core_outbox_event",
        ["turn"],
        unique=False,
        sqlite_where=sa.text("n IS NULL"),
        postgresql_where=sa.text("n IS NULL"),
    )
    op.create_table(
        "core_purge",
        sa.Column("id", Key, nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("tables", Json(), nullable=False),
        sa.Column("exported", sa.Integer(), nullable=False),
        sa.Column("export", sa.String(), nullable=True),
        sa.Column("hash", sa.String(), nullable=True),
        sa.Column("problem", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_purge")),
    )
    op.create_table(
        "core_record_revision",
        sa.Column("id", Key, nullable=False),
        sa.Column("registry_key", sa.String(), nullable=False),
        sa.Column("record_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("values", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_record_revision")),
        sa.UniqueConstraint(
            "record_id", "number", name=op.f("uq_core_record_revision_record_id_number")
        ),
    )
    op.create_table(
        "core_refusal",
        sa.Column("id", Key, nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("case_id", Key, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_refusal")),
    )
    op.create_index(op.f("ix_core_refusal_day"), "core_refusal", ["day"], unique=False)
    op.create_index(op.f("ix_core_refusal_rule_key"), "core_refusal", ["rule_key"], unique=False)
    op.create_table(
        "core_sealed_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_n", Key, nullable=False),
        sa.Column("audit_hash", sa.String(), nullable=False),
        sa.Column("anonymous_n", Key, nullable=False),
        sa.Column("anonymous_hash", sa.String(), nullable=False),
        sa.Column("event_n", Key, nullable=False),
        sa.Column("sealed_at", Instant(), nullable=True),
        sa.Column("audit_base_n", Key, nullable=False),
        sa.Column("audit_base_hash", sa.String(), nullable=False),
        sa.Column("anonymous_base_n", Key, nullable=False),
        sa.Column("anonymous_base_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_sealed_head")),
    )
    op.create_table(
        "core_search_text",
        sa.Column("id", Key, nullable=False),
        sa.Column("grams", Grams(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_search_text")),
    )
    op.create_index(
        "ix_core_search_text_grams",
        "core_search_text",
        ["grams"],
        unique=False,
        postgresql_using="gin",
        sqlite_where=sa.text("0"),
    )
    op.create_table(
        "core_settings_revision",
        sa.Column("id", Key, nullable=False),
        sa.Column("module", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("change", Json(), nullable=False),
        sa.Column("changes", Json(), nullable=False),
        sa.Column("problem", Json(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_settings_revision")),
        sa.UniqueConstraint(
            "module", "number", name=op.f("uq_core_settings_revision_module_number")
        ),
    )
    op.create_table(
        "core_sign_in_failure",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_core_sign_in_failure")),
    )
    op.create_table(
        "core_spent_state",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_core_spent_state")),
    )
    op.create_index(
        op.f("ix_core_spent_state_expires_at"), "core_spent_state", ["expires_at"], unique=False
    )
    op.create_table(
        "core_standing",
        sa.Column("id", Key, nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period_label", sa.String(), nullable=False),
        sa.Column("required", sa.Float(), nullable=False),
        sa.Column("actual", sa.Float(), nullable=False),
        sa.Column("unit_of_measure", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_standing")),
        sa.UniqueConstraint(
            "rule_key",
            "period_start",
            "subject_type",
            "subject_id",
            name=op.f("uq_core_standing_rule_key_period_start_subject_type_subject_id"),
        ),
    )
    op.create_index(
        op.f("ix_core_standing_person_id"), "core_standing", ["person_id"], unique=False
    )
    op.create_index(
        "ix_core_standing_state_rule", "core_standing", ["state", "rule_key"], unique=False
    )
    op.create_index(
        "ix_core_standing_subject", "core_standing", ["subject_id", "period_start"], unique=False
    )
    op.create_index(op.f("ix_core_standing_unit_id"), "core_standing", ["unit_id"], unique=False)
    op.create_table(
        "core_unit",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("name", Sorted, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", Key, nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["core_unit.id"], name=op.f("fk_core_unit_parent_id")
        ),
        sa.PrimaryKeyConstraint(
            "id", name=op.f("pk_core_unit"), postgresql_include=["code", "name", "parent_id"]
        ),
        sa.UniqueConstraint("code", name=op.f("uq_core_unit_code")),
    )
    op.create_index(op.f("ix_core_unit_kind"), "core_unit", ["kind"], unique=False)
    op.create_index(op.f("ix_core_unit_parent_id"), "core_unit", ["parent_id"], unique=False)
    op.create_table(
        "core_duty_item",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_duty_item_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_duty_item")),
        sa.UniqueConstraint("code", name=op.f("uq_core_duty_item_code")),
    )
    op.create_index(op.f("ix_core_duty_item_unit_id"), "core_duty_item", ["unit_id"], unique=False)
    op.create_table(
        "core_household",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("head_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_household_unit_id")
        ),
        sa.PrimaryKeyConstraint(
            "id", name=op.f("pk_core_household"), postgresql_include=["code", "unit_id"]
        ),
        sa.UniqueConstraint("code", name=op.f("uq_core_household_code")),
    )
    op.create_index(op.f("ix_core_household_head_id"), "core_household", ["head_id"], unique=False)
    op.create_index(op.f("ix_core_household_unit_id"), "core_household", ["unit_id"], unique=False)
    op.create_table(
        "core_publication",
        sa.Column("id", Key, nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=True),
        sa.Column("subject_id", Key, nullable=True),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_publication_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_publication")),
        sa.UniqueConstraint(
            "rule_key",
            "subject_type",
            "subject_id",
            "period_start",
            name=op.f("uq_core_publication_rule_key_subject_type_subject_id_period_start"),
        ),
    )
    op.create_index(
        op.f("ix_core_publication_rule_key"), "core_publication", ["rule_key"], unique=False
    )
    op.create_index(
        op.f("ix_core_publication_subject_id"), "core_publication", ["subject_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_publication_unit_id"), "core_publication", ["unit_id"], unique=False
    )
    op.create_table(
        "core_regulation",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("aspect", sa.String(), nullable=True),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("parent_id", Key, nullable=True),
        sa.Column("in_force_since", sa.Date(), nullable=False),
        sa.Column("abolished_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["core_regulation.id"], name=op.f("fk_core_regulation_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_regulation_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_regulation")),
        sa.UniqueConstraint("code", name=op.f("uq_core_regulation_code")),
    )
    op.create_index(op.f("ix_core_regulation_aspect"), "core_regulation", ["aspect"], unique=False)
    op.create_index(
        op.f("ix_core_regulation_parent_id"), "core_regulation", ["parent_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_regulation_unit_id"), "core_regulation", ["unit_id"], unique=False
    )
    op.create_table(
        "core_survey",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("agency_id", Key, nullable=True),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("frame", sa.String(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("open_for", sa.String(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["core_unit.id"], name=op.f("fk_core_survey_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_survey")),
        sa.UniqueConstraint("code", name=op.f("uq_core_survey_code")),
        sa.UniqueConstraint("open_for", name=op.f("uq_core_survey_open_for")),
    )
    op.create_index(op.f("ix_core_survey_agency_id"), "core_survey", ["agency_id"], unique=False)
    op.create_index(op.f("ix_core_survey_rule_key"), "core_survey", ["rule_key"], unique=False)
    op.create_table(
        "core_unit_line",
        sa.Column("upper_id", Key, nullable=False),
        sa.Column("lower_id", Key, nullable=False),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lower_id"], ["core_unit.id"], name=op.f("fk_core_unit_line_lower_id")
        ),
        sa.ForeignKeyConstraint(
            ["upper_id"], ["core_unit.id"], name=op.f("fk_core_unit_line_upper_id")
        ),
        sa.PrimaryKeyConstraint("upper_id", "lower_id", name=op.f("pk_core_unit_line")),
    )
    op.create_index(
        op.f("ix_core_unit_line_lower_id"), "core_unit_line", ["lower_id"], unique=False
    )
    op.create_table(
        "core_drawn",
        sa.Column("id", Key, nullable=False),
        sa.Column("survey_id", Key, nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("respondent_type", sa.String(), nullable=False),
        sa.Column("respondent_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("answers", Json(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["core_survey.id"], name=op.f("fk_core_drawn_survey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_drawn")),
        sa.UniqueConstraint(
            "survey_id",
            "subject_id",
            "respondent_id",
            name=op.f("uq_core_drawn_survey_id_subject_id_respondent_id"),
        ),
    )
    op.create_index(
        "ix_core_drawn_survey_subject", "core_drawn", ["survey_id", "subject_id"], unique=False
    )
    op.create_table(
        "core_household_mark",
        sa.Column("household_id", Key, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["core_household.id"],
            name=op.f("fk_core_household_mark_household_id"),
        ),
        sa.PrimaryKeyConstraint("household_id", "mark", name=op.f("pk_core_household_mark")),
    )
    op.create_table(
        "core_person",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("sealed", sa.String(), nullable=True),
        sa.Column("phone_index", sa.String(), nullable=True),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("household_id", Key, nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["core_household.id"], name=op.f("fk_core_person_household_id")
        ),
        sa.PrimaryKeyConstraint(
            "id", name=op.f("pk_core_person"), postgresql_include=["name", "phone", "household_id"]
        ),
        sa.UniqueConstraint("external_id", name=op.f("uq_core_person_external_id")),
    )
    op.create_index(
        op.f("ix_core_person_household_id"), "core_person", ["household_id"], unique=False
    )
    op.create_index(op.f("ix_core_person_name"), "core_person", ["name"], unique=False)
    op.create_index(op.f("ix_core_person_official"), "core_person", ["official"], unique=False)
    op.create_index(
        op.f("ix_core_person_phone_index"), "core_person", ["phone_index"], unique=False
    )
    op.create_table(
        "core_regulation_version",
        sa.Column("id", Key, nullable=False),
        sa.Column("regulation_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("in_force_since", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["core_regulation.id"],
            name=op.f("fk_core_regulation_version_regulation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_regulation_version")),
        sa.UniqueConstraint(
            "regulation_id", "number", name=op.f("uq_core_regulation_version_regulation_id_number")
        ),
    )
    op.create_table(
        "core_score",
        sa.Column("id", Key, nullable=False),
        sa.Column("survey_id", Key, nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("rank_from_last", sa.Integer(), nullable=True),
        sa.Column("data", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["core_survey.id"], name=op.f("fk_core_score_survey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_score")),
        sa.UniqueConstraint(
            "survey_id", "subject_id", name=op.f("uq_core_score_survey_id_subject_id")
        ),
    )
    op.create_index(op.f("ix_core_score_subject_id"), "core_score", ["subject_id"], unique=False)
    op.create_table(
        "core_survey_frame",
        sa.Column("id", Key, nullable=False),
        sa.Column("survey_id", Key, nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("members", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["core_survey.id"], name=op.f("fk_core_survey_frame_survey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_survey_frame")),
        sa.UniqueConstraint(
            "survey_id", "subject_id", name=op.f("uq_core_survey_frame_survey_id_subject_id")
        ),
    )
    op.create_table(
        "core_account",
        sa.Column("id", Key, nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("password_set_at", Instant(), nullable=True),
        sa.Column("last_sign_in_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_account_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_account")),
        sa.UniqueConstraint("username", name=op.f("uq_core_account_username")),
    )
    op.create_index(op.f("ix_core_account_person_id"), "core_account", ["person_id"], unique=False)
    op.create_table(
        "core_appointment",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_appointment_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_appointment_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_appointment")),
    )
    op.create_index(
        op.f("ix_core_appointment_person_id"), "core_appointment", ["person_id"], unique=False
    )
    op.create_index(
        "ix_core_appointment_post_unit", "core_appointment", ["post", "unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_appointment_unit_id"), "core_appointment", ["unit_id"], unique=False
    )
    op.create_table(
        "core_case",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workflow", sa.String(), nullable=False),
        sa.Column("workflow_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("handler_id", Key, nullable=True),
        sa.Column("responsible_id", Key, nullable=True),
        sa.Column("offered_to_id", Key, nullable=True),
        sa.Column("giver_id", Key, nullable=True),
        sa.Column("supervisor_id", Key, nullable=True),
        sa.Column("reporter_id", Key, nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("contactable", sa.Boolean(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=True),
        sa.Column("contact_phone", sa.String(), nullable=True),
        sa.Column("contact_address", sa.String(), nullable=True),
        sa.Column("contact_sealed", sa.String(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("confined_to_id", Key, nullable=True),
        sa.Column("submitted_at", Instant(), nullable=False),
        sa.Column("assigned_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("called_back_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("satisfaction", sa.String(), nullable=True),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("receipt_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confined_to_id"], ["core_unit.id"], name=op.f("fk_core_case_confined_to_id")
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["core_unit.id"], name=op.f("fk_core_case_giver_id")),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["core_person.id"], name=op.f("fk_core_case_handler_id")
        ),
        sa.ForeignKeyConstraint(
            ["offered_to_id"], ["core_person.id"], name=op.f("fk_core_case_offered_to_id")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["core_person.id"], name=op.f("fk_core_case_reporter_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["core_person.id"], name=op.f("fk_core_case_responsible_id")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["core_person.id"], name=op.f("fk_core_case_supervisor_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["core_unit.id"], name=op.f("fk_core_case_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_case")),
        sa.UniqueConstraint("channel", "external_id", name="uq_core_case_channel_external_id"),
        sa.UniqueConstraint("code", name=op.f("uq_core_case_code")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_core_case_receipt_hash")),
    )
    op.create_index(
        "ix_core_case_category_submitted_at_id",
        "core_case",
        ["category", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_channel_submitted_at_id",
        "core_case",
        ["channel", "submitted_at", "id"],
        unique=False,
    )
    op.create_index("ix_core_case_closed_at_id", "core_case", ["closed_at", "id"], unique=False)
    op.create_index(
        "ix_core_case_confined_to_id_submitted_at_id",
        "core_case",
        ["confined_to_id", "submitted_at", "id"],
        unique=False,
        sqlite_where=sa.text("confined_to_id IS NOT NULL"),
        postgresql_where=sa.text("confined_to_id IS NOT NULL"),
    )
    op.create_index("ix_core_case_due_at_id", "core_case", ["due_at", "id"], unique=False)
    op.create_index(
        "ix_core_case_giver_id_submitted_at_id",
        "core_case",
        ["giver_id", "submitted_at", "id"],
        unique=False,
        sqlite_where=sa.text("giver_id IS NOT NULL"),
        postgresql_where=sa.text("giver_id IS NOT NULL"),
    )
    op.create_index(
        "ix_core_case_handler_id_submitted_at_id",
        "core_case",
        ["handler_id", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_kept_from_some",
        "core_case",
        ["unit_id", "submitted_at"],
        unique=False,
        sqlite_where=sa.text("restricted = 1 OR confined_to_id IS NOT NULL"),
        postgresql_where=sa.text("restricted OR confined_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_core_case_offered_to_id_submitted_at_id",
        "core_case",
        ["offered_to_id", "submitted_at", "id"],
        unique=False,
        sqlite_where=sa.text("offered_to_id IS NOT NULL"),
        postgresql_where=sa.text("offered_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_core_case_phase_submitted_at_id",
        "core_case",
        ["phase", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_reporter_id_submitted_at_id",
        "core_case",
        ["reporter_id", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_responsible_id_submitted_at_id",
        "core_case",
        ["responsible_id", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_step_submitted_at_id",
        "core_case",
        ["step", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_submitted_at_id", "core_case", ["submitted_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_core_case_supervisor_id"), "core_case", ["supervisor_id"], unique=False
    )
    op.create_index(
        "ix_core_case_unit_id_closed_at_id",
        "core_case",
        ["unit_id", "closed_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_core_case_unit_id_due_at_id", "core_case", ["unit_id", "due_at", "id"], unique=False
    )
    op.create_index(
        "ix_core_case_unit_id_submitted_at_id_step",
        "core_case",
        ["unit_id", "submitted_at", "id", "step"],
        unique=False,
    )
    op.create_table(
        "core_meeting",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorder_id", Key, nullable=True),
        sa.Column("data", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorder_id"], ["core_person.id"], name=op.f("fk_core_meeting_recorder_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_meeting_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_meeting")),
        sa.UniqueConstraint("code", name=op.f("uq_core_meeting_code")),
    )
    op.create_index("ix_core_meeting_kind_day", "core_meeting", ["kind", "day"], unique=False)
    op.create_index(
        op.f("ix_core_meeting_recorder_id"), "core_meeting", ["recorder_id"], unique=False
    )
    op.create_index(
        "ix_core_meeting_starts_at_id", "core_meeting", ["starts_at", "id"], unique=False
    )
    op.create_index(
        "ix_core_meeting_unit_id_starts_at_id",
        "core_meeting",
        ["unit_id", "starts_at", "id"],
        unique=False,
    )
    op.create_table(
        "core_problem",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("keywords", sa.String(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("opener_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["opener_id"], ["core_person.id"], name=op.f("fk_core_problem_opener_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_problem_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_problem")),
        sa.UniqueConstraint("code", name=op.f("uq_core_problem_code")),
    )
    op.create_index(op.f("ix_core_problem_category"), "core_problem", ["category"], unique=False)
    op.create_index(op.f("ix_core_problem_opened_at"), "core_problem", ["opened_at"], unique=False)
    op.create_index(op.f("ix_core_problem_opener_id"), "core_problem", ["opener_id"], unique=False)
    op.create_index(op.f("ix_core_problem_unit_id"), "core_problem", ["unit_id"], unique=False)
    op.create_table(
        "core_regulation_clause",
        sa.Column("id", Key, nullable=False),
        sa.Column("version_id", Key, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["core_regulation_version.id"],
            name=op.f("fk_core_regulation_clause_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_regulation_clause")),
        sa.UniqueConstraint(
            "version_id", "number", name=op.f("uq_core_regulation_clause_version_id_number")
        ),
    )
    op.create_table(
        "core_respondent",
        sa.Column("id", Key, nullable=False),
        sa.Column("roll", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("sealed", sa.String(), nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_respondent_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_respondent_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_respondent")),
        sa.UniqueConstraint(
            "roll", "unit_id", "number", name=op.f("uq_core_respondent_roll_unit_id_number")
        ),
    )
    op.create_index(
        op.f("ix_core_respondent_person_id"), "core_respondent", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_respondent_unit_id"), "core_respondent", ["unit_id"], unique=False
    )
    op.create_table(
        "core_roster",
        sa.Column("id", Key, nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("person_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_roster_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["core_unit.id"], name=op.f("fk_core_roster_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_roster")),
        sa.UniqueConstraint(
            "rule_key", "day", "person_id", name=op.f("uq_core_roster_rule_key_day_person_id")
        ),
    )
    op.create_index(op.f("ix_core_roster_person_id"), "core_roster", ["person_id"], unique=False)
    op.create_index("ix_core_roster_rule_key_day", "core_roster", ["rule_key", "day"], unique=False)
    op.create_index(op.f("ix_core_roster_unit_id"), "core_roster", ["unit_id"], unique=False)
    op.create_table(
        "core_access_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["core_account.id"], name=op.f("fk_core_access_token_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_core_access_token")),
    )
    op.create_index(
        op.f("ix_core_access_token_account_id"), "core_access_token", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_access_token_expires_at"), "core_access_token", ["expires_at"], unique=False
    )
    op.create_table(
        "core_account_identity",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["core_account.id"], name=op.f("fk_core_account_identity_account_id")
        ),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_core_account_identity")),
    )
    op.create_index(
        op.f("ix_core_account_identity_account_id"),
        "core_account_identity",
        ["account_id"],
        unique=False,
    )
    op.create_table(
        "core_account_role",
        sa.Column("account_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["core_account.id"], name=op.f("fk_core_account_role_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_core_account_role")),
    )
    op.create_table(
        "core_case_concern",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_case_concern_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_case_concern_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_case_concern_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_case_concern")),
    )
    op.create_index(
        op.f("ix_core_case_concern_case_id"), "core_case_concern", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_case_concern_person_id"), "core_case_concern", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_case_concern_unit_id"), "core_case_concern", ["unit_id"], unique=False
    )
    op.create_table(
        "core_case_entry",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("actor_id", Key, nullable=True),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("data", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["core_person.id"], name=op.f("fk_core_case_entry_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_case_entry_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_case_entry_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_case_entry")),
        sa.UniqueConstraint("case_id", "n", name=op.f("uq_core_case_entry_case_id_n")),
    )
    op.create_index(
        op.f("ix_core_case_entry_actor_id"), "core_case_entry", ["actor_id"], unique=False
    )
    op.create_index(
        "ix_core_case_entry_rulings",
        "core_case_entry",
        ["at"],
        unique=False,
        sqlite_where=sa.text("action = 'rule_lead'"),
        postgresql_where=sa.text("action = 'rule_lead'"),
    )
    op.create_index(
        op.f("ix_core_case_entry_unit_id"), "core_case_entry", ["unit_id"], unique=False
    )
    op.create_table(
        "core_case_unit",
        sa.Column("case_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_case_unit_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_case_unit_unit_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "unit_id", name=op.f("pk_core_case_unit")),
    )
    op.create_index(op.f("ix_core_case_unit_unit_id"), "core_case_unit", ["unit_id"], unique=False)
    op.create_table(
        "core_consequence",
        sa.Column("id", Key, nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("survey_id", Key, nullable=True),
        sa.Column("case_id", Key, nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorder_id", Key, nullable=True),
        sa.Column("data", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_consequence_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorder_id"], ["core_person.id"], name=op.f("fk_core_consequence_recorder_id")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["core_survey.id"], name=op.f("fk_core_consequence_survey_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["core_unit.id"], name=op.f("fk_core_consequence_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_consequence")),
    )
    op.create_index(
        op.f("ix_core_consequence_case_id"), "core_consequence", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_consequence_recorder_id"), "core_consequence", ["recorder_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_consequence_rule_key"), "core_consequence", ["rule_key"], unique=False
    )
    op.create_index(
        "ix_core_consequence_subject",
        "core_consequence",
        ["subject_type", "subject_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_consequence_survey_id"), "core_consequence", ["survey_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_consequence_unit_id"), "core_consequence", ["unit_id"], unique=False
    )
    op.create_table(
        "core_meeting_case",
        sa.Column("meeting_id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_meeting_case_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_core_meeting_case_meeting_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "case_id", name=op.f("pk_core_meeting_case")),
    )
    op.create_index(
        op.f("ix_core_meeting_case_case_id"), "core_meeting_case", ["case_id"], unique=False
    )
    op.create_table(
        "core_meeting_target",
        sa.Column("id", Key, nullable=False),
        sa.Column("meeting_id", Key, nullable=False),
        sa.Column("target_type", sa.String(), nullable=False),
        sa.Column("target_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_core_meeting_target_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_meeting_target")),
        sa.UniqueConstraint(
            "meeting_id",
            "target_type",
            "target_id",
            name=op.f("uq_core_meeting_target_meeting_id_target_type_target_id"),
        ),
    )
    op.create_index(
        "ix_core_meeting_target_target",
        "core_meeting_target",
        ["target_type", "target_id"],
        unique=False,
    )
    op.create_table(
        "core_motion",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", Sorted, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("meeting_id", Key, nullable=True),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("case_id", Key, nullable=True),
        sa.Column("problem_id", Key, nullable=True),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("data", Json(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["core_case.id"], name=op.f("fk_core_motion_case_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_core_motion_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["core_problem.id"], name=op.f("fk_core_motion_problem_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["core_unit.id"], name=op.f("fk_core_motion_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_motion")),
        sa.UniqueConstraint("code", name=op.f("uq_core_motion_code")),
    )
    op.create_index(op.f("ix_core_motion_case_id"), "core_motion", ["case_id"], unique=False)
    op.create_index(op.f("ix_core_motion_meeting_id"), "core_motion", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_core_motion_problem_id"), "core_motion", ["problem_id"], unique=False)
    op.create_index(op.f("ix_core_motion_unit_id"), "core_motion", ["unit_id"], unique=False)
    op.create_table(
        "core_participant",
        sa.Column("id", Key, nullable=False),
        sa.Column("meeting_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_core_participant_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_participant_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_participant")),
        sa.UniqueConstraint(
            "meeting_id",
            "person_id",
            "role",
            name=op.f("uq_core_participant_meeting_id_person_id_role"),
        ),
    )
    op.create_index(
        op.f("ix_core_participant_person_id"), "core_participant", ["person_id"], unique=False
    )
    op.create_table(
        "core_problem_entry",
        sa.Column("id", Key, nullable=False),
        sa.Column("problem_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("case_id", Key, nullable=True),
        sa.Column("actor_id", Key, nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["core_person.id"], name=op.f("fk_core_problem_entry_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_problem_entry_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["core_problem.id"], name=op.f("fk_core_problem_entry_problem_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_problem_entry")),
        sa.UniqueConstraint("problem_id", "n", name=op.f("uq_core_problem_entry_problem_id_n")),
    )
    op.create_index(
        op.f("ix_core_problem_entry_actor_id"), "core_problem_entry", ["actor_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_problem_entry_case_id"), "core_problem_entry", ["case_id"], unique=False
    )
    op.create_table(
        "core_problem_match",
        sa.Column("id", Key, nullable=False),
        sa.Column("problem_id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("proposer_id", Key, nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_problem_match_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["core_problem.id"], name=op.f("fk_core_problem_match_problem_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["core_person.id"], name=op.f("fk_core_problem_match_proposer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_problem_match")),
        sa.UniqueConstraint(
            "problem_id", "case_id", name=op.f("uq_core_problem_match_problem_id_case_id")
        ),
    )
    op.create_index(
        op.f("ix_core_problem_match_case_id"), "core_problem_match", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_problem_match_proposer_id"),
        "core_problem_match",
        ["proposer_id"],
        unique=False,
    )
    op.create_table(
        "core_ballot",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("household_id", Key, nullable=True),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["core_household.id"], name=op.f("fk_core_ballot_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_core_ballot_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_ballot_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_ballot")),
        sa.UniqueConstraint(
            "motion_id",
            "step",
            "household_id",
            name=op.f("uq_core_ballot_motion_id_step_household_id"),
        ),
        sa.UniqueConstraint(
            "motion_id", "step", "person_id", name=op.f("uq_core_ballot_motion_id_step_person_id")
        ),
    )
    op.create_index(
        op.f("ix_core_ballot_household_id"), "core_ballot", ["household_id"], unique=False
    )
    op.create_index(op.f("ix_core_ballot_person_id"), "core_ballot", ["person_id"], unique=False)
    op.create_table(
        "core_candidacy",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("elected", sa.Boolean(), nullable=False),
        sa.Column("tied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_core_candidacy_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_candidacy_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_candidacy")),
        sa.UniqueConstraint(
            "motion_id",
            "step",
            "person_id",
            name=op.f("uq_core_candidacy_motion_id_step_person_id"),
        ),
    )
    op.create_index(
        op.f("ix_core_candidacy_person_id"), "core_candidacy", ["person_id"], unique=False
    )
    op.create_table(
        "core_motion_entry",
        sa.Column("id", Key, nullable=False),
        sa.Column("motion_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("meeting_id", Key, nullable=True),
        sa.Column("actor_id", Key, nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("data", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["core_person.id"], name=op.f("fk_core_motion_entry_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_core_motion_entry_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_core_motion_entry_motion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_motion_entry")),
        sa.UniqueConstraint("motion_id", "n", name=op.f("uq_core_motion_entry_motion_id_n")),
    )
    op.create_index(
        op.f("ix_core_motion_entry_actor_id"), "core_motion_entry", ["actor_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_motion_entry_meeting_id"), "core_motion_entry", ["meeting_id"], unique=False
    )
    op.create_table(
        "core_regulation_ground",
        sa.Column("id", Key, nullable=False),
        sa.Column("regulation_id", Key, nullable=False),
        sa.Column("amendment_id", Key, nullable=True),
        sa.Column("case_id", Key, nullable=True),
        sa.Column("problem_id", Key, nullable=True),
        sa.Column("motion_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["core_regulation_version.id"],
            name=op.f("fk_core_regulation_ground_amendment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_regulation_ground_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_core_regulation_ground_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["core_problem.id"], name=op.f("fk_core_regulation_ground_problem_id")
        ),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["core_regulation.id"],
            name=op.f("fk_core_regulation_ground_regulation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_regulation_ground")),
    )
    op.create_index(
        op.f("ix_core_regulation_ground_amendment_id"),
        "core_regulation_ground",
        ["amendment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_regulation_ground_case_id"),
        "core_regulation_ground",
        ["case_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_regulation_ground_motion_id"),
        "core_regulation_ground",
        ["motion_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_regulation_ground_problem_id"),
        "core_regulation_ground",
        ["problem_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_regulation_ground_regulation_id"),
        "core_regulation_ground",
        ["regulation_id"],
        unique=False,
    )
    op.create_table(
        "core_task",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=True),
        sa.Column("meeting_id", Key, nullable=True),
        sa.Column("motion_id", Key, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("handed_out_at", Instant(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["core_case.id"], name=op.f("fk_core_task_case_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["core_meeting.id"], name=op.f("fk_core_task_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["core_motion.id"], name=op.f("fk_core_task_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_task_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["core_unit.id"], name=op.f("fk_core_task_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_task")),
    )
    op.create_index(op.f("ix_core_task_case_id"), "core_task", ["case_id"], unique=False)
    op.create_index(op.f("ix_core_task_meeting_id"), "core_task", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_core_task_motion_id"), "core_task", ["motion_id"], unique=False)
    op.create_index(op.f("ix_core_task_person_id"), "core_task", ["person_id"], unique=False)
    op.create_index(op.f("ix_core_task_unit_id"), "core_task", ["unit_id"], unique=False)
    op.create_table(
        "core_ballot_name",
        sa.Column("ballot_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["core_ballot.id"], name=op.f("fk_core_ballot_name_ballot_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["core_person.id"], name=op.f("fk_core_ballot_name_person_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "person_id", name=op.f("pk_core_ballot_name")),
    )
    op.create_index(
        op.f("ix_core_ballot_name_person_id"), "core_ballot_name", ["person_id"], unique=False
    )
    op.create_table(
        "core_deadline",
        sa.Column("id", Key, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("task_id", Key, nullable=True),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("unit_of_count", sa.String(), nullable=False),
        sa.Column("from_same_day", sa.Boolean(), nullable=False),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("pauses", Json(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("escalated_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["core_case.id"], name=op.f("fk_core_deadline_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["core_task.id"], name=op.f("fk_core_deadline_task_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_deadline")),
        sa.UniqueConstraint(
            "case_id", "rule_key", "round", name=op.f("uq_core_deadline_case_id_rule_key_round")
        ),
    )
    op.create_index(op.f("ix_core_deadline_rule_key"), "core_deadline", ["rule_key"], unique=False)
    op.create_index(
        "ix_core_deadline_state_due_at", "core_deadline", ["state", "due_at"], unique=False
    )
    op.create_index(op.f("ix_core_deadline_task_id"), "core_deadline", ["task_id"], unique=False)
