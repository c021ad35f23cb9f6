"""What ceilings and forbidden days would have refused of the encounters of late."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date as SqlDate
from sqlalchemy import Select, bindparam, case, func, select

from lianxin.calendar import Period, period_of
from lianxin.database import JsonText, Session, among_words
from lianxin.localities import Locality
from lianxin.previewing.proposal import Proposal
from lianxin.previewing.refusals import MOST_NAMED, NOT_THERE, Refusal, Refusals, all_of
from lianxin.previewing.trips import trips_refused
from lianxin.rules.base import RuleInForce
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.rules.duty import Duty
from lianxin.rules.sql.records import MEETING
from lianxin.rules.words import codes
from lianxin.standings.asking import about, given
from lianxin.standings.statements import statement


async def encounters_refused(session: Session, proposal: Proposal) -> Refusals:
    """Encounters past a ceiling, or on a day that forbids them, that are not so before; and
    ceilings of which it cannot be told.

    Periods that the last days touch are looked at whole.
    """
    return all_of(
        [
            await _past_ceilings(session, proposal),
            await _on_forbidden_days(session, proposal),
            await trips_refused(session, proposal),
        ]
    )


async def _past_ceilings(session: Session, proposal: Proposal) -> Refusals:
    number, untold = 0, {}
    for entry, rule in proposal.concerned(Duty):
        if not (rule.refuses and rule.ceiling):
            continue
        if not proposal.can_read(entry, statement(rule, "all")[0]):
            untold[entry.key] = NOT_THERE
            continue
        past = await _past(session, proposal, entry, rule, proposal.after)
        if not proposal.is_new(entry):
            past -= await _past(session, proposal, entry, rule, proposal.before)
        number += max(0, past)
    return Refusals(number, untold=untold)


async def _past(
    session: Session, proposal: Proposal, entry: RuleInForce, rule: Duty, locality: Locality
) -> int:
    made, values = statement(rule, "all")
    rule.statements.setdefault("past", _summed(made))
    number = 0.0
    for period in _periods(rule, proposal, locality):
        asked = given(entry, rule, values, locality, locality.figures, period, period.end)
        found = await session.scalar(rule.statements["past"], **asked, **about((), rule))
        number += found or 0
    return round(number)


def _summed(made: Select[Any]) -> Select[Any]:
    stood = made.subquery("stood")
    over = stood.c.actual - stood.c.required
    counts = (stood.c.exempt == 0) & (over > 0)
    return select(func.sum(case((counts, over))))


def _periods(rule: Duty, proposal: Proposal, locality: Locality) -> list[Period]:
    kind = rule.period_kind(locality.figures.settings)
    found = [period_of(kind, proposal.today)]
    while found[-1].start > proposal.first_day:
        found.append(found[-1].previous())
    return found


async def _on_forbidden_days(session: Session, proposal: Proposal) -> Refusals:
    found = []
    for entry, rule in proposal.concerned(CalendarRule):
        held = await _forbidden(session, proposal, rule, proposal.after)
        if not proposal.is_new(entry):
            before = await _forbidden(session, proposal, rule, proposal.before)
            held = {key: at for key, at in held.items() if key not in before}
        newest = sorted(held.items(), key=lambda one: (one[1], one[0]), reverse=True)
        named = tuple(Refusal(entry.key, MEETING, *one) for one in newest[:MOST_NAMED])
        found.append(Refusals(len(held), named))
    return all_of(found)


async def _forbidden(
    session: Session, proposal: Proposal, rule: CalendarRule, locality: Locality
) -> dict[int, datetime]:
    """The encounters on such days, with when they began."""
    settings, kinds = locality.figures.settings, codes(rule.forbids, locality.figures.settings)
    if not kinds:
        return {}
    days = {"first": proposal.first_day, "last": proposal.today}
    forbidden: dict[tuple[str, date], bool] = {}
    found = {}
    for row in await session.all(_held(rule.unless), kinds=kinds, **days):
        on = (row.kind, row.day)
        if on not in forbidden:
            refusal = rule.refusal(*on, {}, settings, locality.calendar)
            forbidden[on] = refusal is not None
        if forbidden[on]:
            found[row.id] = row.starts_at
    return found


def _held(unless: tuple[str, ...]) -> Select[Any]:
    """The encounters of some kinds and days, without those that were excepted."""
    m = MEETING.c
    first, last = (bindparam(name, type_=SqlDate()) for name in ("first", "last"))
    excepted = [func.coalesce(JsonText(m.data, n), "").not_in(["", "false", "0"]) for n in unless]
    return select(m.id, m.kind, m.day, m.starts_at).where(
        among_words(m.kind, "kinds"), m.day.between(first, last), *(~e for e in excepted)
    )
