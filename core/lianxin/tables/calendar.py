"""The working-day calendar of a locality, and who sits when."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint

from lianxin.tables.base import Field, SQLModel, primary_key, reference


class CalendarDayRow(SQLModel, table=True):
    """What kind of day a date is, with where that is known from."""

    __tablename__ = "core_calendar_day"

    day: date = Field(primary_key=True)
    kind: str
    name_zh: str = ""
    name_en: str = ""
    source: str
    provisional: bool = False
    override: bool = False


class RosterEntry(SQLModel, table=True):
    """Who sits on a day, by the calendar rule that asks for it."""

    __tablename__ = "core_roster"
    __table_args__ = (
        Index("ix_core_roster_rule_key_day", "rule_key", "day"),
        UniqueConstraint("rule_key", "day", "person_id"),
    )

    id: int = primary_key()
    rule_key: str
    day: date
    unit_id: int | None = reference("core_unit", optional=True)
    person_id: int = reference("core_person")
