"""Writes collected to be sent together: on PostgreSQL one statement, on SQLite one per table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Dialect, LargeBinary, bindparam, delete, insert, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.base import Executable
from sqlmodel import SQLModel

from lianxin.database.statements import SCHEMA_MARK

Table = type[SQLModel]
Columns = tuple[str, ...]
Values = Mapping[str, Any]
_Shape = tuple[str, Table, Columns]


@dataclass
class Batch:
    """Rows to insert, to change (by primary key) and to delete; no row in two of them.

    A change carries the primary key and the columns that it sets. What is `summed` is added to
    the numbers of the row with its primary key, which is made where there is none. Where a row
    that is `expected` is not as it was seen, nothing at all is stored: NotUnique is raised.
    """

    added: dict[Table, list[Values]] = field(default_factory=dict)
    changed: dict[tuple[Table, Columns], list[Values]] = field(default_factory=dict)
    removed: dict[Table, list[Values]] = field(default_factory=dict)
    summed: dict[Table, dict[Columns, Values]] = field(default_factory=dict)
    expected: dict[Table, dict[int, str]] = field(default_factory=dict)

    def expect(self, table: Table, key: int, seen: str) -> None:
        """The row with the key `id` was read without a lock; `seen` is what `SeenAs` told then."""
        self.expected.setdefault(table, {})[key] = seen

    def add(self, table: Table, values: Values) -> None:
        self.added.setdefault(table, []).append(values)

    def change(self, table: Table, key: Values, values: Values) -> None:
        if values:
            shape = (table, tuple(sorted(values)))
            self.changed.setdefault(shape, []).append({**key, **values})

    def remove(self, table: Table, key: Values) -> None:
        self.removed.setdefault(table, []).append(key)

    def sum_up(self, table: Table, values: Values) -> None:
        """Several for one row become one: a statement may touch a row only once."""
        keys = key_columns(table)
        rows = self.summed.setdefault(table, {})
        at = tuple(values[name] for name in keys)
        known = rows.get(at)
        if known is not None:
            values = {n: v if n in keys else known[n] + v for n, v in values.items()}
        rows[at] = values

    def sums(self) -> list[tuple[Table, list[Values]]]:
        """In the order of their keys, so that two writers never wait for each other."""
        return [(table, [rows[at] for at in sorted(rows)]) for table, rows in self.summed.items()]

    def copy(self) -> "Batch":
        """Another with the same rows, to which more can be added."""
        return Batch(
            {table: list(rows) for table, rows in self.added.items()},
            {shape: list(rows) for shape, rows in self.changed.items()},
            {table: list(keys) for table, keys in self.removed.items()},
            {table: dict(rows) for table, rows in self.summed.items()},
            {table: dict(seen) for table, seen in self.expected.items()},
        )

    def join(self, other: "Batch") -> None:
        """Take in another, which touches no row that this one does."""
        for table, rows in other.added.items():
            self.added.setdefault(table, []).extend(rows)
        for shape, rows in other.changed.items():
            self.changed.setdefault(shape, []).extend(rows)
        for table, keys in other.removed.items():
            self.removed.setdefault(table, []).extend(keys)
        for table, sums in other.summed.items():
            for values in sums.values():
                self.sum_up(table, values)
        for table, seen in other.expected.items():
            self.expected.setdefault(table, {}).update(seen)

    @property
    def tables(self) -> set[Table]:
        return {*self.added, *self.tables_changed}

    @property
    def tables_changed(self) -> set[Table]:
        """Those of which stored rows are touched."""
        return {*(table for table, _ in self.changed), *self.removed, *self.summed}

    def additions(self) -> list[tuple[Table, list[Values]]]:
        """In an order that satisfies every reference from one table to another."""
        return sorted(self.added.items(), key=lambda item: _position(item[0]))

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.summed)


@cache
def column_names(table: Table) -> Columns:
    return _names(table.__table__.columns)  # type: ignore[attr-defined]


@cache
def key_columns(table: Table) -> Columns:
    return _names(table.__table__.primary_key)  # type: ignore[attr-defined]


@cache
def insertion_statement(table: Table) -> Executable:
    """A row with all its columns, which are parameters by their own names."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return insert(table).values({c.key: bindparam(c.key, type_=c.type) for c in columns})


@cache
def can_wait(table: Table) -> bool:
    """Whether rows can be told as JSON: bytes cannot."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return not any(isinstance(column.type, LargeBinary) for column in columns)


@cache
def change_statement(table: Table, columns: Columns) -> Executable:
    """Set `columns` of the row with a primary key, all of them parameters."""
    statement = update(table).values({name: _parameter(table, name) for name in columns})
    return statement.where(*(_equal(table, name) for name in key_columns(table)))


@cache
def removal_statement(table: Table) -> Executable:
    return delete(table).where(*(_equal(table, name) for name in key_columns(table)))


@cache
def summing_statement(table: Table) -> Executable:
    """Add numbers to those of the row with the same primary key. SQLite's words."""
    values = {name: _parameter(table, name) for name in column_names(table)}
    statement = sqlite_insert(table).values(values)
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return statement.on_conflict_do_update(
        index_elements=key_columns(table),
        set_={name: columns[name] + statement.excluded[name] for name in _numbers(table)},
    )


def one_statement(batch: Batch, dialect: Dialect) -> tuple[str, list[str]]:
    """The batch as one PostgreSQL statement, with one JSON parameter per table and shape."""
    shapes: list[_Shape] = [("add", table, ()) for table in batch.added]
    shapes += [("change", table, columns) for table, columns in batch.changed]
    shapes += [("remove", table, ()) for table in batch.removed]
    sums = batch.sums()
    shapes += [("sum", table, ()) for table, _ in sums]
    shapes += [("expect", table, ()) for table in batch.expected]
    rows = [*batch.added.values(), *batch.changed.values(), *batch.removed.values()]
    rows += [given for _, given in sums]
    rows += [[{"id": k, "seen": s} for k, s in seen.items()] for seen in batch.expected.values()]
    return _text(tuple(shapes), dialect), [_json(r) for r in rows]


@cache
def _text(shapes: tuple[_Shape, ...], dialect: Dialect) -> str:
    makers = {
        "add": _insertion,
        "change": _change,
        "remove": _removal,
        "sum": _sum,
        "expect": _expectation,
    }
    parts = [
        f"w{n} AS ({makers[kind](table, columns, n, dialect)})"
        for n, (kind, table, columns) in enumerate(shapes, 1)
    ]
    expecting = [n for n, (kind, *_) in enumerate(shapes, 1) if kind == "expect"]
    return f"WITH {', '.join(parts)} SELECT {', '.join(map(_all_found, expecting)) or '1'}"


def _insertion(table: Table, _: Columns, n: int, dialect: Dialect) -> str:
    names = column_names(table)
    listed = ", ".join(map(_quoted, names))
    return (
        f"INSERT INTO {_name(table)} ({listed}) SELECT {listed} {_given(table, names, n, dialect)}"
    )


def _change(table: Table, columns: Columns, n: int, dialect: Dialect) -> str:
    settings = ", ".join(f"{_quoted(c)} = r.{_quoted(c)}" for c in columns)
    keys = key_columns(table)
    given = _given(table, (*keys, *columns), n, dialect)
    return f"UPDATE {_name(table)} AS t SET {settings} {given} WHERE {_same(keys)}"


def _removal(table: Table, _: Columns, n: int, dialect: Dialect) -> str:
    keys = key_columns(table)
    given = _given(table, keys, n, dialect).replace("FROM", "USING", 1)
    return f"DELETE FROM {_name(table)} AS t {given} WHERE {_same(keys)}"


def _sum(table: Table, _: Columns, n: int, dialect: Dialect) -> str:
    keys = ", ".join(map(_quoted, key_columns(table)))
    insertion = _insertion(table, _, n, dialect).replace(_name(table), f"{_name(table)} AS t", 1)
    added = ", ".join(
        f"{_quoted(c)} = t.{_quoted(c)} + excluded.{_quoted(c)}" for c in _numbers(table)
    )
    return f"{insertion} ON CONFLICT ({keys}) DO UPDATE SET {added}"


def _expectation(table: Table, _: Columns, n: int, dialect: Dialect) -> str:
    """Locks the rows, those that are still as they were seen."""
    return (
        f"SELECT FROM {_name(table)} AS t, "
        f'jsonb_to_recordset(${n}::jsonb) AS r("id" BIGINT, "seen" TEXT) '
        f'WHERE t."id" = r."id" AND t.xmin::text = r."seen" FOR UPDATE OF t'
    )


def _all_found(n: int) -> str:
    """Divides by zero where a row is missing, before anything else is written: what the last
    SELECT reads is found first, and there is no other way of failing within a statement."""
    return f"1 / ((SELECT count(*) FROM w{n}) = jsonb_array_length(${n}::jsonb))::int"


def _numbers(table: Table) -> Columns:
    return tuple(c for c in column_names(table) if c not in key_columns(table))


def _given(table: Table, names: Columns, n: int, dialect: Dialect) -> str:
    columns = table.__table__.columns  # type: ignore[attr-defined]
    typed = ", ".join(
        f"{_quoted(c)} {dialect.type_compiler_instance.process(columns[c].type)}" for c in names
    )
    return f"FROM jsonb_to_recordset(${n}::jsonb) AS r({typed})"


def _same(keys: Columns) -> str:
    return " AND ".join(f"t.{_quoted(k)} = r.{_quoted(k)}" for k in keys)


def _name(table: Table) -> str:
    return f"{SCHEMA_MARK}{table.__tablename__}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _json(rows: list[Values]) -> str:
    return orjson.dumps(rows, option=orjson.OPT_OMIT_MICROSECONDS).decode()


def _names(columns: Iterable[Any]) -> Columns:
    """Plain texts: SQLAlchemy's own kind of text is no key of a JSON object."""
    return tuple("".join(c.key) for c in columns)


def _parameter(table: Table, name: str) -> Any:
    column = table.__table__.columns[name]  # type: ignore[attr-defined]
    return bindparam(f"p_{name}", type_=column.type)


def _equal(table: Table, name: str) -> Any:
    column = table.__table__.columns[name]  # type: ignore[attr-defined]
    return column == _parameter(table, name)


_POSITIONS: dict[str, int] = {}


def _position(table: Table) -> int:
    if table.__tablename__ not in _POSITIONS:
        _POSITIONS.update((t.name, n) for n, t in enumerate(SQLModel.metadata.sorted_tables))
    return _POSITIONS[str(table.__tablename__)]
