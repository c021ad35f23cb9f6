"""Rows for tables that nobody wrote a factory for: whatever their columns take."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table
from sqlmodel import SQLModel

from lianxin.database import Instant, Json
from lianxin.ids import new_id

_TEXTS = ("甲", 'x"\\\n', "", "🏮", "road", "%_")


class Filler:
    """Makes rows; `keys` are those of the tables referred to, `words` what a column may say."""

    def __init__(
        self,
        random: Random,
        now: datetime,
        keys: Mapping[str, Sequence[int]],
        words: Mapping[tuple[str, str], Sequence[str]],
    ) -> None:
        self._random, self._now = random, now
        self._keys, self._words = keys, words
        self._made = 0

    def can_make(self, model: type[SQLModel]) -> bool:
        """Not where a row has to refer to a table of which there are none."""
        needed = (c for c in model.__table__.columns if c.foreign_keys and not c.nullable)  # type: ignore[attr-defined]
        return all(next(iter(c.foreign_keys)).column.table.name in self._keys for c in needed)

    def row(self, model: type[SQLModel], **known: Any) -> SQLModel:
        self._made += 1
        table: Table = model.__table__  # type: ignore[attr-defined]
        unknown = (column for column in table.columns if column.key not in known)
        return model(**known, **{column.key: self._value(table, column) for column in unknown})

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.foreign_keys:
            keys = self._keys.get(next(iter(column.foreign_keys)).column.table.name, ())
            return None if self._left_out(column) or not keys else self._random.choice(keys)
        if column.primary_key:
            return new_id()
        if self._left_out(column):
            return None
        if words := self._words.get((table.name, column.key)):
            return self._random.choice([*words, "no such word"])
        return self._plain(column)

    def _left_out(self, column: Column[Any]) -> bool:
        return bool(column.nullable) and self._random.random() < 0.3

    def _plain(self, column: Column[Any]) -> Any:
        random = self._random
        if isinstance(column.type, Instant):
            return self._now - timedelta(hours=random.randrange(900))
        if isinstance(column.type, Date):
            return date(2026, 9, 24) + timedelta(days=random.randrange(-90, 30))
        if isinstance(column.type, Json):
            return {"数": [1, None, 1 / 3], "文": random.choice(_TEXTS)}
        if isinstance(column.type, Boolean):
            return random.random() < 0.5
        if isinstance(column.type, Float):
            return random.choice([0.0, 1 / 3, 100.0])
        if isinstance(column.type, Integer):
            return self._made
        return f"{random.choice(_TEXTS)}{self._made}"
