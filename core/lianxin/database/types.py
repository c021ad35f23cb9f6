"""Column types that store, order and print alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Dialect, Integer, String, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine, UserDefinedType

Key = BigInteger().with_variant(Integer, "sqlite")
"""A key; on SQLite `INTEGER`, which makes a primary key the row's own number."""

Sorted = String().with_variant(String(collation="C"), "postgresql")
"""Text that lists are ordered by: byte order on both databases."""


class Bytes(UserDefinedType[bytes]):
    """Text that the driver hands on as it came, in UTF-8; only ever the type of a result.

    On PostgreSQL `bpchar` without a length: what is text already is that, too, at no cost; no
    column has it, so the driver can be told to leave it alone.
    """

    cache_ok = True


@compiles(Bytes, "postgresql")
def _on_postgresql(*_: Any, **__: Any) -> str:
    return "BPCHAR"


@compiles(Bytes, "sqlite")
def _on_sqlite(*_: Any, **__: Any) -> str:
    return "BLOB"


class Instant(TypeDecorator[datetime]):
    """An aware moment in whole seconds; `2026-10-12T09:30:00+00:00` as JSON on both databases."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC).replace(microsecond=0)
        return moment if dialect.name == "postgresql" else moment.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value


class _Jsonb(UserDefinedType[Any]):
    """PostgreSQL's jsonb as text: the driver wants text, and Json has made it already."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSONB"


class Json(TypeDecorator[Any]):
    """Any JSON value; jsonb on PostgreSQL, text on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_Jsonb() if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return orjson.loads(value) if isinstance(value, str | bytes) else value


class Grams(Json):
    """The pieces of a text, each of which finds it: an array on PostgreSQL, a line on SQLite.

    No piece has a space in it.
    """

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import ARRAY

            return dialect.type_descriptor(ARRAY(String))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else " ".join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return value.split(" ") if isinstance(value, str) else value


class Keys(TypeDecorator[list[int]]):
    """A list of keys as one parameter: an array on PostgreSQL, JSON text on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import ARRAY

            return dialect.type_descriptor(ARRAY(BigInteger))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        values = list(value or ())
        return values if dialect.name == "postgresql" else orjson.dumps(values).decode()


class Words(Keys):
    """A list of texts as one parameter."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import ARRAY

            return dialect.type_descriptor(ARRAY(String))
        return dialect.type_descriptor(String())
