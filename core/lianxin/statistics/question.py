"""A question to statistics: counted by what, of which cases, which figures, from where on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from lianxin.statistics.dimensions import Dimension

Condition = Callable[[Any], ColumnElement[bool]]
Conditions = Callable[[Any], Sequence[ColumnElement[bool]]]
"""Over the columns of a case."""


@dataclass(frozen=True)
class Question:
    """`visible` says what the asker may know of, `narrowed` what is asked for. Where it is `continued`, the parameters `after_0` … are the keys of the last cell seen.
    `offset_hours` tells which day an instant belongs to in the locality.
    """

    dimensions: tuple[Dimension, ...]
    figures: frozenset[str]
    visible: Condition
    narrowed: Conditions
    continued: bool = False
    offset_hours: int = 8
