"""Leaving out cases that somebody must not know of, wherever a statement reads cases."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Join, Select, Table, or_, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import visitors

from lianxin.database import among_keys
from lianxin.rules.sql.reading import tables_read
from lianxin.rules.sql.values import table_of
from lianxin.tables import Case

CASE = "core_case"
HIDDEN = "hidden_cases"
"""The list parameter with the keys of those cases."""

_DIALECT = sqlite.dialect()

S = TypeVar("S", bound=Select[Any] | CompoundSelect[Any])
Shown = Callable[[Any, Any], ColumnElement[bool]]
"""Given a table, and its column with the key of a case: whether the row counts."""


def without_hidden(statement: S) -> S:
    """The same statement over all cases but the hidden ones, and over what belongs to them."""
    return _leaving_out(statement, lambda table, key: ~among_keys(key, HIDDEN))


def without_kept(statement: S) -> S:
    """The same over the cases that are kept from nobody: for a figure that everybody is shown."""
    return _leaving_out(statement, _kept_from_nobody)


def _kept_from_nobody(table: Any, key: Any) -> ColumnElement[bool]:
    if _name(table) == CASE:
        return ~_is_kept(table.c)
    case = table_of(Case).alias()
    return key.not_in(select(case.c.id).where(_is_kept(case.c)))  # type: ignore[no-any-return]


def _is_kept(c: Any) -> ColumnElement[bool]:
    return or_(c.restricted, c.confined_to_id.is_not(None))


def _leaving_out(statement: S, shown: Shown) -> S:
    if all(case_key(table) is None for table in tables_read(statement)):
        return statement

    def leave_out(found: Any) -> None:
        conditions = [_condition(table, shown) for table in tables_of(found)]
        found._where_criteria += tuple(c for c in conditions if c is not None)

    changed: S = visitors.cloned_traverse(statement, {}, {"select": leave_out})
    return changed


def tables_of(select: Any) -> list[Any]:
    """The tables that a select itself reads, by whatever name; not those of its subselects."""
    # `get_final_froms` would render the select for no database in particular, which ours cannot be.
    state = select._compile_state_factory(select, _DIALECT.statement_compiler(_DIALECT, None))
    return [table for source in state._get_display_froms() for table in _joined(source)]


def _joined(source: Any) -> list[Any]:
    if isinstance(source, Join):
        return [*_joined(source.left), *_joined(source.right)]
    return [source] if isinstance(getattr(source, "element", source), Table) else []


def _condition(table: Any, shown: Shown) -> ColumnElement[bool] | None:
    key = case_key(table)
    if key is None:
        return None
    counts = shown(table, key)
    return or_(key.is_(None), counts) if key.nullable else counts


def case_key(table: Any) -> Any:
    """The column that says which case a row is, or is of."""
    if _name(table) == CASE:
        return table.c.id
    references = (c for c in table.c if any(f.column.table.name == CASE for f in c.foreign_keys))
    return next(references, None)


def _name(table: Any) -> str | None:
    return getattr(getattr(table, "element", table), "name", None)
