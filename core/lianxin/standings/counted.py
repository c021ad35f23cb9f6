"""What counted for standings: the encounters, links and records that they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    bindparam,
    func,
    literal_column,
    select,
    union,
)

from lianxin.calendar import Period
from lianxin.clock import day_of
from lianxin.database import Session
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.sql.evidence import Evidence
from lianxin.rules.sql.hiding import without_kept
from lianxin.rules.sql.values import Values, word
from lianxin.rules.standing import StandingRule
from lianxin.standings.asking import Subject, about, given

_MOST = bindparam("most", type_=Integer())


@dataclass(frozen=True)
class Counted:
    """A row of a table, what it counts for, and on which day where it has one."""

    table: Table
    key: int
    what: Text
    day: date | None


async def counted(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    period: Period,
    subjects: Sequence[Subject],
    *,
    most: int,
) -> dict[Subject, list[Counted]]:
    """For each subject at most so many, the latest first, by the figures of today. Cases that are
    kept from somebody are left out, as in the standing itself."""
    rule = entry.rule
    assert isinstance(rule, StandingRule)
    made, parts, values = _statement(rule)
    if made is None:
        return {}
    today = day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, values, locality, locality.figures, period, today)
    rows = await session.all(made, **asked, **about(subjects, rule), most=most)
    terms = locality.composition.terms
    found: dict[Subject, list[Counted]] = {}
    for row in rows:
        part = parts[row.part]
        one = Counted(part.table, row.row_id, part.name(terms), row.day)
        found.setdefault((row.subject_type, row.subject_id), []).append(one)
    return found


def _statement(rule: StandingRule) -> tuple[Select[Any] | None, list[Evidence], Values]:
    """Made once for each rule; the rule keeps it."""
    if "counted" not in rule.statements:
        values = Values()
        parts = rule.evidence(values) if rule.stands else []
        rule.statements["counted"] = (_latest(rule, parts) if parts else None, parts, values)
    found: tuple[Select[Any] | None, list[Evidence], Values] = rule.statements["counted"]
    return found


def _latest(rule: StandingRule, parts: Sequence[Evidence]) -> Select[Any]:
    each = union(*(_part(n, part) for n, part in enumerate(parts))).subquery()
    order = (each.c.day.desc().nulls_last(), each.c.row_id.desc(), each.c.part)
    nth = func.row_number().over(
        partition_by=(each.c.subject_type, each.c.subject_id), order_by=order
    )
    ranked = select(each, nth.label("nth")).subquery()
    found = select(ranked).where(ranked.c.nth <= _MOST).order_by(ranked.c.nth)
    by_itself = "Case" in rule.narrowing and "Unit" not in rule.narrowing
    return found if by_itself else without_kept(found)


def _part(n: int, part: Evidence) -> Select[Any]:
    rows = part.rows.subquery()
    number: ColumnElement[int] = literal_column(str(n), Integer())
    return select(rows, word(part.of).label("subject_type"), number.label("part"))
