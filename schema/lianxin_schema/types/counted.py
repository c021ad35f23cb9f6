"""What a standing rests on, as far as whoever asks may see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from lianxin.calendar import period_of
from lianxin.context import Context
from lianxin.database import Session, together
from lianxin.rules.standing import StandingRule, kind_between
from lianxin.standings import Counted, Subject, counted
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import Ref, value, value_type
from lianxin_schema.types.base import Node
from lianxin_schema.types.readable import readable

MOST = 50
"""So many are told of each standing."""

_LOOKED_AT = 4 * MOST
"""Of so many it is seen who may read them: some may be kept from whoever asks."""

NEEDED = ("rule_key", "period_start", "period_end", "subject_type", "subject_id")

Of = tuple[str, str, str]
"""A rule, and the first and the last day of the period."""


@value_type(
    access="standing.read",
    description="计入的一条记录：会议或走访、联系、任职、登记等 / What counted: an encounter, a link, an "
    "appointment, a record.",
)
class CountedRow:
    what: str = value(description="计入哪一项要求 / What it counts for.")
    day: date | None = value()
    row: Node | None = value()


async def counted_rows(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[CountedRow]]:
    """Of each standing what counted; each rule and period is asked once."""
    assert isinstance(context, RequestContext)
    asked: dict[Of, set[Subject]] = {}
    for rule, start, end, *subject in rows:
        asked.setdefault((rule, start, end), set()).add((subject[0], subject[1]))
    async with context.locality.database.reading() as session:
        found = dict(
            zip(asked, await together(session, *map(_Asking(context), asked.items())), strict=True)
        )
        every = [one for some in found.values() for each in some.values() for one in each]
        refs = await readable(session, context, [(one.table, one.key) for one in every])
    return [
        _told(context, found[rule, start, end].get((subject[0], subject[1]), ()), refs)
        for rule, start, end, *subject in rows
    ]


class _Asking:
    """A question to be asked side by side with others."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self, asked: tuple[Of, Iterable[Subject]]) -> Any:
        (rule, start, end), subjects = asked
        entry = self._context.locality.composition.rule(rule)

        async def ask(session: Session) -> Mapping[Subject, Sequence[Counted]]:
            if entry is None or not isinstance(entry.rule, StandingRule):
                return {}
            first, last = date.fromisoformat(start), date.fromisoformat(end)
            period = period_of(kind_between(first, last), first)
            locality = self._context.locality
            return await counted(
                session, entry, locality, period, sorted(subjects), most=_LOOKED_AT
            )

        return ask


def _told(context: Context, found: Iterable[Counted], refs: Mapping[Any, Ref]) -> list[CountedRow]:
    shown = [(one, refs[one.table, one.key]) for one in found if (one.table, one.key) in refs]
    return [
        CountedRow(what=one.what.say(context.language), day=one.day, row=ref)  # type: ignore[arg-type]
        for one, ref in shown[:MOST]
    ]
