"""Which unit is nearest: at or above where somebody lives, or at or above another unit."""

from typing import Any

from sqlalchemy import ColumnElement, select

from lianxin.rules.sql.people import PERSON
from lianxin.rules.sql.places import HOUSEHOLD, LINE, UNIT
from lianxin.rules.words import Word, code_of


def home_of(person: Any) -> ColumnElement[Any]:
    """The unit in which the household of the person lies that a column names."""
    who, home = PERSON.alias(), HOUSEHOLD.alias()
    found = select(home.c.unit_id).join(who, who.c.household_id == home.c.id)
    return found.where(who.c.id == person).scalar_subquery()


def nearest(*kinds: Word, to: Any, above: bool = False) -> ColumnElement[Any]:
    """The active unit of one of these kinds that is nearest to the unit `to`: itself, or above;
    only `above` it, where that is asked for."""
    line, unit = LINE.alias(), UNIT.alias()
    found = (
        select(unit.c.id)
        .join(line, line.c.upper_id == unit.c.id)
        .where(line.c.lower_id == to, unit.c.active)
        .order_by(line.c.distance)
        .limit(1)
    )
    if above:
        found = found.where(line.c.distance > 0)
    if kinds:
        found = found.where(unit.c.kind.in_([code_of(kind) for kind in kinds]))
    return found.scalar_subquery()


def is_at_or_below(unit: Any, upper: Any) -> ColumnElement[bool]:
    """The unit that one column names is the other, or lies below it."""
    line = LINE.alias()
    return select(line.c.upper_id).where(line.c.lower_id == unit, line.c.upper_id == upper).exists()
