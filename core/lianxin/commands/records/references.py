"""What a record refers to, as it is given: units, households and meetings by code, others by ID."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import SQLModel, col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import seen_keys
from lianxin.commands.values import is_plain
from lianxin.database import Key, Session, among_keys, among_words, together
from lianxin.errors import Problem, not_found
from lianxin.ids import parse_global_id
from lianxin.language import Text
from lianxin.rules.base import RuleInForce
from lianxin.rules.registry import Registry
from lianxin.rules.sql.hiding import CASE
from lianxin.rules.sql.values import table_of
from lianxin.tables import Case, ModuleState

BY_CODE = frozenset({"core_unit", "core_household", "core_meeting", "core_regulation"})
"""Tables whose rows people know by a code."""

_OPEN_CASE = select(col(Case.id)).where(
    col(Case.id) == bindparam("key", type_=Key),
    ~col(Case.restricted),
    col(Case.confined_to_id).is_(None),
)
# It is there as long as the module can be used, and seldom changed.
_MODULE = (
    select(col(ModuleState.key)).where(col(ModuleState.key) == bindparam("key")).with_for_update()
)
_NOBODY = Text("没有这一项：{given}", "There is nothing like {given}")


async def resolved(
    session: Session, attempt: Attempt, rule: Registry, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The fields with keys in place of codes and IDs; what is not there, or not for the
    viewer, is among the problems."""
    values, problems = dict(given), []
    named = {column: given[column] for column in rule.references if given.get(column) is not None}
    keys = await together(
        session,
        *(
            partial(
                _key,
                attempt=attempt,
                table=rule.references[c],
                named=value,
                locked=c == rule.locks,
                open_cases=rule.open_cases,
            )
            for c, value in named.items()
        ),
    )
    for (column, value), key in zip(named.items(), keys, strict=True):
        values[column] = key
        if key is None:
            problems.append(not_found(_NOBODY.format(given=value), column))
    return values, problems


async def lock_beside(session: Session, rule: Registry, record: int) -> None:
    """Keep the row to oneself that a stored record refers to, where the registry `locks` it."""
    if rule.locks is None:
        return
    stored, other = table_of(rule.table), SQLModel.metadata.tables[rule.references[rule.locks]]
    named = select(stored.c[rule.locks]).where(stored.c.id == bindparam("record", type_=Key))
    statement = select(other.c.id).where(other.c.id == named.scalar_subquery()).with_for_update()
    await session.scalar(statement, record=record)


async def keep_alone(session: Session, entry: RuleInForce, rule: Registry) -> None:
    """Nobody else writes to a registry of the module meanwhile, where records must be looked at
    side by side; whoever waited here sees what they wrote."""
    if rule.alone or rule.unique:
        await session.scalar(_MODULE, key=entry.module)


async def _key(
    session: Session,
    *,
    attempt: Attempt,
    table: str,
    named: Any,
    locked: bool,
    open_cases: bool = False,
) -> int | None:
    if isinstance(named, str) and table in BY_CODE:
        if not is_plain(named):
            return None
        return await _found(session, _kept(_by_code(table), locked), [named])
    parsed = parse_global_id(named) if isinstance(named, str) else None
    key = parsed[1] if parsed else named
    if not isinstance(key, int) or isinstance(key, bool) or not 0 < key < 2**63:
        return None
    if table == CASE and not await _may_name(session, attempt, key, open_cases):
        return None
    if table == CASE and not locked:
        return key
    return await _found(session, _kept(_by_key(table), locked), [key])


async def _may_name(session: Session, attempt: Attempt, key: int, open_cases: bool) -> bool:
    """There is such a case for the viewer, or, where that is enough, for everybody."""
    if not open_cases:
        return key in await seen_keys(session, attempt, [key])
    found: list[Any] = await together(
        session,
        lambda s: seen_keys(s, attempt, [key]),
        lambda s: s.scalar(_OPEN_CASE, key=key),
    )
    return key in found[0] or found[1] is not None


async def _found(session: Session, statement: Select[Any], named: list[Any]) -> int | None:
    found: int | None = await session.scalar(statement, named=named)
    return found


def _kept(statement: Select[Any], locked: bool) -> Select[Any]:
    return statement.with_for_update() if locked else statement


def _by_code(table: str) -> Select[Any]:
    columns = SQLModel.metadata.tables[table].c
    return select(columns.id).where(among_words(columns.code, "named"))


def _by_key(table: str) -> Select[Any]:
    columns = SQLModel.metadata.tables[table].c
    return select(columns.id).where(among_keys(columns.id, "named"))
