"""What a report on cases is: a table of columns, counts by words, and what is rising."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from lianxin.context import Context
from lianxin.database import Row
from lianxin.files import ChartKind, Kind
from lianxin.language import Text

Per = Literal["day", "week", "month"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table. `asks` are labelled SQL columns over a case with its unit, its people
    and the workflow's own table; `shows` makes of them what stands in the cell."""

    label: Text
    shows: Callable[[Row, Context], object]
    asks: tuple[Any, ...] = ()
    kind: Kind = Kind.TEXT
    width: float | None = None


@dataclass(frozen=True, kw_only=True)
class Split:
    """A word of each case by which cases are counted; `asks` is its labelled SQL column."""

    label: Text
    vocabulary: str
    asks: Any


@dataclass(frozen=True, kw_only=True)
class Share:
    """A page: how the cases of the whole time are spread over the words, with a chart."""

    by: Split
    chart: ChartKind = "bar"


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A page: how many cases each day, week or month had of each word, with a chart."""

    per: Per
    by: Split
    chart: ChartKind = "column"


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """On the cases of one workflow (its full key) that were submitted in a time.

    `rising` are the words of which there may be more than in the same number of days before.
    """

    key: str
    title: Text
    workflow: str
    columns: tuple[Column, ...]
    charts: tuple[Share, ...] = ()
    summaries: tuple[Summary, ...] = ()
    rising: tuple[Split, ...] = ()

    @property
    def splits(self) -> tuple[Split, ...]:
        counted = [*(c.by for c in self.charts), *(s.by for s in self.summaries), *self.rising]
        return tuple(dict.fromkeys(counted))
