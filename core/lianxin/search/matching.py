"""The condition that a row's texts have all words of a question, for both databases."""

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import BindParameter, Boolean, ColumnElement, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from lianxin.database import AskedGrams, HasGrams, Words
from lianxin.search.tokens import asked_grams, asked_phrases
from lianxin.tables import SearchText


class Asked(Protocol):
    """A question that is bound later: `map` gives a parameter made of its text."""

    def map(self, transform: Callable[[str], Any], type_: Any) -> BindParameter[Any]: ...


def matches(key: ColumnElement[int], asked: Asked) -> ColumnElement[bool]:
    """Whether the row with this key is one of those found; by index."""
    text = SearchText.__table__.alias()  # type: ignore[attr-defined]
    known = HasGrams(text, asked.map(asked_grams, AskedGrams()))
    in_order = _HasAll(text.c.grams, asked.map(asked_phrases, Words()))
    return key.in_(select(text.c.id).where(known, in_order))


class _HasAll(FunctionElement[bool]):
    """Each phrase of a list stands in the line of grams."""

    type = Boolean()
    inherit_cache = False
    _is_implicitly_boolean = True


@compiles(_HasAll, "postgresql")
def _has_all_postgresql(element: _HasAll, compiler: SQLCompiler, **kw: Any) -> str:
    grams, phrases = (compiler.process(c, **kw) for c in element.clauses)
    return (
        f"NOT EXISTS (SELECT 1 FROM unnest({phrases}) AS phrase "
        f"WHERE strpos(array_to_string({grams}, ' '), phrase) = 0)"
    )


@compiles(_HasAll, "sqlite")
def _has_all_sqlite(element: _HasAll, compiler: SQLCompiler, **kw: Any) -> str:
    grams, phrases = (compiler.process(c, **kw) for c in element.clauses)
    return (
        f"NOT EXISTS (SELECT 1 FROM json_each({phrases}) AS phrase "
        f"WHERE instr({grams}, phrase.value) = 0)"
    )
