"""SQLAlchemy statements made into text, ordered parameters and typed rows, once per statement."""

import re
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Float, Numeric, Select, cast
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from lianxin.database.types import Bytes

Processor = Callable[[Any], Any]
Row = Any
"""A named tuple: `row.code`."""

# The locality's schema is written into the finished text, so one compilation serves all of them.
SCHEMA_MARK = "__[SCHEMA__none]."
_PARAMETER = re.compile(r"\$(\d+)")
_NOT_ONLY_READING = re.compile(
    r"\b(INSERT|UPDATE|DELETE|FOR SHARE|FOR KEY SHARE|nextval|set_config|pg_\w+\()"
)


@dataclass(frozen=True)
class Prepared:
    """A statement as the driver wants it; `only_reads`: it stores, locks and sets nothing."""

    text: str
    names: tuple[str, ...]
    binders: Mapping[str, Processor]
    defaults: Mapping[str, Any]
    readers: Sequence[Processor | None]
    row: Callable[..., Row]

    @cached_property
    def only_reads(self) -> bool:
        return _NOT_ONLY_READING.search(self.text) is None

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """Driver arguments in order. Raises KeyError for a parameter that has no value."""
        try:
            return [bind(values[name]) if bind else values[name] for name, bind in self._binding]
        except KeyError:
            given = {**self.defaults, **values}
            return [bind(given[name]) if bind else given[name] for name, bind in self._binding]

    @cached_property
    def _binding(self) -> tuple[tuple[str, Processor | None], ...]:
        return tuple((name, self.binders.get(name)) for name in self.names)

    def rows(self, records: Sequence[Sequence[Any]]) -> list[Row]:
        if not any(self.readers):
            return [self.row(*record) for record in records]
        return [
            self.row(
                *[
                    r(v) if r and v is not None else v
                    for r, v in zip(self.readers, record, strict=True)
                ]
            )
            for record in records
        ]


class Preparer:
    """Prepares statements for one dialect; statements kept by their owners are prepared once."""

    def __init__(self, dialect: Dialect, schemas: bool) -> None:
        self.dialect = _lenient(dialect)
        self._options: dict[str, Any] = {"schema_translate_map": {None: "any"}} if schemas else {}
        self._known: WeakKeyDictionary[Executable, Prepared] = WeakKeyDictionary()
        self._of_bytes: WeakKeyDictionary[Executable, Prepared] = WeakKeyDictionary()

    def prepare(self, statement: Executable) -> Prepared:
        prepared = self._known.get(statement)
        if prepared is None:
            prepared = self._known[statement] = self._compile(statement)
        return prepared

    def prepare_bytes(self, statement: Select[Any]) -> Prepared:
        """The same for a statement that gives one text, which the driver is to leave undecoded."""
        prepared = self._of_bytes.get(statement)
        if prepared is None:
            (text,) = statement.selected_columns
            as_bytes = statement.with_only_columns(cast(text, Bytes))
            prepared = self._of_bytes[statement] = self._compile(as_bytes)
        return prepared

    def _compile(self, statement: Executable) -> Prepared:
        compiled = statement.compile(  # type: ignore[attr-defined]
            dialect=self.dialect,
            compile_kwargs={"render_postcompile": True},
            **self._options,
        )
        assert isinstance(compiled, SQLCompiler)
        columns = compiled._result_columns or ()
        required = {name for name, bind in compiled.binds.items() if bind.required}
        expanded = compiled._post_compile_expanded_state
        processors = {**compiled._bind_processors, **(expanded.processors if expanded else {})}
        return Prepared(
            text=str(compiled),
            names=tuple(compiled.positiontup or ()),
            binders={k: v for k, v in processors.items() if callable(v)},
            defaults={k: v for k, v in (compiled.params or {}).items() if k not in required},
            readers=[_reader(c.type, self.dialect) for c in columns],
            row=namedtuple("Row", [c.keyname for c in columns], rename=True),
        )


@lru_cache(maxsize=1_000)
def side_by_side(texts: tuple[str, ...]) -> str:
    """PostgreSQL statements as one, each an array of rows; their parameters follow each other."""
    return "SELECT " + ", ".join(f"ARRAY(SELECT q FROM ({part}) AS q)" for part in _parts(texts))


@lru_cache(maxsize=1_000)
def several_times(text: str, count: int) -> str:
    """A PostgreSQL statement of one value, so many times in one, each with parameters of its own."""
    return "SELECT " + ", ".join(f"({part})" for part in _parts((text,) * count))


def _parts(texts: Sequence[str]) -> list[str]:
    parts, before = [], 0
    for text in texts:
        numbers = {int(n) for n in _PARAMETER.findall(text)}
        shift = before
        parts.append(_PARAMETER.sub(lambda m, s=shift: f"${int(m[1]) + s}", text))  # type: ignore[misc]
        before += max(numbers, default=0)
    return parts


def _lenient(dialect: Dialect) -> Dialect:
    """Values are bound when a statement runs: `IN (…)` beside them must compile without."""

    class Lenient(dialect.statement_compiler):  # type: ignore[misc, name-defined]
        def construct_params(self, *given: Any, _check: bool = True, **named: Any) -> Any:
            return super().construct_params(*given, _check=False, **named)

    dialect.statement_compiler = Lenient
    return dialect


def _reader(type_: Any, dialect: Dialect) -> Processor | None:
    """What is told by the type alone: the driver is not asked what it will deliver."""
    if isinstance(type_, Float | Numeric):
        return Decimal if type_.asdecimal else float
    reader: Processor | None = type_._cached_result_processor(dialect, None)
    return reader


def sqlite_preparer() -> Preparer:
    return Preparer(sqlite_dialect(paramstyle="qmark"), schemas=False)


def postgresql_preparer() -> Preparer:
    return Preparer(asyncpg_dialect(), schemas=True)  # type: ignore[no-untyped-call]
