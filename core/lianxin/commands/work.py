"""The writes of a command, collected while it is decided and stored at its end."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from lianxin.database import Batch
from lianxin.database.base import row_values

Table = type[SQLModel]
_Key = tuple[tuple[str, Any], ...]


class Work:
    """Rows to add, to change and to remove; several changes of one row become one."""

    def __init__(self) -> None:
        self._added: list[SQLModel] = []
        self._changed: dict[tuple[Table, _Key], dict[str, Any]] = {}
        self._removed: list[tuple[Table, dict[str, Any]]] = []

    def add(self, *rows: SQLModel) -> None:
        self._added += rows

    def change(self, table: Table, key: int | Mapping[str, Any], **values: Any) -> None:
        """Set columns of the row with this primary key, whether stored or about to be."""
        named = {"id": key} if isinstance(key, int) else key
        for row in self._added:
            if type(row) is table and all(getattr(row, k) == v for k, v in named.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                return
        self._changed.setdefault((table, tuple(named.items())), {}).update(values)

    def remove(self, table: Table, **key: Any) -> None:
        self._removed.append((table, key))

    def added(self, table: type[SQLModel]) -> list[Any]:
        return [row for row in self._added if type(row) is table]

    def batch(self) -> Batch:
        batch = Batch()
        for row in self._added:
            batch.add(type(row), row_values(row))
        for (table, key), values in self._changed.items():
            batch.change(table, dict(key), values)
        for table, named in self._removed:
            batch.remove(table, named)
        return batch
