"""What a GraphQL field is: each kind tells the planner how to read it from the database."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement

if TYPE_CHECKING:
    from lianxin.context import Context
    from lianxin_schema.planner.given import Given

Columns = Any
"""The columns of one occurrence of a table in a statement: `c.title`."""

Expression = Callable[[Columns], ColumnElement[Any]]
Condition = Callable[[Columns, "Given"], ColumnElement[bool]]

METADATA_KEY = "lianxin"


@dataclass(frozen=True, kw_only=True)
class Declared:
    """The base of all declarations. `permission` is what reading the field takes besides
    access to its type; without it a nullable field is null and any other refuses the operation."""

    permission: str | None = None


@dataclass(frozen=True, kw_only=True)
class Column(Declared):
    """A column or an SQL expression over the row; the column of the field's own name if None."""

    expression: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Key(Declared):
    """The GraphQL ID of the row."""


@dataclass(frozen=True, kw_only=True)
class Word(Declared):
    """A word of a vocabulary, from the code in a column: an object known when planning."""

    vocabulary: str
    expression: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Lookup(Declared):
    """An object known when planning, chosen by a text expression over the row.

    `table(composition)` gives the value objects by that text.
    """

    expression: Expression
    table: Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Link(Declared):
    """One row of another type: the one whose `key` column equals `parent` of this row.

    `through` replaces the other type's own visibility where this link is itself the ground.
    """

    parent: Expression
    key: str = "id"
    through: Callable[[Columns, "Who"], ColumnElement[bool]] | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Declared):
    """One row of one of several types: a type name in one column, a key in another."""

    type_name: Expression
    key: Expression
    targets: tuple[str, ...]
    through: Callable[[Columns, "Who"], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class Order:
    expression: Expression
    descending: bool = False
    nullable: bool = False
    kind: str = "text"


@dataclass(frozen=True, kw_only=True)
class Rows(Declared):
    """Rows of another type whose `key` column equals `parent` of this row (all rows: no key)."""

    key: str | None = None
    parent: Expression | None = None
    where: Callable[[Columns], ColumnElement[bool]] | None = None
    order: tuple[Order, ...] = ()
    arguments: Mapping[str, "Argument"] = field(default_factory=dict)
    filters: Mapping[str, Condition] = field(default_factory=dict)
    filter_input: type | None = None
    orders: Mapping[str, Order] = field(default_factory=dict)
    order_input: type | None = None
    through: Callable[[Columns, "Who"], ColumnElement[bool]] | None = None


@dataclass(frozen=True, kw_only=True)
class Page(Rows):
    """A Relay connection over rows, by keyset."""


@dataclass(frozen=True, kw_only=True)
class Many(Rows):
    """A plain list; for what never exceeds a hundred."""


@dataclass(frozen=True)
class Argument:
    """An argument of a page besides paging: its annotation and what it demands of a row."""

    annotation: Any
    condition: Condition


Batch = Callable[["Context", Sequence[Sequence[Any]]], Awaitable[Sequence[Any]]]


@dataclass(frozen=True, kw_only=True)
class Find(Declared):
    """One row of a type by arguments; at the root."""

    arguments: Mapping[str, Argument]
    through: Callable[[Columns, "Who"], ColumnElement[bool]] | None = None


@dataclass(frozen=True, kw_only=True)
class Computed(Declared):
    """What only Python can say: a batch function over the needed columns of all rows at once."""

    needs: tuple[Expression, ...]
    batch: Batch


@dataclass(frozen=True, kw_only=True)
class Same(Declared):
    """A nested object over the same row: a plugin's part of a core type."""


@dataclass(frozen=True, kw_only=True)
class Value(Declared):
    """A field of a Python value: its attribute, or what `read(value, context, **arguments)`
    gives; at the root `value` is None. One that is `selective` is also given `asked`, the
    fields asked for below it, and may give JSON text (`orjson.Fragment`) that has just these."""

    read: Callable[..., Any] | None = None
    shown: bool = False
    """Whoever is handed a row here may see it, whatever they may see elsewhere."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    selective: bool = False


@dataclass(frozen=True)
class Ref:
    """A row of a planned type, inside Python values: read with the others in one statement."""

    type_name: str
    key: int


class Who:
    """What is known of the viewer when planning: permissions as facts, keys as parameters."""

    def __init__(self, permissions: frozenset[str], roles: frozenset[str]) -> None:
        self.permissions = permissions
        self.roles = roles

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    @property
    def person_id(self) -> ColumnElement[int]:
        from sqlalchemy import bindparam

        from lianxin.database import Key as KeyType

        return bindparam("viewer__person_id", type_=KeyType)

    @property
    def unit_ids(self) -> ColumnElement[Any]:
        from sqlalchemy import bindparam

        from lianxin.database import Keys

        return bindparam("viewer__unit_ids", type_=Keys())

    @property
    def lineage(self) -> ColumnElement[Any]:
        from sqlalchemy import bindparam

        from lianxin.database import Keys

        return bindparam("viewer__lineage", type_=Keys())
