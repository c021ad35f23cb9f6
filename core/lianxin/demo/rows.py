"""Rows by the hundred thousand: collected by table, stored in large batches."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic_core import PydanticUndefined
from sqlmodel import SQLModel

from lianxin.database import Batch, Database
from lianxin.demo.chance import Numbering

AT_ONCE = 5_000
"""So many rows make a batch: few commits, and never more than a few megabytes in memory."""

Values = Mapping[str, Any]


class Rows:
    def __init__(self, database: Database, numbers: Numbering) -> None:
        self._database = database
        self._numbers = numbers
        self._batch = Batch()
        self._waiting = 0
        self.stored: dict[str, int] = {}
        """How many rows went into each table."""
        self._looked_at = 0

    def add(self, table: type[SQLModel], **values: Any) -> int:
        """Collect a row; its key, where the table has one. What is not given is as in the table."""
        plain, made = _defaults(table)
        row = {**plain, **{name: make() for name, make in made.items()}, **values}
        if "id" in plain and row["id"] is None:
            row["id"] = self._numbers.key()
        self.add_values(table, row)
        return row.get("id") or 0

    def add_values(self, table: type[SQLModel], values: Values) -> None:
        """Collect a row that is complete."""
        self._batch.add(table, values)
        self._waiting += 1
        name = str(table.__tablename__)
        self.stored[name] = self.stored.get(name, 0) + 1

    async def store(self, at_least: int = AT_ONCE) -> None:
        """Store what was collected, once there is enough of it. Call it where no row waits for
        another that comes later."""
        if self._waiting < max(at_least, 1):
            return
        batch, self._batch, self._waiting = self._batch, Batch(), 0
        async with self._database.writing() as tx:
            await tx.write(batch)

    async def finish(self) -> None:
        await self.store(at_least=1)

    async def look_around(self) -> None:
        """Before many rows are read: a database that knows its tables as empty joins them row by
        row. Once more where there are twice as many by now."""
        stored = sum(self.stored.values())
        if stored > 2 * self._looked_at:
            self._looked_at = stored
            await self._database.analyse()


@cache
def _defaults(table: type[SQLModel]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """Values that a row has unless told otherwise; keys are given out when they are needed."""
    plain: dict[str, Any] = {}
    made: dict[str, Callable[[], Any]] = {}
    for name, field in table.model_fields.items():
        if name == "id":
            plain[name] = None
        elif field.default_factory is not None:
            made[name] = field.default_factory  # type: ignore[assignment]
        elif field.default is not PydanticUndefined:
            plain[name] = field.default
    return plain, made
