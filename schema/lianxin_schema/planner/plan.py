"""What planning gives: one statement, and what Python is to fill in after it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphql import DocumentNode, GraphQLField, GraphQLOutputType

from lianxin.database import Prepared
from lianxin_schema.planner.arguments import Arguments
from lianxin_schema.planner.given import Binder

if TYPE_CHECKING:
    from lianxin_schema.planner.turn import Turn

LISTED = "items__listed"
"""The parameter of statements over a list of keys, or of parents: see `sql/items.py`."""

Filling = Callable[["Turn", Sequence[Sequence[Any]]], Awaitable[Sequence[Any]]]
"""The values of rows, given what each needs; an exception in the place of a value that failed."""


@dataclass(frozen=True)
class Hop:
    """A step of the way to a place: a member by its key, or (None) each item of a list.

    What must not be null and is takes the nearest nullable hop, or the item, with it.
    """

    key: str | None
    nullable: bool


@dataclass(frozen=True)
class Fill:
    """Places in the rows' JSON that hold `[mark, needed columns…]`, to be replaced by values."""

    mark: str
    path: tuple[Hop, ...]
    values: Filling
    type: GraphQLOutputType
    projection: "Projection"

    @cached_property
    def written(self) -> bytes:
        """How such a place begins in the JSON."""
        return f'["{self.mark}",'.encode()


@dataclass(frozen=True)
class Statement:
    """A prepared statement that gives JSON text, with what is to be filled in."""

    prepared: Prepared
    fills: tuple[Fill, ...] = ()


@dataclass(frozen=True)
class ValueField:
    """One field of a Python value: `read(value, context, **arguments)`."""

    key: str
    definition: GraphQLField
    read: Callable[..., Any]
    arguments: Arguments
    projection: "Projection"


@dataclass(frozen=True)
class PageField:
    """A connection below Python values: `parent(value)` is what its rows belong to; the statement
    takes the parents of all values at once."""

    key: str
    parent: Callable[[Any], Any]
    statement: Statement
    type: GraphQLOutputType


@dataclass(frozen=True)
class Fixed:
    """A member that is known when planning."""

    key: str
    value: Any


Written = ValueField | PageField | Fixed


@dataclass(frozen=True, eq=False)
class Member:
    """What a selective reader is told of a member asked for: its key in the answer, the field's
    name in Python, and what is asked for below it. Of a `__typename` the text is known.

    One and the same for all requests of a plan, so that it keys what is made for them cheaply.
    """

    key: str
    name: str
    inner: tuple["Member", ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Projection:
    """How values are written: leaves by `leaf`; Python values by their type's members; rows that
    a Ref names by their type's statement, which takes the keys of all rows at once."""

    leaf: Callable[[Any], Any] | None = None
    members: Mapping[str, Sequence[Written]] = field(default_factory=dict)
    rows: Mapping[str, Statement] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """An operation, ready to be bound and run."""

    rows: Statement | None
    members: tuple[Written, ...]
    introspection: DocumentNode | None
    keys: tuple[str, ...]
    binder: Binder
    fields: frozenset[str]

    @property
    def only_rows(self) -> bool:
        """Whether the statement's text is the whole answer (but for its fills)."""
        return self.rows is not None and not self.members and self.introspection is None
