"""What forms are filled in with: the locality's words, and its calendar."""

from datetime import date as day
from datetime import timedelta
from enum import Enum

import strawberry

from lianxin.calendar import CalendarDay as KnownDay
from lianxin.context import Context
from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.types.base import Term

LONGEST_CALENDAR = 400
"""Days that are told at once: a year, and the weeks around it."""

_TOO_LONG = Text(
    f"一次最多查询 {LONGEST_CALENDAR} 天，且起日不得晚于止日",
    f"At most {LONGEST_CALENDAR} days are told at once, from the earlier one to the later",
)


@strawberry.enum(name="DayKind")
class KindOfDay(Enum):
    WORKING = "WORKING"
    WEEKEND = "WEEKEND"
    PUBLIC_HOLIDAY = "PUBLIC_HOLIDAY"
    MAKE_UP_WORKING_DAY = "MAKE_UP_WORKING_DAY"


@value_type(
    access=OPEN,
    description="一类词汇：渠道、类别、岗位、会议种类等 / All words of one sort: channels, posts …",
)
class Vocabulary:
    name: str = value()
    terms: list[Term] = value()


@value_type(
    access=OPEN,
    description="某日是否工作日及依据 / Whether a day is a working day, and who says so",
)
class CalendarDay:
    date: day = value()
    kind: KindOfDay = value()
    working: bool = value()
    description: str = value()
    source: str = value()
    provisional: bool = value(
        description="当年安排尚未公布，按周末和法定假日推定 / The year's notice is not out yet."
    )


def read_vocabularies(
    _: None, context: Context, names: list[str] | None = None
) -> list[Vocabulary]:
    """All vocabularies, or those named; one that no module has is left out."""
    known = context.locality.composition.terms
    return [
        Vocabulary(
            name=name,
            terms=[Term(code=t.code, label=t.label.say(context.language)) for t in terms.values()],
        )
        for name, terms in sorted(known.items())
        if names is None or name in names
    ]


def read_calendar(_: None, context: Context, since: day, until: day) -> list[CalendarDay]:
    """Each day from one to another. Raises Refused where there are too many."""
    days = (until - since).days + 1
    if not 1 <= days <= LONGEST_CALENDAR:
        raise Refused([invalid("TOO_MANY_DAYS", _TOO_LONG, "until")])
    calendar = context.locality.calendar
    return [_told(calendar.day(since + timedelta(days=n)), context) for n in range(days)]


def _told(found: KnownDay, context: Context) -> CalendarDay:
    return CalendarDay(
        date=found.date,
        kind=KindOfDay[found.kind.name],
        working=found.is_working,
        description=found.description.say(context.language),
        source=found.source,
        provisional=found.provisional,
    )


@strawberry.type
class WordQueries:
    """Root fields over words and days; merged into the root of all reading."""

    vocabularies: list[Vocabulary] = value(
        read_vocabularies,
        arguments={"names": list[str] | None},
        defaults={"names": strawberry.UNSET},
        permission="locality.read",
    )
    calendar: list[CalendarDay] = value(
        read_calendar,
        arguments={"since": day, "until": day},
        permission="locality.read",
    )
