"""Who is not covered: the subjects of a coverage that lack something, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from lianxin.calendar import Period
from lianxin.clock import day_of
from lianxin.database import Session
from lianxin.database.types import Key
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.coverage import Coverage
from lianxin.rules.sql.hiding import HIDDEN, without_hidden
from lianxin.rules.sql.places import LINE
from lianxin.rules.sql.values import Values
from lianxin.rules.standing import Said
from lianxin.standings.asking import about, given


@dataclass(frozen=True)
class Gap:
    """A subject and what it lacks."""

    subject_type: str
    subject_id: int
    lacking: Text


@dataclass(frozen=True)
class Gaps:
    """The first of them after a key, and how many there are in all."""

    found: list[Gap]
    number: int


async def gaps(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    period: Period,
    *,
    within: int | None = None,
    after: int = 0,
    most: int = 100,
    today: date | None = None,
    hidden: Sequence[int] = (),
) -> Gaps:
    """Subjects that are not covered, `within` a unit and below it, in the order of their keys;
    `hidden` cases are left out, of the number too."""
    rule = entry.rule
    assert isinstance(rule, Coverage)
    lacking, number, values = _statements(rule, within is not None, bool(hidden))
    on = today or day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, values, locality, locality.figures, period, on)
    asked |= {**about((), rule), "within": within, "after": after, "most": most}
    asked[HIDDEN] = list(hidden)
    said = Said(locality.composition.terms)
    rows = await session.all(lacking, **asked)
    if rows or not after:
        total = rows[0].total if rows else 0
    else:
        total = await session.scalar(number, **asked)
    found = [Gap(r.subject_type, r.subject_id, rule.lacking(r.detail, said)) for r in rows]
    return Gaps(found, total)


def _statements(
    rule: Coverage, within: bool, hiding: bool
) -> tuple[Select[Any], Select[Any], Values]:
    key = ("gaps", within, hiding)
    if key not in rule.statements:
        page, number, values = _made(rule, within)
        if hiding:
            page, number = without_hidden(page), without_hidden(number)
        rule.statements[key] = page, number, values
    found: tuple[Select[Any], Select[Any], Values] = rule.statements[key]
    return found


def _made(rule: Coverage, within: bool) -> tuple[Select[Any], Select[Any], Values]:
    values = Values()
    each = rule.each(values).cte("each")
    without = [each.c.exempt == 0, each.c.actual < each.c.required]
    if within:
        inside = select(LINE.c.lower_id).where(LINE.c.upper_id == bindparam("within", type_=Key))
        without.append(each.c.unit_id.in_(inside))
    # Found once for the page and its total: of hundreds of thousands it takes seconds.
    lacking = select(each.c.subject_type, each.c.subject_id, each.c.detail).where(*without)
    found = lacking.cte("lacking")
    total = select(func.count()).select_from(found).scalar_subquery()
    page = (
        select(found, total.label("total"))
        .where(found.c.subject_id > bindparam("after", type_=Key))
        .order_by(found.c.subject_id)
        .limit(bindparam("most", type_=Integer()))
    )
    return page, select(func.count()).select_from(found), values
