"""Leaving out cases that a viewer must not know of, wherever a statement reads cases."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Join, Select, Table, or_
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import visitors

from lianxin.database import among_keys

CASE = "core_case"
HIDDEN = "hidden_cases"
"""The list parameter with the keys of those cases."""

_DIALECT = sqlite.dialect()

S = TypeVar("S", bound=Select[Any])


def without_hidden(statement: S) -> S:
    """The same statement over all cases but the hidden ones, and over what belongs to them."""

    def leave_out(select: Any) -> None:
        conditions = [c for table in _tables(select) if (c := _shown(table)) is not None]
        select._where_criteria += tuple(conditions)

    changed: S = visitors.cloned_traverse(statement, {}, {"select": leave_out})
    return changed


def _tables(select: Any) -> list[Any]:
    """The tables that a select itself reads, by whatever name; not those of its subselects."""
    # `get_final_froms` would render the select for no database in particular, which ours cannot be.
    state = select._compile_state_factory(select, _DIALECT.statement_compiler(_DIALECT, None))
    return [table for source in state._get_display_froms() for table in _joined(source)]


def _joined(source: Any) -> list[Any]:
    if isinstance(source, Join):
        return [*_joined(source.left), *_joined(source.right)]
    return [source] if isinstance(getattr(source, "element", source), Table) else []


def _shown(table: Any) -> ColumnElement[bool] | None:
    key = _case_key(table)
    if key is None:
        return None
    shown = ~among_keys(key, HIDDEN)
    return or_(key.is_(None), shown) if key.nullable else shown


def _case_key(table: Any) -> Any:
    """The column that says which case a row is, or is of."""
    named = getattr(table, "element", table)
    if getattr(named, "name", None) == CASE:
        return table.c.id
    references = (c for c in table.c if any(f.column.table.name == CASE for f in c.foreign_keys))
    return next(references, None)
