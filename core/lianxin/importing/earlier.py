"""Of the rows before some others, those that they repeat or name: a trial of a part goes by them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lianxin.importing.importable import Importable

MOST = 300
"""Rows before a part that are tried with it: what it costs has a bound, however long the file is."""

FEW = 20
"""Of those that are about the same, the first."""

_Mark = tuple[tuple[str, ...], tuple[Any, ...]]


@dataclass(frozen=True)
class Entry:
    """`key` is a keyed hash: nobody can guess from it what the row said. What does not `count` was
    counted before, and is there for others to be judged by."""

    line: int
    values: Any
    key: str
    counts: bool = True


class Earlier:
    """The rows of a file as far as it was tried."""

    def __init__(self, kind: Importable[Any]) -> None:
        self._kind = kind
        self._entries: list[Entry] = []
        self._at: defaultdict[_Mark, list[int]] = defaultdict(list)

    def add(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            for mark in self._marks(entry):
                if len(self._at[mark]) < FEW:
                    self._at[mark].append(len(self._entries))
            self._entries.append(entry)

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those that are about the same or are named, and what these go by, in their order."""
        found: set[int] = set()
        asked = list(entries)
        while asked and len(found) < MOST:
            marks = [m for entry in asked for m in (*self._marks(entry), *self._names(entry))]
            new = {n for mark in marks for n in self._at.get(mark, ())} - found
            found |= new
            asked = [self._entries[n] for n in sorted(new)]
        return [replace(self._entries[n], counts=False) for n in sorted(found)[:MOST]]

    def _marks(self, entry: Entry) -> Iterator[_Mark]:
        yield (), (entry.key,)
        for columns in self._kind.about:
            values = tuple(getattr(entry.values, column) for column in columns)
            if None not in values:
                yield columns, values

    def _names(self, entry: Entry) -> Iterator[_Mark]:
        for column, named in self._kind.names.items():
            value = getattr(entry.values, column)
            if value is not None:
                yield (named,), (value,)
