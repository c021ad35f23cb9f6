"""What every emitter is handed: names for tables, rights, parameters, and where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import GraphQLList, GraphQLNonNull, GraphQLOutputType, get_argument_values
from graphql.execution.values import VariableValues
from sqlalchemy import Table
from sqlalchemy.sql.selectable import FromClause

from lianxin.database import Backend
from lianxin.plugins.composition import Composition
from lianxin_schema.fields import Who
from lianxin_schema.fields.catalogue import Catalogue, ObjectType
from lianxin_schema.fields.declared import Declared
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.given import Binder
from lianxin_schema.planner.plan import Filling, Hop
from lianxin_schema.planner.selection import Asked
from lianxin_schema.planner.sql.json import Part


@dataclass(frozen=True)
class Placeholder:
    """What a statement leaves to Python, at a place in its answer: see `Fill`."""

    mark: str
    path: tuple[Hop, ...]
    values: Filling
    asked: Asked
    type: GraphQLOutputType


@dataclass(frozen=True)
class Spot:
    """Where in the answer of a statement an emitter stands, and what it left to Python so far."""

    left: list[Placeholder] = field(default_factory=list)
    path: tuple[Hop, ...] = ()

    def at(self, asked: Asked) -> "Spot":
        return self.on(Hop(asked.key, asked.nullable))

    def on(self, hop: Hop) -> "Spot":
        return replace(self, path=(*self.path, hop))

    def each(self, type_: GraphQLOutputType) -> "Spot":
        """At the items of a list of this type."""
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
        assert isinstance(type_, GraphQLList)
        return self.on(Hop(None, not isinstance(type_.of_type, GraphQLNonNull)))


@dataclass
class Emission:
    """The making of one plan's statements."""

    catalogue: Catalogue
    composition: Composition
    backend: Backend
    who: Who
    language: str
    shapes: Mapping[str, Any]
    binder: Binder = field(default_factory=Binder)
    _named: int = 0

    @property
    def nested(self) -> bool:
        """PostgreSQL nests subselects; SQLite's parser wants one common table per level."""
        return self.backend == "postgresql"

    def name(self) -> str:
        self._named += 1
        return f"t{self._named}"

    def alias(self, type_: ObjectType) -> FromClause:
        return self.table(type_).alias(self.name())

    def table(self, type_: ObjectType) -> Table:
        table = type_.planned.table
        assert table is not None, f"{type_.name} is no table's type"
        return table

    def arguments(self, asked: Asked) -> dict[str, Any]:
        """Coerced arguments by GraphQL name, slots in place of what varies."""
        known = VariableValues({}, dict(self.shapes))
        return get_argument_values(asked.field.definition, asked.node, known)


Emitter = Callable[[Emission, Any, Asked, Columns, Spot], Part]
"""Given the declaration, what is asked of the field, and the row: the field's JSON."""

EMITTERS: dict[type[Declared], Emitter] = {}
"""One emitter for each kind of declaration."""


def emits(kind: type[Declared]) -> Callable[[Emitter], Emitter]:
    def register(emitter: Emitter) -> Emitter:
        EMITTERS[kind] = emitter
        return emitter

    return register
