"""What a record refers to, as it is given: units, households and meetings by code, others by ID."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import SQLModel

from lianxin.commands.values import is_plain
from lianxin.database import Session, among_keys, among_words, together
from lianxin.errors import Problem, not_found
from lianxin.ids import parse_global_id
from lianxin.language import Text
from lianxin.rules.registry import Registry

BY_CODE = frozenset({"core_unit", "core_household", "core_meeting", "core_regulation"})
"""Tables whose rows people know by a code."""

_NOBODY = Text("没有这一项：{given}", "There is nothing like {given}")


async def resolved(
    session: Session, rule: Registry, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The fields with keys in place of codes and IDs; what is not there is among the problems."""
    values, problems = dict(given), []
    named = {column: given[column] for column in rule.references if given.get(column) is not None}
    keys = await together(
        session,
        *(partial(_key, table=rule.references[c], named=value) for c, value in named.items()),
    )
    for (column, value), key in zip(named.items(), keys, strict=True):
        values[column] = key
        if key is None:
            problems.append(not_found(_NOBODY.format(given=value), column))
    return values, problems


async def _key(session: Session, *, table: str, named: Any) -> int | None:
    if isinstance(named, str) and table in BY_CODE:
        return await _found(session, _by_code(table), [named]) if is_plain(named) else None
    parsed = parse_global_id(named) if isinstance(named, str) else None
    key = parsed[1] if parsed else named
    if not isinstance(key, int) or isinstance(key, bool) or not 0 < key < 2**63:
        return None
    return await _found(session, _by_key(table), [key])


async def _found(session: Session, statement: Select[Any], named: list[Any]) -> int | None:
    found: int | None = await session.scalar(statement, named=named)
    return found


def _by_code(table: str) -> Select[Any]:
    columns = SQLModel.metadata.tables[table].c
    return select(columns.id).where(among_words(columns.code, "named"))


def _by_key(table: str) -> Select[Any]:
    columns = SQLModel.metadata.tables[table].c
    return select(columns.id).where(among_keys(columns.id, "named"))
