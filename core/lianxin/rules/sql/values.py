"""The values of one rule inside its statement; figures are read when it runs."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Float,
    Integer,
    String,
    Table,
    bindparam,
    case,
    literal_column,
)
from sqlmodel import SQLModel

from lianxin.database import Instant, among_words
from lianxin.database.types import Key
from lianxin.rules.base import Figure, Settings, figure_of
from lianxin.rules.words import Words, codes

START = bindparam("period_start", type_=Date())
END = bindparam("period_end", type_=Date())
AS_OF = bindparam("as_of", type_=Date())
"""Today, or the period's last day once it is over: what holds then, holds for the period."""
TODAY = bindparam("today", type_=Date())
FROM = bindparam("period_from", type_=Instant())
UNTIL = bindparam("period_until", type_=Instant())
"""The instants at which the period begins and the next one does."""
PERIOD_START, PERIOD_END, PERIOD_FROM, PERIOD_UNTIL = START, END, FROM, UNTIL
DAYS_LEFT = bindparam("days_left", type_=Integer())
"""Days of the period after today."""
RULE_KEY = bindparam("rule_key", type_=String())
MODULE = bindparam("module", type_=String())

ONE: ColumnElement[int] = literal_column("1", Integer())
ZERO: ColumnElement[int] = literal_column("0", Integer())
NO_KEY: ColumnElement[int] = literal_column("CAST(NULL AS BIGINT)", Key)
EMPTY: ColumnElement[str] = literal_column("''", String())


class Values:
    """What a statement is given when it runs, by parameter name."""

    def __init__(self) -> None:
        self._readers: dict[str, Callable[[Settings], Any]] = {}

    def number(self, value: float | Figure) -> BindParameter[float]:
        return bindparam(self._keep(lambda s: float(figure_of(value, s))), type_=Float())

    def whole(self, value: int | Figure) -> BindParameter[int]:
        return bindparam(self._keep(lambda s: int(figure_of(value, s))), type_=Integer())

    def text(self, value: str | Figure) -> BindParameter[str]:
        return bindparam(self._keep(lambda s: str(figure_of(value, s))), type_=String())

    def among(self, column: ColumnElement[Any], words: Words) -> ColumnElement[bool]:
        return among_words(column, self._keep(lambda s: codes(words, s)))

    def read(self, settings: Settings) -> dict[str, Any]:
        return {name: reader(settings) for name, reader in self._readers.items()}

    def _keep(self, reader: Callable[[Settings], Any]) -> str:
        name = f"v{len(self._readers)}"
        self._readers[name] = reader
        return name


def flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where it holds, else 0: the same on both databases, also inside sums."""
    return case((condition, ONE), else_=ZERO)


def word(code: str) -> ColumnElement[str]:
    """A code of ours as it stands in the statement."""
    return literal_column(f"'{code}'", String())


def table_of(model: type[SQLModel]) -> Table:
    found: Table = model.__table__  # type: ignore[attr-defined]
    return found
