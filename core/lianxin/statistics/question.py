"""A question to statistics: counted by what, of which cases, which figures, from where on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from lianxin.statistics.dimensions import Dimension

Condition = Callable[[Any], ColumnElement[bool]]
"""Over the columns of a case."""

TIME = "submittedAt"
"""The filter by the moment of submission."""


@dataclass(frozen=True)
class Question:
    """`visible` says what the asker may know of, `narrowed` what is asked for, by filter's name.

    Where it is `continued`, the parameters `after_0` … are the keys of the last cell seen.
    Where it `looks_ahead`, one cell more than `size` is given: so one can tell whether there are more.
    `offset_hours` tells which day an instant belongs to in the locality.
    """

    dimensions: tuple[Dimension, ...]
    figures: frozenset[str]
    visible: Condition
    narrowed: Mapping[str, Condition]
    continued: bool = False
    looks_ahead: bool = True
    offset_hours: int = 8

    def of_case(self, c: Any) -> list[ColumnElement[bool]]:
        """What is asked for, over a case."""
        return [condition(c) for condition in self.narrowed.values()]

    def of_cell(self, c: Any) -> list[ColumnElement[bool]]:
        """The same over a cell of the roll-up, but for the time."""
        return [condition(c) for name, condition in self.narrowed.items() if name != TIME]

    @property
    def asked_about(self) -> set[Dimension | None]:
        """All dimensions that an answer needs; None where it needs something else."""
        filters = {
            Dimension.__members__.get(name.upper()) for name in self.narrowed if name != TIME
        }
        return filters | set(self.dimensions)
