"""Indicators: a figure from the records, per unit, person or word, and period."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Float, Select, case, cast, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from lianxin.language import Text
from lianxin.rules.base import Figure, Kind
from lianxin.rules.measured import Measured
from lianxin.rules.measures import ITEM, PERCENT, amount, measure_text
from lianxin.rules.sql.places import LINE
from lianxin.rules.sql.subjects import Subjects, frame_of
from lianxin.rules.sql.values import Values, flag
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.rules.words import Word, code_of

_NOTHING: ColumnElement[float] = literal_column("0.0", Float())


class Rounded(FunctionElement[float]):
    """To two digits, alike on both databases, so that a figure found again is the same."""

    type = Float()
    inherit_cache = True


@compiles(Rounded, "postgresql")
def _rounded_postgresql(element: Rounded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"round(({compiler.process(element.clauses, **kw)})::numeric, 2)::float8"


@compiles(Rounded, "sqlite")
def _rounded_sqlite(element: Rounded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"round({compiler.process(element.clauses, **kw)}, 2)"


@dataclass(frozen=True, kw_only=True)
class Indicator(StandingRule):
    """`value`, in `unit_of_measure`, by the dimensions `split`; read by `indicators.values`.

    With a `target` each of `every` (units with all below them, or persons) stands against it: at
    least so much, or `at_most`. Where nothing happened nobody is measured.
    """

    kind: ClassVar[Kind] = Kind.INDICATOR

    value: Measured
    unit_of_measure: Word | None = None
    split: tuple[Any, ...] = ()
    every: Subjects | None = None
    target: int | float | Figure | None = None
    at_most: bool = False

    def __post_init__(self) -> None:
        if (self.every is None) != (self.target is None):
            raise ValueError(f"{self.key}: a target, and for whom, go together")

    @property
    def measure(self) -> str:
        default = PERCENT if self.value.divided and self.value.scale == 100 else ITEM
        return code_of(self.unit_of_measure or default)

    @property
    def stands(self) -> bool:
        return self.target is not None

    @property
    def ceiling(self) -> bool:
        return self.at_most

    @property
    def facts(self) -> frozenset[str]:
        return self.value.facts | (self.every.facts if self.every else frozenset())

    @property
    def narrowing(self) -> frozenset[str]:
        return self.every.narrowing if self.every else frozenset()

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        assert self.every is not None
        assert self.target is not None
        frame = frame_of(self.every.listed(values, narrowed), narrowed)
        parts = self.value.parts(values, ()).cte("parts")
        joined: Any = frame
        if self.every.type == "Unit":
            joined = joined.outerjoin(LINE, LINE.c.upper_id == frame.c.subject_id)
            joined = joined.outerjoin(parts, parts.c.key == LINE.c.lower_id)
        else:
            joined = joined.outerjoin(parts, parts.c.key == frame.c.subject_id)
        key = (frame.c.subject_id, frame.c.unit_id, frame.c.person_id)
        return (
            finding(
                self.every.type,
                key[0],
                unit=key[1],
                person=key[2],
                required=values.number(self.target),
                actual=func.coalesce(figure(self.value, values, parts), _NOTHING),
                measure=self.measure,
                exempt=flag(func.coalesce(func.sum(parts.c.d), _NOTHING) == 0),
            )
            .select_from(joined)
            .group_by(*key)
        )

    def explained(self, stood: Stood, said: Said) -> Text:
        if stood.state == State.EXEMPT:
            return Text("本期没有可统计的记录", "nothing to measure in the period")
        measure = measure_text(stood.unit_of_measure, said.terms)
        told = _AT_MOST if self.at_most else _AT_LEAST
        return told.format(
            period=said.period(stood),
            what=self.title,
            actual=amount(stood.actual, measure),
            required=amount(stood.required, measure),
        )


def figure(value: Measured, values: Values, parts: Any) -> ColumnElement[Any]:
    """The figure of a group of parts; null where its denominator is nothing."""
    n, d = func.sum(parts.c.n), func.sum(parts.c.d)
    if not value.divided:
        return Rounded(n)
    scaled = n * values.number(value.scale) / cast(d, Float)
    return Rounded(case((d > 0, scaled)))


_AT_LEAST = Text(
    "{period}{what} {actual}，目标不低于 {required}",
    "{what}, {period}: {actual}; target {required}",
)
_AT_MOST = Text(
    "{period}{what} {actual}，不得超过 {required}",
    "{what}, {period}: {actual}; at most {required}",
)
