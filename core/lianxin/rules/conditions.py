"""Conditions that guards of many models need: who holds a post somewhere, what kind a unit is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, String, bindparam, exists, func, literal

from lianxin.database import EachIn, Key, Words
from lianxin.rules.guard import given, viewer
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.places import LINE, UNIT
from lianxin.rules.sql.subjects import in_force, last_day
from lianxin.rules.sql.values import table_of
from lianxin.rules.words import Word, code_of
from lianxin.tables import Regulation

ON_THE_DAY = bindparam("today", type_=Date())


def holds(
    person: Any,
    *posts: Word,
    at: Any = None,
    below: bool = False,
    ranks: Sequence[str] = (),
    on: Any = ON_THE_DAY,
) -> ColumnElement[bool]:
    """`person` holds one of the posts (any, where none is named) at the unit `at` (anywhere, where
    none is named), or also `below` it, today or `on` another day. All of them columns."""
    held = APPOINTMENT.alias()
    found = exists().where(held.c.person_id == person, in_force(held.c.since, held.c.until, on))
    if at is not None:
        found = found.where(_within(held.c.unit_id, at) if below else held.c.unit_id == at)
    if posts:
        found = found.where(held.c.post.in_([code_of(post) for post in posts]))
    return found.where(held.c.rank.in_(list(ranks))) if ranks else found


def viewer_holds(*posts: Word, at: Any = None) -> ColumnElement[bool]:
    """Whoever acts holds one of the posts today, at the unit that the column `at` names if any."""
    return holds(viewer("person_id", Key), *posts, at=at)


def regulation_in_force(regulation: Any, on: Any = ON_THE_DAY) -> ColumnElement[bool]:
    """The regulation that a column names is in force today, or `on` another day; the day on which
    it is abolished is none any more."""
    found = table_of(Regulation).alias()
    return exists().where(
        found.c.id == regulation,
        found.c.in_force_since <= on,
        found.c.abolished_on.is_(None) | (found.c.abolished_on > on),
    )


def viewer_serves_in(*kinds: Word) -> ColumnElement[bool]:
    """Whoever acts is appointed today in a unit of one of these kinds."""
    held, unit = APPOINTMENT.alias(), UNIT.alias()
    return exists().where(
        held.c.person_id == viewer("person_id", Key),
        in_force(held.c.since, held.c.until, ON_THE_DAY),
        unit.c.id == held.c.unit_id,
        unit.c.kind.in_([code_of(kind) for kind in kinds]),
    )


def is_of_kind(unit: Any, *kinds: Word) -> ColumnElement[bool]:
    """The unit that a column names is of one of these kinds."""
    found = UNIT.alias()
    return exists().where(found.c.id == unit, found.c.kind.in_([code_of(kind) for kind in kinds]))


def in_force_together(one: Any, other: Any) -> ColumnElement[bool]:
    """Two rows with the columns `since` and `until` are in force on some day both of them."""
    begins: ColumnElement[bool] = one.since <= last_day(other.until)
    ends: ColumnElement[bool] = other.since <= last_day(one.until)
    return begins & ends


def each_stands_in(words: str, *texts: Any) -> ColumnElement[bool]:
    """Every one of the words given for a field stands in one of the texts (columns)."""
    whole: ColumnElement[Any] = func.coalesce(texts[0], "")
    for text in texts[1:]:
        whole = whole.concat("\n").concat(func.coalesce(text, ""))
    return EachIn(whole, given(words, Words()))


def names_some(words: str) -> ColumnElement[bool]:
    """Any word is given for a field."""
    return ~EachIn(literal("", String()), given(words, Words()))


def _within(unit: Any, upper: Any) -> ColumnElement[bool]:
    line = LINE.alias()
    return exists().where(line.c.lower_id == unit, line.c.upper_id == upper)
