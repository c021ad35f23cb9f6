"""Conditions of rules made ready for a statement: typed fields, and values as they will be."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Float,
    String,
    bindparam,
    case,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.sqltypes import NullType
from sqlmodel import SQLModel

from lianxin.database import Instant, Key, Keys, Words
from lianxin.rules.workflow import Action, Input
from lianxin.tables import Case

INPUT_TYPES: dict[str, Any] = {
    "text": String(),
    "choice": String(),
    "choices": Words(),
    "unit": Key,
    "units": Keys(),
    "person": Key,
    "people": Keys(),
    "number": Float(),
    "date": Date(),
    "moment": Instant(),
    "boolean": Boolean(),
    "words": Words(),
}
GIVEN, _VIEWER = "given__", "viewer__"
NEW = "new__"


def ready(condition: ColumnElement[bool], inputs: Iterable[Input] = ()) -> ColumnElement[Any]:
    """`given` fields with the type of their input; null where nothing is bound to them."""
    types = {f"{GIVEN}{i.name}": INPUT_TYPES.get(i.kind) for i in inputs}

    def typed(element: Any, **_: Any) -> Any:
        if not isinstance(element, BindParameter) or not _is_open(element):
            return None
        known = types.get(element.key) if isinstance(element.type, NullType) else element.type
        if element.key.startswith(_VIEWER) and known is None:
            known = Key
        return bindparam(element.key, None, type_=known)

    changed: ColumnElement[Any] = visitors.replacement_traverse(condition, {}, typed)
    return changed


def afterwards(
    condition: ColumnElement[bool], action: Action, facts: type[SQLModel] | None
) -> ColumnElement[Any]:
    """The condition on a case as it will be: a column that the action sets has the value given."""
    setting = {_stored_in(i, facts): i for i in action.inputs if i.sets}

    def set_(element: Any, **_: Any) -> Any:
        given = setting.get(_name(element)) if isinstance(element, Column) else None
        if given is None:
            return None
        value = bindparam(f"{GIVEN}{given.name}", None, type_=element.type)
        asked = bindparam(f"has__{given.name}", False, type_=Boolean())
        return case((asked, value), else_=element)

    changed: ColumnElement[Any] = visitors.replacement_traverse(
        ready(condition, action.inputs), {}, set_
    )
    return changed


def as_new(condition: ColumnElement[bool], tables: Collection[str]) -> ColumnElement[Any]:
    """The condition on a row that is not stored yet: columns of `tables` are parameters `new__…`.

    A subselect that reads the same table reads it under an alias, as it has to in any case.
    """

    def given(element: Any, **_: Any) -> Any:
        if isinstance(element, Column) and _name(element)[0] in tables:
            table, column = _name(element)
            return bindparam(f"{NEW}{table}__{column}", None, type_=element.type)
        return None

    changed: ColumnElement[Any] = visitors.replacement_traverse(ready(condition), {}, given)
    return changed


def replaced(
    condition: ColumnElement[Any], columns: Mapping[tuple[str, str], ColumnElement[Any]]
) -> ColumnElement[Any]:
    """The condition with other expressions in the place of columns: `(table, column)`."""

    def other(element: Any, **_: Any) -> Any:
        return columns.get(_name(element)) if isinstance(element, Column) else None

    changed: ColumnElement[Any] = visitors.replacement_traverse(condition, {}, other)
    return changed


def depends_on(
    condition: ColumnElement[bool] | None, action: Action, facts: type[SQLModel] | None
) -> bool:
    """Whether a condition reads a column that the action sets."""
    if condition is None:
        return False
    setting = {_stored_in(i, facts) for i in action.inputs if i.sets}
    return any(isinstance(e, Column) and _name(e) in setting for e in visitors.iterate(condition))


def bound_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Parsed fields by the names under which conditions refer to them."""
    return {f"{GIVEN}{name}": value for name, value in given.items()} | {
        f"has__{name}": True for name in given
    }


def _is_open(element: BindParameter[Any]) -> bool:
    return element.key.startswith((GIVEN, _VIEWER))


def _stored_in(given: Input, facts: type[SQLModel] | None) -> tuple[str, str]:
    table, _, column = (given.sets or "").rpartition(".")
    if table == "case":
        return str(Case.__tablename__), column
    return (str(facts.__tablename__) if facts else "", given.sets or "")


def _name(column: Column[Any]) -> tuple[str, str]:
    table = column.table
    return (getattr(table, "name", ""), column.name)
