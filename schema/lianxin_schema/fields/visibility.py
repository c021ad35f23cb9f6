"""Which rows of a table a viewer may see: any of several grounds, less what is kept from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

from lianxin.database import Among, AmongEach
from lianxin_schema.fields.access import OPEN, Access, Who

Columns = Any
"""The columns of one occurrence of a table in a statement: `c.title`, `c["title"]`."""

RowCondition = Callable[[Columns, Who], ColumnElement[bool]]


@dataclass(frozen=True)
class Ground:
    """A reason to see rows, for whoever has `access`: here, all of them."""

    access: Access = OPEN

    def holds(self, c: Columns, who: Who) -> ColumnElement[bool]:
        return true()


@dataclass(frozen=True, kw_only=True)
class Mine(Ground):
    """Rows whose `column` names the viewer."""

    column: str

    def holds(self, c: Columns, who: Who) -> ColumnElement[bool]:
        found: ColumnElement[bool] = c[self.column] == who.person_id
        return found


@dataclass(frozen=True, kw_only=True)
class OfMyUnits(Ground):
    """Rows whose `column` names one of the viewer's units.

    A `rare` column names a unit in few rows: then even many units are looked into each by itself,
    since whoever walked the list's order would walk far.
    """

    column: str
    rare: bool = False

    def holds(self, c: Columns, who: Who) -> ColumnElement[bool]:
        among = Among if who.few_units else AmongEach
        return among(c[self.column], who.unit_ids)


@dataclass(frozen=True, kw_only=True)
class OverMe(Ground):
    """Rows whose `column` names a unit that the viewer is in, or one above it."""

    column: str

    def holds(self, c: Columns, who: Who) -> ColumnElement[bool]:
        return Among(c[self.column], who.lineage)


@dataclass(frozen=True)
class Visible:
    """The rows for which one of `grounds` holds and all of `restrictions`.

    A list over many rows reads a branch per ground, each in the order of an index, and merges
    them; everywhere else the grounds are one condition.
    """

    grounds: tuple[Ground, ...] = (Ground(),)
    restrictions: tuple[RowCondition, ...] = ()

    def __call__(self, c: Columns, who: Who) -> ColumnElement[bool]:
        reasons = [ground.holds(c, who) for ground in self.grounds_of(who)]
        return and_(or_(*reasons) if reasons else false(), self.restricted(c, who))

    def grounds_of(self, who: Who) -> tuple[Ground, ...]:
        """Those that this viewer has; only one where it covers all rows."""
        mine = tuple(ground for ground in self.grounds if who.has(ground.access))
        return next(((ground,) for ground in mine if type(ground) is Ground), mine)

    def restricted(self, c: Columns, who: Who) -> ColumnElement[bool]:
        return and_(true(), *(condition(c, who) for condition in self.restrictions))


EVERY_ROW = Visible()


def visible_by(rows: Visible | RowCondition | None) -> Visible:
    """The same said in full: a condition restricts all rows, nothing restricts none."""
    if isinstance(rows, Visible):
        return rows
    return EVERY_ROW if rows is None else Visible(restrictions=(rows,))
