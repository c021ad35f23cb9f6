"""SQL that both databases understand, where their own words differ."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Boolean, ColumnElement, Date, Integer, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import SQLCoreOperations

from lianxin.database.types import Keys, Words


class Among(ColumnElement[bool]):
    """`value` is one of a list that is a single parameter, so the statement's text never varies."""

    type = Boolean()
    inherit_cache = False
    # Else SQLAlchemy writes `… = 1` for SQLite, which then uses no index.
    _is_implicitly_boolean = True

    def __init__(self, value: SQLCoreOperations[Any], items: ColumnElement[Any]) -> None:
        self.value = cast(ColumnElement[Any], value)
        self.items = items

    @property
    def _from_objects(self) -> list[Any]:
        return [*self.value._from_objects, *self.items._from_objects]

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.value, self.items)

    def _copy_internals(self, clone: Any = None, **kw: Any) -> None:
        self.value = clone(self.value, **kw)
        self.items = clone(self.items, **kw)


@compiles(Among, "postgresql")
def _among_postgresql(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    return (
        f"{compiler.process(element.value, **kw)} = ANY ({compiler.process(element.items, **kw)})"
    )


@compiles(Among, "sqlite")
def _among_sqlite(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    value = compiler.process(element.value, **kw)
    items = compiler.process(element.items, **kw)
    return f"{value} IN (SELECT value FROM json_each({items}))"


class EachIn(Among):
    """Each text of a list that is a single parameter stands somewhere in the text `value`."""


@compiles(EachIn, "postgresql")
def _each_in_postgresql(element: EachIn, compiler: SQLCompiler, **kw: Any) -> str:
    value, items = (compiler.process(part, **kw) for part in element.get_children())
    return f"NOT EXISTS (SELECT 1 FROM unnest({items}) AS word WHERE strpos({value}, word) = 0)"


@compiles(EachIn, "sqlite")
def _each_in_sqlite(element: EachIn, compiler: SQLCompiler, **kw: Any) -> str:
    value, items = (compiler.process(part, **kw) for part in element.get_children())
    return (
        f"NOT EXISTS (SELECT 1 FROM json_each({items}) AS word "
        f"WHERE instr({value}, word.value) = 0)"
    )


class SeenAs(ColumnElement[str]):
    """What tells a stored row from what it is after any change: `Batch.expect` takes it.

    Null on SQLite, where nothing can change while a transaction lasts.
    """

    type = String()
    inherit_cache = False

    def __init__(self, key: SQLCoreOperations[Any]) -> None:
        """`key`: the primary key's column."""
        self.key_column = cast(ColumnElement[Any], key)

    @property
    def _from_objects(self) -> list[Any]:
        return [*self.key_column._from_objects]

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.key_column,)

    def _copy_internals(self, clone: Any = None, **kw: Any) -> None:
        self.key_column = clone(self.key_column, **kw)


@compiles(SeenAs, "postgresql")
def _seen_postgresql(element: SeenAs, compiler: SQLCompiler, **kw: Any) -> str:
    table = compiler.process(element.key_column, **kw).rpartition(".")[0]
    return f"{table}.xmin::text"


@compiles(SeenAs, "sqlite")
def _seen_sqlite(element: SeenAs, compiler: SQLCompiler, **kw: Any) -> str:
    return "NULL"


class AmongEach(Among):
    """The same, asked of each row: no index is entered by the list.

    For long lists where rows come in an order that is wanted: a database that does not know how
    long the list is may think it short, read whatever it names and sort all of that.
    """

    inherit_cache = False


@compiles(AmongEach, "postgresql")
def _each_postgresql(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    value = compiler.process(element.value, **kw)
    return f"({value} IN (SELECT unnest({compiler.process(element.items, **kw)}))) IS TRUE"


@compiles(AmongEach, "sqlite")
def _each_sqlite(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({_among_sqlite(element, compiler, **kw)}) IS TRUE"


def among_keys(value: SQLCoreOperations[Any], name: str) -> ColumnElement[bool]:
    """`value` is one of the keys in the list parameter `name`."""
    return Among(value, bindparam(name, type_=Keys()))


def among_words(value: SQLCoreOperations[Any], name: str) -> ColumnElement[bool]:
    """`value` is one of the texts in the list parameter `name`."""
    return Among(value, bindparam(name, type_=Words()))


class LocalDate(ColumnElement[Any]):
    """The day on which an instant falls in the locality: hours east of Greenwich are fixed.

    China has had one offset without summer time since 1991, so a fixed offset is exact and both
    databases can index it.
    """

    type = Date()
    inherit_cache = False

    def __init__(self, instant: ColumnElement[Any], offset_hours: int = 8) -> None:
        self.instant = instant
        self.offset_hours = offset_hours

    @property
    def _from_objects(self) -> list[Any]:
        return list(self.instant._from_objects)

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.instant,)

    def _copy_internals(self, clone: Any = None, **kw: Any) -> None:
        self.instant = clone(self.instant, **kw)


@compiles(LocalDate, "postgresql")
def _local_date_postgresql(element: LocalDate, compiler: SQLCompiler, **kw: Any) -> str:
    instant = compiler.process(element.instant, **kw)
    return f"(({instant}) AT TIME ZONE INTERVAL '{element.offset_hours} hours')::date"


@compiles(LocalDate, "sqlite")
def _local_date_sqlite(element: LocalDate, compiler: SQLCompiler, **kw: Any) -> str:
    return f"date({compiler.process(element.instant, **kw)}, '+{element.offset_hours} hours')"


class SecondsBetween(ColumnElement[Any]):
    """Whole seconds from one instant to another."""

    type = Integer()
    inherit_cache = False

    def __init__(self, start: ColumnElement[Any], end: ColumnElement[Any]) -> None:
        self.start = start
        self.end = end

    @property
    def _from_objects(self) -> list[Any]:
        return [*self.start._from_objects, *self.end._from_objects]

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.start, self.end)

    def _copy_internals(self, clone: Any = None, **kw: Any) -> None:
        self.start = clone(self.start, **kw)
        self.end = clone(self.end, **kw)


@compiles(SecondsBetween, "postgresql")
def _seconds_postgresql(element: SecondsBetween, compiler: SQLCompiler, **kw: Any) -> str:
    start, end = compiler.process(element.start, **kw), compiler.process(element.end, **kw)
    return f"EXTRACT(EPOCH FROM ({end}) - ({start}))::bigint"


@compiles(SecondsBetween, "sqlite")
def _seconds_sqlite(element: SecondsBetween, compiler: SQLCompiler, **kw: Any) -> str:
    start, end = compiler.process(element.start, **kw), compiler.process(element.end, **kw)
    return f"(strftime('%s', {end}) - strftime('%s', {start}))"


class DaysBetween(SecondsBetween):
    """Whole days from one date to another."""

    inherit_cache = False


@compiles(DaysBetween, "postgresql")
def _days_postgresql(element: DaysBetween, compiler: SQLCompiler, **kw: Any) -> str:
    start, end = compiler.process(element.start, **kw), compiler.process(element.end, **kw)
    return f"(({end})::date - ({start})::date)"


@compiles(DaysBetween, "sqlite")
def _days_sqlite(element: DaysBetween, compiler: SQLCompiler, **kw: Any) -> str:
    start, end = compiler.process(element.start, **kw), compiler.process(element.end, **kw)
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"


class JsonText(ColumnElement[str]):
    """The text of a member of a JSON column."""

    type = String()
    inherit_cache = False

    def __init__(self, document: ColumnElement[Any], name: str) -> None:
        self.document = document
        self.name = name

    @property
    def _from_objects(self) -> list[Any]:
        return list(self.document._from_objects)

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.document,)

    def _copy_internals(self, clone: Any = None, **kw: Any) -> None:
        self.document = clone(self.document, **kw)


@compiles(JsonText, "postgresql")
def _json_text_postgresql(element: JsonText, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(element.document, **kw)} ->> '{element.name}')"


@compiles(JsonText, "sqlite")
def _json_text_sqlite(element: JsonText, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_extract({compiler.process(element.document, **kw)}, '$.{element.name}')"


class JsonValue(JsonText):
    """A member of a JSON column as a value of a type that JSON knows, or a date."""

    inherit_cache = False

    def __init__(self, document: ColumnElement[Any], name: str, type_: Any) -> None:
        super().__init__(document, name)
        self.type = type_


@compiles(JsonValue, "postgresql")
def _json_value_postgresql(element: JsonValue, compiler: SQLCompiler, **kw: Any) -> str:
    type_ = compiler.dialect.type_compiler_instance.process(element.type)
    return f"CAST({_json_text_postgresql(element, compiler, **kw)} AS {type_})"


@compiles(JsonValue, "sqlite")
def _json_value_sqlite(element: JsonValue, compiler: SQLCompiler, **kw: Any) -> str:
    return _json_text_sqlite(element, compiler, **kw)
