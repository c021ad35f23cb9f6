"""Objects known when planning - words, steps - written into the statement as finished JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, SelectionSetNode
from sqlalchemy import ColumnElement, case, literal_column, null

from lianxin.language import Text
from lianxin_schema.planner.json import Concat, Part, Scalar, commas, dumps, literal

if TYPE_CHECKING:
    from lianxin_schema.planner.planner import Planner


def render(
    p: "Planner", type_: GraphQLObjectType, sets: Sequence[SelectionSetNode], value: Any
) -> str:
    """The JSON object of a value: its attributes of the fields' names."""
    found = {}
    for item in p.fields_of(type_, sets):
        if item.name == "__typename":
            found[item.key] = type_.name
            continue
        field = p.definition(type_, item.name).extensions["strawberry-definition"]
        member = getattr(value, field.python_name)
        found[item.key] = member.say(p.language) if isinstance(member, Text) else member
    return dumps(found)


def unknown_term(
    p: "Planner",
    type_: GraphQLObjectType,
    sets: Sequence[SelectionSetNode],
    code: ColumnElement[Any],
) -> ColumnElement[str]:
    """A word that no enabled module knows (any more): its code stands for its label."""
    groups: list[Sequence[Part]] = []
    for item in p.fields_of(type_, sets):
        text: Part = f'"{type_.name}"' if item.name == "__typename" else Scalar(code, "text", False)
        groups.append([f'"{item.key}":', text])
    return Concat(["{", *commas(groups), "}"])


def switch(
    code: ColumnElement[Any], known: Mapping[str, str], unknown: ColumnElement[str] | None
) -> ColumnElement[str]:
    """The JSON text that belongs to a code; `null` for null."""
    texts = {key: literal_column(literal(text)) for key, text in known.items()}
    otherwise = unknown if unknown is not None else literal_column("'null'")
    if not texts:
        return case((code.is_(null()), literal_column("'null'")), else_=otherwise)
    branches = [(code == literal_column(literal(key)), text) for key, text in texts.items()]
    return case((code.is_(null()), literal_column("'null'")), *branches, else_=otherwise)
