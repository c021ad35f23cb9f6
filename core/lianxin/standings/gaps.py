"""Who is not covered: the subjects of a coverage that lack something, page by page.

Subjects are walked in the order of their keys, a stretch at a time, and only those of a stretch
are looked at: what a page costs does not grow with the table, unless nearly all are covered.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, bindparam, or_, select

from lianxin.calendar import Period
from lianxin.clock import day_of
from lianxin.database import Row, Session
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

COUNTED = 10_000
"""Up to so many gaps are counted exactly."""

_SHORTEST, _LONGEST = 200, 5_000
"""Subjects in a stretch: the first is short, since mostly it fills the page; each next is longer."""


@dataclass(frozen=True)
class Gap:
    """A subject and what it lacks."""

    subject_type: str
    subject_id: int
    lacking: Text


@dataclass(frozen=True)
class Gaps:
    """The first of them after a key, and how many there are in all: at least `number`, unless it is
    `exact`; None where nobody asked."""

    found: list[Gap]
    number: int | None
    exact: bool = True


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
    counted: bool = True,
) -> Gaps:
    """Subjects that are not covered, `within` a unit and below it, in the order of their keys;
    `hidden` cases are left out, of the number too. `counted`: also how many there are in all."""
    rule = entry.rule
    assert isinstance(rule, Coverage)
    walk = walk_of(session, entry, locality, period, within, today, hidden)
    said = Said(locality.composition.terms)
    found = await walk.first(after, most)
    page = [Gap(r.subject_type, r.subject_id, rule.lacking(r.detail, said)) for r in found]
    if not counted:
        return Gaps(page, None)
    whole = not after and len(page) < most
    number = len(page) if whole else len(await walk.first(0, COUNTED + 1))
    return Gaps(page, min(number, COUNTED), exact=number <= COUNTED)


@dataclass(frozen=True)
class Walk:
    """A coverage's statements and what they are given: the next keys, and who of them lacks what."""

    session: Session
    rule: Coverage
    stretch: Select[Any]
    lacking: Select[Any]
    asked: dict[str, Any]

    async def first(self, after: int, most: int) -> list[Row]:
        """The first `most` after a key that lack something."""
        found: list[Row] = []
        async for keys in self._stretches(after):
            subjects = about(((self.rule.every.type, key) for key in keys), self.rule)
            found += await self.session.all(self.lacking, **self.asked, **subjects)
            if len(found) >= most:
                break
        return found[:most]

    async def _stretches(self, after: int) -> AsyncIterator[list[int]]:
        length = _SHORTEST
        nobody = about((), self.rule)
        while True:
            said = {**self.asked, **nobody, "after": after, "length": length}
            keys = [row.subject_id for row in await self.session.all(self.stretch, **said)]
            if keys:
                yield keys
            if len(keys) < length:
                return
            after, length = keys[-1], min(length * 4, _LONGEST)


def walk_of(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    period: Period,
    within: int | None = None,
    today: date | None = None,
    hidden: Sequence[int] = (),
) -> Walk:
    """Through all subjects of a coverage, or those `within` a unit and below it."""
    rule = entry.rule
    assert isinstance(rule, Coverage)
    stretch, lacking, values = _statements(rule, within is not None, bool(hidden))
    on = today or day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, values, locality, locality.figures, period, on)
    asked |= {"within": within, HIDDEN: list(hidden)}
    return Walk(session, rule, stretch, lacking, asked)


def _statements(
    rule: Coverage, within: bool, hiding: bool
) -> tuple[Select[Any], Select[Any], Values]:
    key = ("gaps", within, hiding)
    if key not in rule.statements:
        values = Values()
        made = _stretch(rule, values, within), _lacking(rule, values)
        rule.statements[key] = (*map(without_hidden, made), values) if hiding else (*made, values)
    found: tuple[Select[Any], Select[Any], Values] = rule.statements[key]
    return found


def _stretch(rule: Coverage, values: Values, within: bool) -> Select[Any]:
    """The keys of the next subjects: those that lack something, where that is quickly told, or else
    all of them."""
    listed = rule.every.listed(values, narrowed=False)
    key: Any = listed.selected_columns["subject_id"]
    listed = listed.where(key.element > bindparam("after", type_=Key))
    told = [p.absent(rule.every, key.element, values) for p in rule.has]
    absent = [condition for condition in told if condition is not None]
    if len(absent) == len(told):
        listed = listed.where(or_(*absent))
    each = listed.subquery()
    found = select(each.c.subject_id)
    if within:
        inside = select(LINE.c.lower_id).where(LINE.c.upper_id == bindparam("within", type_=Key))
        found = found.where(each.c.unit_id.in_(inside))
    return found.order_by(each.c.subject_id).limit(bindparam("length", type_=Integer()))


def _lacking(rule: Coverage, values: Values) -> Select[Any]:
    """Those of some subjects that lack something, and what."""
    each = rule.each(values).cte("each")
    return (
        select(each.c.subject_type, each.c.subject_id, each.c.detail)
        .where(each.c.exempt == 0, each.c.actual < each.c.required)
        .order_by(each.c.subject_id)
    )
