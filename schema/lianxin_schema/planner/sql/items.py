"""Parameters as rows: what is asked for by a list of names, keys or IDs."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, String, column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import Subquery

from lianxin.database import Key, Keys
from lianxin_schema.planner.sql.emission import Emission

_POSTGRESQL = """
SELECT n, v ->> 0 AS type, (v ->> 1)::bigint AS key, v ->> 2 AS text
FROM json_array_elements(CAST(:{0} AS json)) WITH ORDINALITY AS i(v, n)"""
_SQLITE = """
SELECT key AS n, json_extract(value, '$[0]') AS type, json_extract(value, '$[1]') AS key,
json_extract(value, '$[2]') AS text FROM json_each(:{0})"""


def items(e: Emission, listed: BindParameter[Any]) -> Subquery:
    """The items of a JSON list of `[type, key, text]`, each of which may be null, in order."""
    written = (_POSTGRESQL if e.nested else _SQLITE).format(listed.key).replace("::", r"\:\:")
    columns = (
        column("n", Integer),
        column("type", String),
        column("key", Key),
        column("text", String),
    )
    return text(written).bindparams(listed).columns(*columns).subquery(e.name())


class KeysIn(ColumnElement[list[int]]):
    """A JSON list of keys, in the form that `Among` takes a list."""

    type = Keys()
    inherit_cache = False

    def __init__(self, listed: ColumnElement[str]) -> None:
        self.listed = listed

    @property
    def _from_objects(self) -> list[Any]:
        return list(self.listed._from_objects)


@compiles(KeysIn, "sqlite")
def _keys_sqlite(element: KeysIn, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.listed, **kw)


@compiles(KeysIn, "postgresql")
def _keys_postgresql(element: KeysIn, compiler: SQLCompiler, **kw: Any) -> str:
    listed = compiler.process(element.listed, **kw)
    return f"ARRAY(SELECT json_array_elements_text(CAST({listed} AS json))::bigint)"
