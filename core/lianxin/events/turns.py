"""The order of rows that are not sealed yet: microseconds of the minute, growing in a process.

Keys are random and instants whole seconds, so neither tells which of two rows was written first.
Sealing sets the turn to 0: nothing that is stored tells a time more exactly than its `at`.
"""

import time
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

WINDOW = 60_000_000
_last = 0


class Waiting(Protocol):
    @property
    def at(self) -> Any: ...
    @property
    def turn(self) -> int: ...


W = TypeVar("W", bound=Waiting)


def next_turn() -> int:
    global _last
    _last = max(_last + 1, time.time_ns() // 1000)
    return _last % WINDOW


def in_turn(rows: Sequence[W]) -> list[W]:
    """By instant, and within one by turn; turns far apart have passed a full minute between."""
    turns = [row.turn for row in rows]
    split = bool(turns) and max(turns) - min(turns) > WINDOW // 2
    return sorted(rows, key=lambda r: (r.at, r.turn + (WINDOW if split and _early(r) else 0)))


def _early(row: Waiting) -> bool:
    return row.turn < WINDOW // 2
