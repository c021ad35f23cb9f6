"""Objects as JSON: member by member, each value by its own emitter."""

from collections.abc import Callable, Sequence

from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.selection import Asked, Typename
from lianxin_schema.planner.sql.emission import EMITTERS, Emission, Spot
from lianxin_schema.planner.sql.json import Concat, Part, commas, or_null


def object_text(
    e: Emission, fields: Sequence[Asked | Typename], row: Columns, spot: Spot
) -> Concat:
    """The object of a row (at the root: of no row)."""

    def value(asked: Asked) -> Part:
        declared = asked.field.declared
        return EMITTERS[type(declared)](e, declared, asked, row, spot.at(asked))

    return members(fields, value)


def members(fields: Sequence[Asked | Typename], value: Callable[[Asked], Part]) -> Concat:
    """An object of these members; missing as a whole where one that must not be null is."""
    return Concat(["{", *commas(_member(field, value) for field in fields), "}"])


def _member(asked: Asked | Typename, value: Callable[[Asked], Part]) -> list[Part]:
    if isinstance(asked, Typename):
        return [f'"{asked.key}":"{asked.type.name}"']
    if asked.hidden:
        return [f'"{asked.key}":null']
    found = value(asked)
    return [f'"{asked.key}":', or_null(found) if asked.nullable else found]
