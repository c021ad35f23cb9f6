"""What every table shares: one metadata, named constraints, random keys."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlmodel
from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint
from sqlmodel import Field

from lianxin.database.types import Instant, Json, Key, Sorted
from lianxin.ids import new_id

SEALED = "sealed about"
"""The mark of a column whose texts are sealed."""

sqlmodel.SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class SQLModel(sqlmodel.SQLModel):
    """A row of a table, quickly made: rows go to the database by value, so that nobody has to be
    told of each column that is set, as SQLModel tells SQLAlchemy at ten times the cost."""

    if not TYPE_CHECKING:  # the checker knows the columns of each table

        def __init__(self, **values: Any) -> None:
            constants, makers = _defaults(type(self))
            stored = self.__dict__
            stored.update(constants)
            stored.update((name, make()) for name, make in makers if name not in values)
            stored.update(values)
            object.__setattr__(self, "__pydantic_fields_set__", set(values))

        def __setattr__(self, name: str, value: Any) -> None:
            self.__dict__[name] = value


@cache
def _defaults(table: type[SQLModel]) -> tuple[dict[str, Any], list[tuple[str, Callable[..., Any]]]]:
    """The values, and the makers of values, of the columns that may be left out."""
    optional = {n: f for n, f in table.model_fields.items() if not f.is_required()}
    makers = [(n, f.default_factory) for n, f in optional.items() if f.default_factory]
    return {n: f.default for n, f in optional.items() if not f.default_factory}, makers


def primary_key() -> Any:
    """A random key."""
    return Field(default_factory=new_id, sa_column=Column("id", Key, primary_key=True))


def shown_by_key(*columns: str) -> PrimaryKeyConstraint:
    """For tables whose rows are shown a hundred at a time beside those of others: on PostgreSQL
    these columns are in the primary key's index, so that the row itself is not looked for."""
    return PrimaryKeyConstraint("id", postgresql_include=list(columns))


def reference(to: str, *, optional: bool = False, index: bool = True, primary: bool = False) -> Any:
    """A key of another table: `reference("core_unit")`."""
    return Field(
        default=None if optional else ...,
        sa_type=Key,
        sa_column_args=[ForeignKey(f"{to}.id")],
        nullable=optional,
        index=index,
        primary_key=primary,
    )


def instant(*, optional: bool = False, index: bool = False) -> Any:
    return Field(default=None if optional else ..., sa_type=Instant, nullable=optional, index=index)


def document() -> Any:
    """A JSON column; an empty object unless told otherwise."""
    return Field(default_factory=dict, sa_type=Json, nullable=False)


def sealed(about: str) -> Any:
    """A text sealed by the locality's sealer with that `about`; who renews keys finds it so."""
    return Field(default=None, sa_column_kwargs={"info": {SEALED: about}})


def sorted_text(*, unique: bool = False, index: bool = False) -> Any:
    return Field(sa_type=Sorted, unique=unique, index=index)


__all__ = [
    "SEALED",
    "Field",
    "SQLModel",
    "document",
    "instant",
    "primary_key",
    "reference",
    "sealed",
    "shown_by_key",
    "sorted_text",
]
