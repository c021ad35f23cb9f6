"""An immutable view of one composition: schema, SDL, hash, with its documents and plans."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from graphql import GraphQLSchema

from lianxin.plugins.composition import Composition
from lianxin_schema.compose.merging import Parts, build_schema
from lianxin_schema.compose.schema import ComposedSchema
from lianxin_schema.compose.sdl import sorted_sdl
from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.limits import Limits
from lianxin_schema.planner.documents import Documents
from lianxin_schema.planner.planning import Plans
from lianxin_schema.types.registries import registry_parts

on_planned: list[Callable[[frozenset[str]], None]] = []
"""Told of the fields of each new plan, as `Type.field`: that is how tests count coverage."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a request is answered by; whoever began with one ends with it.

    It holds no figure, no language and no database: localities of one shape share it.
    """

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
        """Remember which fields were planned."""
        self.planned_fields.update(fields)
        for tell in on_planned:
            tell(fields)


def take_snapshot(composition: Composition, parts: Parts, limits: Limits) -> Snapshot:
    """Build the schema of a composition: some 60 ms of work. Raises PluginError."""
    return snapshot_over(build_schema(parts, registry_parts(composition)), composition, limits)


def snapshot_over(schema: ComposedSchema, composition: Composition, limits: Limits) -> Snapshot:
    """The snapshot of a schema that is built already."""
    sdl = sorted_sdl(schema.catalogue.schema)
    return Snapshot(
        composition=composition,
        catalogue=schema.catalogue,
        sdl=sdl,
        hash=hashlib.sha256(sdl.encode()).hexdigest()[:16],
        limits=limits,
        documents=Documents(schema.catalogue, limits),
    )
