"""Places in an answer that is being filled in, and what becomes of them where a value is missing.

What must not be null and is missing takes the object around it along: a list loses the item, any
other nullable place becomes null, and all data is nullable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLNonNull, GraphQLOutputType

from lianxin_schema.planner.plan import Hop

_GONE = object()


@dataclass(frozen=True)
class Place:
    """A member of an object, or an item of a list; or (around nothing) all data."""

    container: Any
    key: Any
    nullable: bool = True
    around: "Place | None" = None
    _thinned: list[list[Any]] = field(default_factory=list)

    @classmethod
    def of_all(cls, data: Any) -> "Place":
        return cls({"data": data}, "data")

    @property
    def value(self) -> Any:
        return self.container[self.key]

    @property
    def path(self) -> list[str | int]:
        """As a GraphQL error tells it."""
        return [*self.around.path, self.key] if self.around else []

    def below(self, key: str | int, type_: GraphQLOutputType) -> "Place":
        """A place for a value of this type inside the value of this place."""
        return self._inside(key, not isinstance(type_, GraphQLNonNull))

    def along(self, path: Sequence[Hop]) -> Iterator["Place"]:
        """The places that a path leads to; what is missing on the way leads nowhere, and neither
        does an object of another type than the one that was asked for what the path leads to."""
        value = self.value
        if not path:
            yield self
        elif value is not None and value is not _GONE:
            hop = path[0]
            for key in _keys(value, hop):
                yield from self._inside(key, hop.nullable).along(path[1:])

    def write(self, value: Any) -> None:
        self.container[self.key] = value

    def miss(self) -> None:
        """There is no value."""
        if self.nullable:
            self.write(None)
        elif isinstance(self.container, list):
            self.write(_GONE)
            self._thinned.append(self.container)
        elif self.around is not None:
            self.around.miss()

    def close(self) -> None:
        """Nothing is missed any more: what is gone leaves its list."""
        for items in self._thinned:
            items[:] = [item for item in items if item is not _GONE]
        self._thinned.clear()

    def _inside(self, key: str | int, nullable: bool) -> "Place":
        return Place(self.value, key, nullable, self, self._thinned)


def _keys(value: Any, hop: Hop) -> Iterable[str | int]:
    if hop.key is None:
        return range(len(value))
    return (hop.key,) if hop.key in value else ()
