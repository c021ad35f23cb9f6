"""A locality's database: SQLite file or PostgreSQL schema, spoken to in SQLAlchemy Core."""

from lianxin.database.base import Backend, Database, Session, Transaction
from lianxin.database.batch import Batch
from lianxin.database.expressions import (
    Among,
    AmongEach,
    DaysBetween,
    EachIn,
    JsonText,
    JsonValue,
    LocalDate,
    SecondsBetween,
    SeenAs,
    among_keys,
    among_words,
)
from lianxin.database.grams import AskedGrams, HasGrams
from lianxin.database.nested import Nested
from lianxin.database.opening import open_database
from lianxin.database.postgresql import PostgresqlDatabase
from lianxin.database.signal import Signal
from lianxin.database.sqlite import SqliteDatabase
from lianxin.database.statements import Prepared, Row
from lianxin.database.together import Asking, together
from lianxin.database.types import Instant, Json, Key, Keys, Sorted, Words

__all__ = [
    "Among",
    "AmongEach",
    "AskedGrams",
    "Asking",
    "Backend",
    "Batch",
    "Database",
    "DaysBetween",
    "EachIn",
    "HasGrams",
    "Instant",
    "Json",
    "JsonText",
    "JsonValue",
    "Key",
    "Keys",
    "LocalDate",
    "Nested",
    "PostgresqlDatabase",
    "Prepared",
    "Row",
    "SecondsBetween",
    "SeenAs",
    "Session",
    "Signal",
    "Sorted",
    "SqliteDatabase",
    "Transaction",
    "Words",
    "among_keys",
    "among_words",
    "open_database",
    "together",
]
