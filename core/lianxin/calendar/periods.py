"""The periods by which duties are counted and figures are published."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lianxin.language import Text

PeriodKind = Literal["week", "month", "quarter", "half_year", "year"]

_DAY = dt.timedelta(days=1)
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included."""

    start: dt.date
    end: dt.date
    label: Text
    kind: PeriodKind

    @property
    def key(self) -> str:
        """Stands for the period in data, sorts within its kind: 2026-W07, 2026-02, 2026-Q1."""
        return self.label.en

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def __contains__(self, on: dt.date) -> bool:
        return self.start <= on <= self.end

    def previous(self) -> "Period":
        return period_of(self.kind, self.start - _DAY)

    def next(self) -> "Period":
        return period_of(self.kind, self.end + _DAY)


def period_of(kind: PeriodKind, on: dt.date) -> Period:
    """The period that holds the date. Weeks run Monday to Sunday and are numbered by ISO 8601."""
    return _week(on) if kind == "week" else _months(kind, on)


def periods_between(kind: PeriodKind, start: dt.date, end: dt.date) -> list[Period]:
    """Every period that has a day from `start` to `end`, in order."""
    found: list[Period] = []
    while start <= end:
        found.append(period_of(kind, start))
        start = found[-1].end + _DAY
    return found


def last_day(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - _DAY


def _week(on: dt.date) -> Period:
    year, week, weekday = on.isocalendar()
    monday = on - (weekday - 1) * _DAY
    label = Text(f"{year}年第{week}周", f"{year}-W{week:02}")
    return Period(monday, monday + 6 * _DAY, label, "week")


def _months(kind: PeriodKind, on: dt.date) -> Period:
    span = _MONTHS[kind]
    n = (on.month - 1) // span + 1
    start = dt.date(on.year, (n - 1) * span + 1, 1)
    return Period(start, last_day(on.year, n * span), _label(kind, on.year, n), kind)


def _label(kind: PeriodKind, year: int, n: int) -> Text:
    match kind:
        case "month":
            return Text(f"{year}年{n}月", f"{year}-{n:02}")
        case "quarter":
            return Text(f"{year}年第{n}季度", f"{year}-Q{n}")
        case "half_year":
            return Text(f"{year}年{'上下'[n - 1]}半年", f"{year}-H{n}")
        case _:
            return Text(f"{year}年", f"{year}")
