"""Units and households as subjects."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from lianxin.rules.base import Figure
from lianxin.rules.sql.subjects import Columns, Subjects, listed, some
from lianxin.rules.sql.values import Values, table_of
from lianxin.rules.words import Word, Words
from lianxin.tables import Household, HouseholdMark, Unit, UnitLine

UNIT, LINE = table_of(Unit), table_of(UnitLine)
HOUSEHOLD, MARK = table_of(Household), table_of(HouseholdMark)


@dataclass(frozen=True)
class Units(Subjects):
    """Active units of these kinds."""

    kinds: Words
    under: str | Figure | None = None
    where: ColumnElement[bool] | None = None

    located = True
    type = "Unit"
    facts = frozenset({"unit"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        found = listed(UNIT.c.id, UNIT.c.id, extra=extra).where(UNIT.c.active)
        if self.kinds:
            found = found.where(values.among(UNIT.c.kind, self.kinds))
        if self.under is not None:
            found = found.where(UNIT.c.id.in_(units_below(values.text(self.under))))
        if self.where is not None:
            found = found.where(self.where)
        return found.where(some("Unit", UNIT.c.id)) if narrowed else found


@dataclass(frozen=True)
class Households(Subjects):
    """Households, all of them or those with one of the marks."""

    marks: Words = ()
    where: ColumnElement[bool] | None = None

    located = True
    type = "Household"
    facts = frozenset({"household"})
    narrowing = frozenset({"Household", "Unit"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        found = listed(HOUSEHOLD.c.id, HOUSEHOLD.c.unit_id, extra=extra)
        if self.marks:
            marked = select(MARK.c.household_id).where(values.among(MARK.c.mark, self.marks))
            found = found.where(HOUSEHOLD.c.id.in_(marked))
        if self.where is not None:
            found = found.where(self.where)
        return found.where(_some_households()) if narrowed else found


def units(
    *kinds: Word | Figure,
    under: str | Figure | None = None,
    where: ColumnElement[bool] | None = None,
) -> Units:
    """Every unit of these kinds; `under`: of that code or below it; `where`: SQL over `Unit`,
    such as a flag in a table of the plugin."""
    return Units(one_or_all(kinds), under, where)


def households(*, mark: Words = (), where: ColumnElement[bool] | None = None) -> Households:
    """Every household, or every one with that mark; `where`: SQL over `Household`."""
    return Households(mark, where)


def one_or_all(words: tuple[Word | Figure, ...]) -> Words:
    """`units(F.kinds)` passes one figure that is a list itself."""
    return words[0] if len(words) == 1 else words  # type: ignore[return-value]


def units_below(code: ColumnElement[Any]) -> Select[Any]:
    """The unit of a code and all below it."""
    upper = UNIT.alias()
    return (
        select(LINE.c.lower_id)
        .join(upper, upper.c.id == LINE.c.upper_id)
        .where(upper.c.code == code)
    )


def _some_households() -> ColumnElement[bool]:
    return or_(some("Household", HOUSEHOLD.c.id), some("Unit", HOUSEHOLD.c.unit_id))
