"""What planning gives: one statement, and what Python is to fill in after it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLField

from lianxin.database import Prepared
from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin_schema.fields.declared import Batch
from lianxin_schema.planner.given import Transform

EACH = object()
"""In a path: every item of the list (or member of the map) there."""

Path = tuple[Any, ...]


class Denied(LianxinError):
    """The viewer may not ask this; the operation is refused before anything is read."""

    def __init__(self, signed_in: bool, field_name: str) -> None:
        self.code = "NOT_PERMITTED" if signed_in else "UNAUTHENTICATED"
        super().__init__(
            Text(f"您无权查询 {field_name}", f"You may not ask for {field_name}")
            if signed_in
            else Text(
                f"查询 {field_name} 需要登录,请先获取令牌",
                f"Asking for {field_name} needs a token; sign in first",
            )
        )


@dataclass(frozen=True)
class Leaf:
    """A value that is written as it is."""

    serialize: Callable[[Any], Any]


@dataclass(frozen=True)
class ValueField:
    """One field of a Python value."""

    key: str
    definition: GraphQLField
    node: FieldNode
    read: Callable[..., Any] | None
    attribute: str
    names: Mapping[str, str]
    projection: "Projection"
    asked: tuple["Member", ...] | None = None


@dataclass(frozen=True)
class PageField:
    """A connection below a Python value: `parent(value)` is bound for one run of the statement."""

    key: str
    parent: Callable[[Any], Any]
    rows: "Statement"


@dataclass(frozen=True)
class Objects:
    """Python values, by type name; a constant text stands for `__typename`."""

    fields: Mapping[str, Sequence["ValueField | PageField | tuple[str, str]"]]


@dataclass(frozen=True)
class Refs:
    """Rows named by Ref, by type name: read in one statement per type."""

    rows: Mapping[str, "Statement"]


@dataclass(frozen=True)
class Mixed:
    """Python values and Refs, whichever comes."""

    objects: Objects
    refs: Refs


Projection = Leaf | Objects | Refs | Mixed


@dataclass(frozen=True)
class Member:
    """A field asked for below a value: its response key, its name, and what is asked below it.
    Of a `__typename` the text is known."""

    key: str
    name: str
    inner: tuple["Member", ...] = ()
    text: str = ""


def members_of(projection: Projection) -> tuple[Member, ...]:
    """What a projection of Python values of one type writes."""
    if not isinstance(projection, Objects):
        return ()
    (fields,) = projection.fields.values()
    return tuple(
        Member(f.key, f.attribute, members_of(f.projection))
        if isinstance(f, ValueField)
        else Member(f[0], "__typename", text=f[1])
        for f in fields
        if not isinstance(f, PageField)
    )


@dataclass(frozen=True)
class Fill:
    """A place in the rows' JSON that holds the needed columns, to be replaced by values."""

    path: Path
    batch: Batch
    projection: Projection


@dataclass(frozen=True)
class Statement:
    """A prepared statement that gives JSON text, with what is to be filled in."""

    prepared: Prepared
    fills: tuple[Fill, ...] = ()


@dataclass(frozen=True)
class Plan:
    """An operation, ready to be bound and run."""

    rows: Statement | None
    values: tuple[ValueField, ...]
    keys: tuple[str, ...]
    constants: Mapping[str, Any]
    transforms: Sequence[tuple[str, str, Transform]]
    cost: int
    fields: frozenset[str] = field(default_factory=frozenset)
    typenames: Mapping[str, str] = field(default_factory=dict)
