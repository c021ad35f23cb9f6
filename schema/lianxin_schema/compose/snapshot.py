"""An immutable view of one composition: schema, SDL, hash, with its documents and plans."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLSchema, lexicographic_sort_schema, print_schema
from graphql import build_schema as build_ast

from lianxin.plugins.composition import Composition
from lianxin_schema.compose.schema import ComposedSchema, Parts, build_schema
from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.limits import Limits
from lianxin_schema.planner.documents import Documents
from lianxin_schema.planner.planning import Plans
from lianxin_schema.types.registries import registry_parts


@dataclass
class Snapshot:
    """What a request is answered by; whoever began with one ends with it."""

    composition: Composition
    catalogue: Catalogue
    sdl: str
    hash: str
    limits: Limits
    documents: Documents
    plans: Plans = field(default_factory=Plans)
    planned_fields: set[str] = field(default_factory=set)

    @property
    def graphql_schema(self) -> GraphQLSchema:
        return self.catalogue.schema

    def asked(self, fields: frozenset[str]) -> None:
        """Remember which fields were planned: that is how tests count coverage."""
        self.planned_fields |= fields
        for listener in FIELD_LISTENERS:
            listener(fields)


FIELD_LISTENERS: list[Any] = []


def sorted_sdl(schema: Any) -> str:
    """The SDL in alphabetical order. (Strawberry's own sorting would lose the declarations.)"""
    return print_schema(lexicographic_sort_schema(build_ast(schema.as_str()))) + "\n"


def take_snapshot(composition: Composition, parts: Parts, limits: Limits) -> Snapshot:
    """Build the schema of a composition. Raises PluginError; runs for tens of milliseconds."""
    schema = build_schema(parts, registry_parts(composition))
    return snapshot_over(schema, composition, limits)


def snapshot_over(schema: ComposedSchema, composition: Composition, limits: Limits) -> Snapshot:
    """The snapshot of a schema that is built already."""
    sdl = sorted_sdl(schema)
    catalogue = Catalogue(schema._schema)
    return Snapshot(
        composition=composition,
        catalogue=catalogue,
        sdl=sdl,
        hash=hashlib.sha256(sdl.encode()).hexdigest()[:16],
        limits=limits,
        documents=Documents(catalogue, limits),
    )
