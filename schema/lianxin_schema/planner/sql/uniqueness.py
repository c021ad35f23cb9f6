"""What a table has only once."""

from collections.abc import Iterator, Set
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint


def is_unique(table: Table, names: Set[str | None], *, nulls: bool = False) -> bool:
    """Whether no two rows have all these columns alike; `nulls`, which are like nothing, are let
    pass where whoever asks looks for a value."""
    return any(
        {c.name for c in columns} <= names and (nulls or not any(c.nullable for c in columns))
        for columns in _once_each(table)
    )


def _once_each(table: Table) -> Iterator[list[Column[Any]]]:
    yield [*table.primary_key.columns]
    yield from ([*c.columns] for c in table.constraints if isinstance(c, UniqueConstraint))
    whole = (
        i for i in table.indexes if i.unique and i.dialect_options["postgresql"]["where"] is None
    )
    yield from ([*i.columns] for i in whole)
