"""What ceilings and forbidden days would have refused of the encounters of late."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Date as SqlDate
from sqlalchemy import Select, bindparam, case, func, select

from lianxin.calendar import Period, period_of
from lianxin.database import JsonText, Session, among_words
from lianxin.localities import Locality
from lianxin.previewing.proposal import Proposal
from lianxin.rules.base import RuleInForce
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.rules.duty import Duty
from lianxin.rules.sql.records import MEETING
from lianxin.rules.words import codes
from lianxin.standings.asking import about, given
from lianxin.standings.statements import statement


async def encounters_refused(session: Session, proposal: Proposal) -> tuple[int, list[str]]:
    """Encounters past a ceiling, or on a day that forbids them, that are not so before; and
    ceilings of which it cannot be told.

    Periods that the last days touch are looked at whole.
    """
    number, untold = 0, []
    for entry, rule in proposal.concerned(Duty):
        if not (rule.refuses and rule.ceiling):
            continue
        if not proposal.can_read(entry, statement(rule, "all")[0]):
            untold.append(entry.key)
            continue
        past = await _past(session, proposal, entry, rule, proposal.after)
        if not proposal.is_new(entry):
            past -= await _past(session, proposal, entry, rule, proposal.before)
        number += max(0, past)
    for entry, forbidding in proposal.concerned(CalendarRule):
        held = await _forbidden(session, proposal, forbidding, proposal.after)
        if not proposal.is_new(entry):
            held -= await _forbidden(session, proposal, forbidding, proposal.before)
        number += sum(held.values())
    return number, untold


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


async def _forbidden(
    session: Session, proposal: Proposal, rule: CalendarRule, locality: Locality
) -> Counter[tuple[str, date]]:
    settings = locality.figures.settings
    found: Counter[tuple[str, date]] = Counter()
    if kinds := codes(rule.forbids, settings):
        days = {"first": proposal.first_day, "last": proposal.today}
        for row in await session.all(_held(rule.unless), kinds=kinds, **days):
            if rule.refusal(row.kind, row.day, {}, settings, locality.calendar):
                found[row.kind, row.day] += row.number
    return found


def _held(unless: tuple[str, ...]) -> Select[Any]:
    """How many encounters there were of a kind on a day, without those that were excepted."""
    m = MEETING.c
    first, last = (bindparam(name, type_=SqlDate()) for name in ("first", "last"))
    excepted = [func.coalesce(JsonText(m.data, n), "").not_in(["", "false", "0"]) for n in unless]
    return (
        select(m.kind, m.day, func.count().label("number"))
        .where(among_words(m.kind, "kinds"), m.day.between(first, last), *(~e for e in excepted))
        .group_by(m.kind, m.day)
    )
