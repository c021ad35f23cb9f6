"""Registries: typed records with their history, entered by whoever may."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel
from sqlmodel import SQLModel

from lianxin.language import Text
from lianxin.rules.base import Kind, Rule
from lianxin.rules.sql.records import fact_of


class Unfit(ValueError):
    """Raised by a validator of a registry's model: the clause does not allow such a record."""

    def __init__(self, message: Text) -> None:
        self.text = message
        super().__init__(message.en)


@dataclass(frozen=True, kw_only=True)
class Registry(Rule):
    """Records of `table`, valid by the model `fields` (its names are columns of the table).

    `writers` are the roles that may enter and revise; `own_unit`: only records of a unit of
    theirs, or below it. No two records agree in all columns of one of `unique`. `public` are the
    columns that anyone may read.
    """

    kind: ClassVar[Kind] = Kind.REGISTRY

    table: type[SQLModel]
    fields: type[BaseModel]
    writers: frozenset[str] = frozenset({"clerk", "admin"})
    own_unit: bool = False
    unique: tuple[tuple[str, ...], ...] = ()
    public: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = set(self.table.model_fields)
        unknown = {*self.fields.model_fields, *(c for key in self.unique for c in key)} - known
        if unknown or (wrong := set(self.public) - known):
            named = ", ".join(sorted(unknown or wrong))
            raise ValueError(f"{self.key}: {self.table.__name__} has no {named}")

    @property
    def fact(self) -> str:
        """By which a change is told to `refresh_standings`."""
        return fact_of(self.table)
