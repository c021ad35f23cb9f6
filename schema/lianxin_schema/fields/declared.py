"""What a GraphQL field is: each kind tells the planner how to read it from the database."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, ColumnElement, Select, true

from lianxin.database import Among, AmongEach
from lianxin_schema.fields.access import Access
from lianxin_schema.fields.visibility import Columns, Visible

if TYPE_CHECKING:
    from lianxin.context import Context
    from lianxin.plugins.composition import Composition
    from lianxin_schema.planner.given import Given

Expression = Callable[[Columns], ColumnElement[Any]]
Condition = Callable[[Columns, "Given"], ColumnElement[bool]]

Batch = Callable[["Context", Sequence[Sequence[Any]]], Awaitable[Sequence[Any]]]
"""Given the needed columns of all rows, as JSON has them (dates and instants are texts), the
value of each row. Awaited once an answer."""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """The base of all declarations.

    `permission` is what reading the field takes besides access to its type. Without it a nullable
    field is null, and asking for any other is refused. A root field has to name one.
    """

    permission: Access | None = None


@dataclass(frozen=True, kw_only=True)
class Key(Declared):
    """The GraphQL ID of the row."""


@dataclass(frozen=True, kw_only=True)
class Column(Declared):
    """A column or an SQL expression over the row; the column of the field's own name if None."""

    expression: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Word(Declared):
    """A word of a vocabulary, from the code in a column: an object known when planning."""

    vocabulary: str
    expression: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Lookup(Declared):
    """An object known when planning, chosen by a text expression over the row.

    `table(composition)` gives the value objects by that text. `own` are members that the row tells
    by itself: where no others are asked for, nothing is looked up. What the table does not know
    is a word of the vocabulary `otherwise`, by the row's own code.
    """

    expression: Expression
    table: Callable[["Composition"], Mapping[str, Any]]
    own: Mapping[str, Expression]
    otherwise: str | None = None


@dataclass(frozen=True, kw_only=True)
class Link(Declared):
    """One row of another type: the one whose `key` column equals `parent` of this row.

    `through` replaces the other type's own visibility where this link is itself the ground.
    """

    parent: Expression
    key: str = "id"
    through: Visible | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Declared):
    """One row of one of several types: a type name in one column, a key in another."""

    type_name: Expression
    key: Expression
    targets: tuple[str, ...]
    through: Visible | None = None


@dataclass(frozen=True, kw_only=True)
class ByIds(Declared):
    """At the root: rows by their GraphQL IDs, one (`argument` is an ID) or many (a list of IDs).

    `others` read what has an ID and is no row, by the text after the colon.
    """

    argument: str
    others: Mapping[str, Batch] = field(default_factory=dict)


def _words(given: "Given") -> BindParameter[Any]:
    return given.words()


@dataclass(frozen=True)
class OneOf:
    """A filter: `column` is one of the words given, or of what `found` makes of the value.

    A list over a whole table reads a branch for each of them, if they are few and an index has
    the rows of each in the order of the list.
    """

    column: str
    words: Callable[["Given"], BindParameter[Any]] = _words
    found: Callable[["Given"], Select[Any]] | None = None

    def __call__(self, c: Columns, given: "Given") -> ColumnElement[bool]:
        column: ColumnElement[Any] = c[self.column]
        return column.in_(self.found(given)) if self.found else Among(column, self.words(given))

    def each(self, c: Columns, given: "Given") -> ColumnElement[bool]:
        """The same, asked of each row: rows stay in the order that they are read in."""
        column: ColumnElement[Any] = c[self.column]
        if self.found:
            return column.in_(self.found(given)).is_(true())
        if self.words is _words and (word := given.alone) is not None:
            return column == word.text()
        return AmongEach(column, self.words(given))


@dataclass(frozen=True)
class Order:
    """`kind` is text, int, float, bool, instant or date; where nulls may occur, they come last."""

    expression: Expression
    descending: bool = False
    nullable: bool = False
    kind: str = "text"


@dataclass(frozen=True)
class Argument:
    """An argument besides paging: its annotation, and what it demands of a row."""

    annotation: Any
    condition: Condition


@dataclass(frozen=True)
class Via:
    """A table of pairs, or a statement of them: the rows of its column `far` belong to the row of
    its column `near`."""

    table: Any
    near: str
    far: str

    def pairs(self, name: str) -> Any:
        """To be read under that name."""
        if isinstance(self.table, Select):
            return self.table.subquery(name)
        return self.table.__table__.alias(name)


@dataclass(frozen=True, kw_only=True)
class Rows(Declared):
    """Rows of another type whose `key` column equals `parent` of this row (all rows: no key).

    Where `among` is set, `parent` is a list of values, one of which `key` equals; with `via`,
    pairs join `parent` and `key`.
    """

    key: str | None = None
    parent: Expression | None = None
    among: bool = False
    via: Via | None = None
    where: Callable[[Columns], ColumnElement[bool]] | None = None
    order: tuple[Order, ...] = ()
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    filters: Mapping[str, Condition] = field(default_factory=dict)
    filter_input: type | None = None
    orders: Mapping[str, Order] = field(default_factory=dict)
    order_input: type | None = None
    through: Visible | None = None


@dataclass(frozen=True, kw_only=True)
class Page(Rows):
    """A Relay connection over rows, by keyset."""


@dataclass(frozen=True, kw_only=True)
class Many(Rows):
    """A plain list; for what never exceeds a hundred."""


@dataclass(frozen=True, kw_only=True)
class Find(Declared):
    """At the root: the row of a type for which all arguments' conditions hold."""

    arguments: Mapping[str, Argument]
    through: Visible | None = None


@dataclass(frozen=True, kw_only=True)
class Same(Declared):
    """A nested object over the same row: a plugin's part of a core type."""


@dataclass(frozen=True, kw_only=True)
class Computed(Declared):
    """What only Python can say: a batch function over the needed columns of all rows at once."""

    needs: tuple[Expression, ...]
    batch: Batch


@dataclass(frozen=True, kw_only=True)
class Value(Declared):
    """A field of a Python value: its attribute, or what `read(value, context, **arguments)`
    gives; at the root `value` is None. One that is `selective` is also given `asked`, the members
    asked for below it, and may give JSON text (`orjson.Fragment`) that has just these."""

    read: Callable[..., Any] | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    selective: bool = False
    shown: bool = False
    """Whoever is handed a row here may see it, whatever they may see elsewhere."""


@dataclass(frozen=True, kw_only=True)
class HandWritten(Declared):
    """A plain resolver, `def field(self) -> int`, as `read(source, **arguments)`.

    Called for each object after the statement: with all columns of its row, with the Python
    value, or at the root with None.
    """

    read: Callable[..., Any]


@dataclass(frozen=True)
class Ref:
    """A row of a planned type, inside Python values: read with the others in one statement."""

    type_name: str
    key: int
