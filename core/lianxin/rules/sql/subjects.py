"""Whom a rule asks something of: what every kind of subject says in SQL.

`listed` has one row a subject: `subject_id, unit_id, person_id, since, until`. `acting` has a row
for each way in which a subject meets others: `subject_id, person_id, since, until, target_type,
target_id`: who has to be present, and where. `narrowed` keeps to the subjects that are asked
about, by the list parameters `some_Person`, `some_Unit` …
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql.elements import SQLCoreOperations

from lianxin.database import among_keys
from lianxin.rules.sql.values import END, NO_KEY, START, Values, word

Columns = Sequence[ColumnElement[Any]]
FAR = date(9999, 12, 31)


class Subjects(ABC):
    """Those whom a rule asks something of."""

    in_person = False
    """Whether persons act for the subject, so that meetings are found through who was present."""
    located = False
    """Whether what counts happens at the subject itself, or at its link's other end."""
    tenured = False
    """Whether a subject may be one for a part of the period only."""

    @property
    @abstractmethod
    def type(self) -> str:
        """The subjects' GraphQL type."""

    @property
    @abstractmethod
    def facts(self) -> frozenset[str]:
        """What they are read from, by the names that `refresh_standings` knows."""

    @property
    def narrowing(self) -> frozenset[str]:
        """The types of rows whose change can change a subject of this kind."""
        return frozenset({self.type})

    @abstractmethod
    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]: ...

    def acting(self, frame: CTE, values: Values, narrowed: bool) -> Any:
        """Each in the frame (what `listed` gave) itself, at itself."""
        return acting(
            frame.c.subject_id,
            NO_KEY,
            frame.c.since,
            frame.c.until,
            word(self.type),
            frame.c.subject_id,
        )


@dataclass(frozen=True)
class Just(Subjects):
    """Of the subjects just those whose own keys are asked about; narrowed ones are also those whom
    a change of others concerns. A database begins with the keys then, however many rows there are.
    """

    inner: Subjects

    @property
    def type(self) -> str:
        return self.inner.type

    @property
    def facts(self) -> frozenset[str]:
        return self.inner.facts

    @property
    def in_person(self) -> bool:  # type: ignore[override]
        return self.inner.in_person

    @property
    def located(self) -> bool:  # type: ignore[override]
        return self.inner.located

    @property
    def tenured(self) -> bool:  # type: ignore[override]
        return self.inner.tenured

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        return self._just(self.inner.listed(values, narrowed, extra))

    def acting(self, frame: CTE, values: Values, narrowed: bool) -> Any:
        found = self.inner.acting(frame, values, narrowed)
        if isinstance(found, CompoundSelect):
            return union_all(*(self._just(part) for part in found.selects))
        return self._just(found)

    def _just(self, found: Any) -> Select[Any]:
        key = found.selected_columns["subject_id"].element
        kept: Select[Any] = found.where(some(self.type, key))
        return kept


def some(type_: str, key: ColumnElement[Any]) -> ColumnElement[bool]:
    """`key` is one of the rows of a type that are asked about."""
    return among_keys(key, f"some_{type_}")


def listed(
    subject: ColumnElement[Any],
    unit: ColumnElement[Any],
    person: ColumnElement[Any] = NO_KEY,
    since: ColumnElement[Any] = START,
    until: ColumnElement[Any] = END,
    extra: Columns = (),
) -> Select[Any]:
    return select(
        subject.label("subject_id"),
        unit.label("unit_id"),
        person.label("person_id"),
        since.label("since"),
        until.label("until"),
        *extra,
    )


def acting(
    subject: ColumnElement[Any],
    person: ColumnElement[Any],
    since: ColumnElement[Any],
    until: ColumnElement[Any],
    target_type: ColumnElement[Any],
    target: ColumnElement[Any],
) -> Select[Any]:
    return select(
        subject.label("subject_id"),
        person.label("person_id"),
        since.label("since"),
        until.label("until"),
        target_type.label("target_type"),
        target.label("target_id"),
    )


def frame_of(those: Select[Any], narrowed: bool) -> CTE:
    """Those of whom something is asked, as the other parts of a statement join them.

    PostgreSQL has no statistics of what it has set aside, and once compared each of 270,900
    households with each of those that had been visited; so it reads through to the tables.
    """
    frame = those.cte("frame")
    return frame if narrowed else frame.prefix_with("NOT MATERIALIZED", dialect="postgresql")


def once(counted: Select[Any], name: str, narrowed: bool) -> CTE:
    """What is counted of all of them is counted once, not again for each of them."""
    found = counted.cte(name)
    return found if narrowed else found.prefix_with("MATERIALIZED", dialect="postgresql")


def last_day(until: SQLCoreOperations[Any]) -> ColumnElement[Any]:
    """An open end, as a day that never comes."""
    return func.coalesce(until, literal(FAR, Date()))


def overlapping(
    since: SQLCoreOperations[Any], until: SQLCoreOperations[Any]
) -> ColumnElement[bool]:
    """In force on some day of the period; the last day counts."""
    return (since <= END) & (last_day(until) >= START)


def in_force(
    since: SQLCoreOperations[Any], until: SQLCoreOperations[Any], on: SQLCoreOperations[Any]
) -> ColumnElement[bool]:
    return (since <= on) & (last_day(until) >= on)
