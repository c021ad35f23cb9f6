"""Objects known when planning - words, steps - written into the statement as finished JSON."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from graphql import GraphQLLeafType, is_leaf_type
from sqlalchemy import ColumnElement, case

from lianxin.language import Text
from lianxin_schema.fields.declared import Lookup, Word
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.selection import Asked, Typename
from lianxin_schema.planner.sql.columns import expressed
from lianxin_schema.planner.sql.emission import Emission, Spot, emits
from lianxin_schema.planner.sql.json import MISSING, Part, Scalar, constant, dumps
from lianxin_schema.planner.sql.objects import members


@emits(Word)
def word(e: Emission, declared: Word, asked: Asked, row: Columns, spot: Spot) -> Part:
    (fields,) = asked.below.values()
    code = expressed(declared.expression, asked, row)
    if _told_by(fields, ("code",)):
        return _coded(fields, code)
    return _word(e, declared.vocabulary, fields, code)


@emits(Lookup)
def lookup(e: Emission, declared: Lookup, asked: Asked, row: Columns, spot: Spot) -> Part:
    (fields,) = asked.below.values()
    if declared.own and _told_by(fields, declared.own):
        own = {name: expression(row) for name, expression in declared.own.items()}
        return members(fields, lambda field: Scalar(own[field.field.attribute], "text"))
    known = {
        name: dumps(_object(value, fields, e.language))
        for name, value in declared.table(e.composition).items()
    }
    unknown = None
    if declared.otherwise is not None:
        unknown = _word(e, declared.otherwise, fields, declared.own["code"](row))
    return switch(declared.expression(row), known, unknown)


def _word(
    e: Emission, vocabulary: str, fields: Sequence[Asked | Typename], code: ColumnElement[Any]
) -> ColumnElement[str]:
    """A word that no enabled module knows (any more): its code stands for its label."""
    terms = e.composition.terms.get(vocabulary, {})
    known = {term: dumps(_object(value, fields, e.language)) for term, value in terms.items()}
    return switch(code, known, _coded(fields, code))


def _told_by(fields: Sequence[Asked | Typename], own: Container[str]) -> bool:
    """Whether the row tells all that is asked for by itself."""
    return all(isinstance(f, Typename) or f.field.attribute in own for f in fields)


def _coded(fields: Sequence[Asked | Typename], code: ColumnElement[Any]) -> ColumnElement[str]:
    """Nothing but typenames is missing, too, where there is no code."""
    text = members(fields, lambda _: Scalar(code, "text"))
    if any(isinstance(field, Asked) for field in fields):
        return text
    return case((code.isnot(None), text))


def _object(value: Any, fields: Sequence[Asked | Typename], language: str) -> dict[str, Any]:
    return {
        field.key: field.type.name
        if isinstance(field, Typename)
        else _member(getattr(value, field.field.attribute), field, language)
        for field in fields
    }


def _member(value: Any, asked: Asked, language: str) -> Any:
    if value is None or asked.hidden:
        return None
    if isinstance(value, list | tuple):
        return [_member(item, asked, language) for item in value]
    if is_leaf_type(asked.field.target):
        leaf: GraphQLLeafType = asked.field.target
        return leaf.serialize(value.say(language) if isinstance(value, Text) else value)
    (fields,) = asked.below.values()
    return _object(value, fields, language)


def switch(
    code: ColumnElement[Any], known: Mapping[str, str], unknown: ColumnElement[str] | None = None
) -> ColumnElement[str]:
    """The JSON text that belongs to a code; missing where there is no code.

    The code is compared as `CASE code WHEN …`, so that finding it costs once, however many there
    are to compare with: it may be a look-up of its own.
    """
    other = MISSING if unknown is None else case((code.isnot(None), unknown))
    texts = {constant(key): constant(text) for key, text in known.items()}
    return case(texts, value=code, else_=other) if texts else other
