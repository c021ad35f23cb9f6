"""Working days, recurrences, periods, and counting with a trace: all pure, no database."""

from lianxin.calendar.counting import (
    Count,
    DayCounted,
    Pause,
    Unit,
    count,
    nth_working_day,
    working_days_between,
)
from lianxin.calendar.days import (
    CalendarDay,
    DayKind,
    Weekday,
    WeekdayName,
    WorkCalendar,
    notice_year,
)
from lianxin.calendar.notice import (
    complete_year,
    national_calendar,
    notice_days,
    notice_source,
    published_years,
)
from lianxin.calendar.periods import Period, PeriodKind, period_of, periods_between
from lianxin.calendar.recurrence import (
    LAST,
    Dates,
    HalfYearly,
    Monthly,
    MonthlyWeek,
    MonthlyWeekday,
    Quarterly,
    Recurrence,
    Weekly,
    Yearly,
    weekly,
)
from lianxin.calendar.weeks import WeekRule

__all__ = [
    "LAST",
    "CalendarDay",
    "Count",
    "Dates",
    "DayCounted",
    "DayKind",
    "HalfYearly",
    "Monthly",
    "MonthlyWeek",
    "MonthlyWeekday",
    "Pause",
    "Period",
    "PeriodKind",
    "Quarterly",
    "Recurrence",
    "Unit",
    "WeekRule",
    "Weekday",
    "WeekdayName",
    "Weekly",
    "WorkCalendar",
    "Yearly",
    "complete_year",
    "count",
    "national_calendar",
    "notice_days",
    "notice_source",
    "notice_year",
    "nth_working_day",
    "period_of",
    "periods_between",
    "published_years",
    "weekly",
    "working_days_between",
]
