"""What every table shares: one metadata, named constraints, random keys."""

from typing import Any

from sqlalchemy import Column, ForeignKey
from sqlmodel import Field, SQLModel

from lianxin.database.types import Instant, Json, Key, Sorted
from lianxin.ids import new_id

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def primary_key() -> Any:
    """A random key."""
    return Field(default_factory=new_id, sa_column=Column("id", Key, primary_key=True))


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


def sorted_text(*, unique: bool = False, index: bool = False) -> Any:
    return Field(sa_type=Sorted, unique=unique, index=index)


__all__ = [
    "Field",
    "SQLModel",
    "document",
    "instant",
    "primary_key",
    "reference",
    "sorted_text",
]
