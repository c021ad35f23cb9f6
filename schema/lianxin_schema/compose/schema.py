"""One Strawberry schema per composition; the classes are shared, the fields are copies."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types.field import StrawberryField

from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.types.base import SCALARS


class ComposedSchema(strawberry.Schema):
    """Adds plugin fields through `get_fields`, and keeps dead schemas out of shared caches.

    `added` are fields by the id of the type's definition. Raises Undeclared.
    """

    def __init__(
        self,
        query: type,
        mutation: type,
        subscription: type | None = None,
        types: Iterable[type] = (),
        added: Mapping[int, list[StrawberryField]] | None = None,
    ) -> None:
        self._added = added or {}
        self._copies: dict[int, tuple[Any, list[StrawberryField]]] = {}
        config = StrawberryConfig(scalar_map=SCALARS)
        super().__init__(query, mutation, subscription, types=types, config=config)
        self.catalogue = Catalogue(self._schema)

    def get_fields(self, type_definition: Any) -> list[StrawberryField]:
        known = self._copies.get(id(type_definition))
        if known is None:
            fields = [
                *super().get_fields(type_definition),
                *self._added.get(id(type_definition), ()),
            ]
            # The definition is kept with its copies: else its id might be another's tomorrow.
            known = self._copies[id(type_definition)] = (
                type_definition,
                [private_copy(field) for field in fields],
            )
        return known[1]

    def get_type_by_name(self, name: str) -> Any:  # type: ignore[override]
        # Strawberry's own is an lru_cache on the class, which would keep every schema alive.
        found = self.schema_converter.type_map.get(name)
        return found.definition if found else None


def private_copy(field: StrawberryField) -> StrawberryField:
    """Building a schema changes fields: each schema gets its own."""
    arguments = field.arguments
    made = copy.copy(field)
    made.arguments = list(arguments)
    return made
