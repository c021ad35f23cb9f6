"""The working-day calendar of a locality, with where each day is known from."""

from datetime import date

from lianxin.tables.base import Field, SQLModel


class CalendarDayRow(SQLModel, table=True):
    __tablename__ = "core_calendar_day"

    day: date = Field(primary_key=True)
    kind: str
    name_zh: str = ""
    name_en: str = ""
    source: str
    provisional: bool = False
    override: bool = False
