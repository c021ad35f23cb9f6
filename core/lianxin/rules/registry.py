"""Registries: typed records with their history, entered by whoever may."""

from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from sqlalchemy import ColumnElement
from sqlmodel import SQLModel

from lianxin.language import Text, offered
from lianxin.rules.base import Kind, Rule
from lianxin.rules.sql.records import fact_of
from lianxin.rules.sql.values import table_of
from lianxin.rules.workflow import Term


class Unfit(ValueError):
    """Raised by a validator of a registry's model: the clause does not allow such a record."""

    def __init__(self, message: Text) -> None:
        self.text = message
        super().__init__(message.en)


@dataclass(frozen=True)
class OneOf:
    """A field that takes a word: `kind: Annotated[str, OneOf("support_kind", SUPPORT_KINDS)]`."""

    vocabulary: str
    terms: tuple[Term, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def _known(self, value: str | None) -> str | None:
        if value is not None and value not in {term.code for term in self.terms}:
            words = offered((term.code, term.label) for term in self.terms)
            raise Unfit(_ONE_OF.format(words=words))
        return value


def recording(registry: str) -> str:
    """The action of entering or revising a record, for guards: `actions=(recording("teams"),)`."""
    return f"record:{registry}"


_ONE_OF = Text("应为其一：{words}", "It should be one of: {words}")


@dataclass(frozen=True, kw_only=True)
class Registry(Rule):
    """Records of `table`, valid by the model `fields` (its names are columns of the table).

    `writers` are the roles that may enter and revise; `own_unit`: only records of a unit of
    theirs, or below it, which is all that the roles `own_writers` may. The roles `authors`
    (residents, too) may enter and revise what they wrote themselves: `author` is the column that
    names the person, who is whoever writes where nobody is named. No two records agree in all columns of one of `unique`. `public` are the
    columns that anyone may read. `order`: columns by which records are listed, the latest first
    for dates. `locks`: a field that refers to another row; whoever writes a record keeps that row
    for themselves meanwhile, so that a guard may sum the records beside this one; `alone`: no two
    of the registry's records are written at once, where a guard looks at all of them (what has to
    be `unique` is written so, too). `due`: the dates since and until when
    something is to be done, each day of which is told. `through`: a field that refers to another
    row, the column there that names whom a record concerns besides, and their type (`"Unit"`). `where`: SQL over the table, where only some of its rows are the registry's; it is
    `named` by its table's class, unless it says otherwise.
    """

    kind: ClassVar[Kind] = Kind.REGISTRY

    table: type[SQLModel]
    fields: type[BaseModel]
    writers: frozenset[str] = frozenset({"clerk", "admin"})
    own_unit: bool = False
    own_writers: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    author: str | None = None
    open_cases: bool = False
    """Records may name cases that the writer does not see, but which are kept from nobody."""
    unique: tuple[tuple[str, ...], ...] = ()
    public: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    locks: str | None = None
    due: tuple[str, str] | None = None
    alone: bool = False
    through: tuple[str, Any, str] | None = None
    where: ColumnElement[bool] | None = None
    named: str | None = None

    def __post_init__(self) -> None:
        if bool(self.authors) != (self.author is not None):
            raise ValueError(f"{self.key}: authors, and the column that names them, go together")
        known = set(self.table.model_fields)
        unknown = {
            *self.fields.model_fields,
            *(self.due or ()),
            *(c for key in self.unique for c in key),
        } - known
        if unknown or (wrong := set(self.public) - known):
            named = ", ".join(sorted(unknown or wrong))
            raise ValueError(f"{self.key}: {self.table.__name__} has no {named}")

    @property
    def fact(self) -> str:
        """By which a change is told to `refresh_standings`."""
        return fact_of(self.table)

    @property
    def references(self) -> dict[str, str]:
        """The table that each field refers to, for those that refer to one."""
        columns = table_of(self.table).c
        return {
            name: key.column.table.name
            for name in self.fields.model_fields
            for key in columns[name].foreign_keys
        }

    @property
    def vocabularies(self) -> dict[str, str]:
        """The vocabulary of each field that takes a word."""
        return {
            name: part.vocabulary
            for name, field in self.fields.model_fields.items()
            for part in field.metadata
            if isinstance(part, OneOf)
        }
