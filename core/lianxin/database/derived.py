"""Rows that follow from others: stored, changed and removed whenever these are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Select, select
from sqlmodel import SQLModel

from lianxin.database.batch import Batch, Table, Values
from lianxin.database.expressions import among_keys
from lianxin.database.statements import Row


class Reader(Protocol):
    async def all(self, statement: Select[Any], **values: Any) -> list[Row]: ...


@dataclass(frozen=True)
class Derived:
    """A row of `into` with the same `id`, made of the columns `sources`."""

    into: type[SQLModel]
    sources: tuple[str, ...]
    make: Callable[..., Values]

    def values(self, row: Values) -> Values:
        return self.make(*(row[name] for name in self.sources))

    def row(self, row: Values) -> Values:
        return {"id": row["id"], **self.values(row)}


_DERIVED: dict[Table, Derived] = {}
_STORED: dict[Table, Select[Any]] = {}


def derive(table: Table, derived: Derived) -> None:
    """Have rows follow from those of a table, in whatever transaction these are stored."""
    _DERIVED[table] = derived


def derived_from(table: Table) -> Derived | None:
    return _DERIVED.get(table)


async def completed(reader: Reader, batch: Batch) -> Batch:
    """The batch with what follows from it. Reads what a change of some sources leaves as it is."""
    more = batch.copy()
    for table, derived in _DERIVED.items():
        for row in batch.added.get(table, ()):
            more.add(derived.into, derived.row(row))
        for row in await _changed(reader, batch, table, derived):
            more.change(derived.into, {"id": row["id"]}, derived.values(row))
        for key in batch.removed.get(table, ()):
            more.remove(derived.into, key)
    return more


async def again(reader: Reader, table: Table, keys: Sequence[int]) -> Batch:
    """What follows from rows that were changed, by what is stored of them now."""
    derived, batch = _DERIVED[table], Batch()
    for row in await _read(reader, table, keys):
        batch.change(derived.into, {"id": row["id"]}, derived.values(row))
    return batch


async def _changed(reader: Reader, batch: Batch, table: Table, derived: Derived) -> list[Values]:
    found: dict[int, dict[str, Any]] = {}
    partial: set[int] = set()
    for (changed, columns), rows in batch.changed.items():
        if changed is table and set(derived.sources) & set(columns):
            found |= {row["id"]: dict(row) for row in rows}
            if not set(derived.sources) <= set(columns):
                partial |= {row["id"] for row in rows}
    for row in await _read(reader, table, sorted(partial)):
        found[row["id"]] = {**row, **found[row["id"]]}
    return list(found.values())


async def _read(reader: Reader, table: Table, keys: Sequence[int]) -> list[Values]:
    if not keys:
        return []
    if table not in _STORED:
        columns = table.__table__.c  # type: ignore[attr-defined]
        wanted = [columns[name] for name in ("id", *_DERIVED[table].sources)]
        _STORED[table] = select(*wanted).where(among_keys(columns.id, "ids"))
    return [row._asdict() for row in await reader.all(_STORED[table], ids=keys)]
