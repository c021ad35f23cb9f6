"""Meetings, motions, cases, and rows of a plugin's own table as subjects."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_
from sqlmodel import SQLModel

from lianxin.rules.base import Figure
from lianxin.rules.sql.places import one_or_all
from lianxin.rules.sql.subjects import Columns, Subjects, listed, some
from lianxin.rules.sql.values import AS_OF, NO_KEY, START, Values, table_of
from lianxin.rules.words import Word, Words
from lianxin.tables import (
    Appointment,
    Case,
    Household,
    Liaison,
    Meeting,
    Motion,
    Problem,
    Unit,
)

MEETING, MOTION, CASE = table_of(Meeting), table_of(Motion), table_of(Case)


@dataclass(frozen=True)
class Meetings(Subjects):
    """Meetings of these kinds that were held in the period."""

    kinds: Words
    where: ColumnElement[bool] | None = None

    type = "Meeting"
    facts = frozenset({"meeting"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        day = MEETING.c.day
        found = listed(MEETING.c.id, MEETING.c.unit_id, NO_KEY, day, day, extra).where(
            day.between(START, AS_OF), values.among(MEETING.c.kind, self.kinds)
        )
        if self.where is not None:
            found = found.where(self.where)
        return found.where(some("Meeting", MEETING.c.id)) if narrowed else found


@dataclass(frozen=True)
class Rows(Subjects):
    """Rows of a table, by its columns `id` and (where it has one) `unit_id`.

    `beside`: rows of which other types concern one too, each with a select of whom `some` of them
    concern.
    """

    table: type[SQLModel]
    named: str
    where: ColumnElement[bool] | None = None
    beside: tuple[tuple[str, Select[Any]], ...] = ()

    located = True

    @property
    def type(self) -> str:
        return self.named

    @property
    def facts(self) -> frozenset[str]:
        return frozenset({fact_of(self.table)})

    @property
    def narrowing(self) -> frozenset[str]:
        return frozenset({self.type, *(type_ for type_, _ in self.beside)})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        columns = table_of(self.table).c
        found = listed(columns.id, columns.get("unit_id", NO_KEY), extra=extra)
        if self.where is not None:
            found = found.where(self.where)
        if not narrowed:
            return found
        by_others = (columns.id.in_(concerned) for _, concerned in self.beside)
        return found.where(or_(some(self.type, columns.id), *by_others))


def meetings(*kinds: Word | Figure, where: ColumnElement[bool] | None = None) -> Meetings:
    """Every meeting of these kinds in the period; `where`: SQL over `Meeting`."""
    return Meetings(one_or_all(kinds), where)


def motions(*, where: ColumnElement[bool] | None = None) -> Rows:
    """Every motion for which the SQL over `Motion` holds."""
    return Rows(Motion, "Motion", where)


def cases(
    *,
    where: ColumnElement[bool] | None = None,
    beside: tuple[tuple[str, Select[Any]], ...] = (),
) -> Rows:
    """Every case for which the SQL over `Case` holds."""
    return Rows(Case, "Case", where, beside)


def rows(
    table: type[SQLModel], named: str | None = None, *, where: ColumnElement[bool] | None = None
) -> Rows:
    """Every row of a plugin's table; `named` is its GraphQL type (the class's name, if left out).

    The type has to be a member of the union `StandingSubject`.
    """
    return Rows(table, named or table.__name__, where)


def fact_of(table: type[SQLModel]) -> str:
    """The name under which a change of a table is told to `refresh_standings`."""
    return _KNOWN.get(table) or f"record:{table.__tablename__}"


_KNOWN: dict[type[SQLModel], str] = {
    Case: "case",
    Motion: "motion",
    Meeting: "meeting",
    Problem: "problem",
    Appointment: "appointment",
    Liaison: "liaison",
    Household: "household",
    Unit: "unit",
}
