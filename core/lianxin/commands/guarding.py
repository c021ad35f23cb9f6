"""Guards over rows that are about to be stored: meetings, tasks, motions; one statement for all."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.sqltypes import NullType
from sqlmodel import SQLModel

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import parameters
from lianxin.commands.cases.refusals import cited
from lianxin.commands.conditions import GIVEN, NEW, as_new
from lianxin.database import Session
from lianxin.database.base import row_values
from lianxin.errors import Problem, invalid
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard


async def refusals_by_guards(
    session: Session, attempt: Attempt, row: SQLModel, fields: Mapping[str, Any]
) -> list[Problem]:
    """What guards that name the command (`record_meeting`, `add_task`) say of the row."""
    table = str(row.__tablename__)
    guards, statement, types = _guards(attempt.locality.composition, attempt.command.does, table)
    if statement is None:
        return []
    given, problems = _fitting(fields, types)
    columns = {f"{NEW}{table}__{name}": value for name, value in row_values(row).items()}
    values = {**parameters(attempt.context, given), **columns}
    [said] = await session.all(statement, **values)
    problems += [
        cited("RULE_REFUSED", guard.because, entry)
        for (entry, guard), refuses in zip(guards, said, strict=True)
        if refuses
    ]
    return problems


def _fitting(
    fields: Mapping[str, Any], types: Mapping[str, type]
) -> tuple[dict[str, Any], list[Problem]]:
    """The fields that guards can compare, and what is wrong with the others."""
    given, problems = dict(fields), []
    for name, type_ in types.items():
        value = fields.get(name)
        if value is not None and not _fits(value, type_):
            given[name] = None
            kind = _KINDS.get(type_, _KINDS[str])
            problems.append(invalid("INVALID_FIELD", kind.format(name=name), "fields", name))
    return given, problems


def _fits(value: Any, type_: type) -> bool:
    if type_ is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31
    return isinstance(value, type_)


_Guards = tuple[list[tuple[RuleInForce, Guard]], Select[Any] | None, dict[str, type]]

_KINDS = {
    str: Text("“{name}”应为文字", "“{name}” should be a text"),
    int: Text("“{name}”应为整数", "“{name}” should be a whole number"),
    bool: Text("“{name}”应为 true 或 false", "“{name}” should be true or false"),
}


def _guards(composition: Composition, action: str, table: str) -> _Guards:
    if action not in composition.memo:
        guards = [(e, g) for e, g in composition.of(Guard) if action in g.actions]
        columns = [
            as_new(guard.refuse_if, {table}).label(f"guard_{n}")
            for n, (_, guard) in enumerate(guards)
        ]
        types = dict(chain.from_iterable(_types(guard.refuse_if) for _, guard in guards))
        composition.memo[action] = (guards, select(*columns) if columns else None, types)
    found: _Guards = composition.memo[action]
    return found


def _types(condition: ColumnElement[bool]) -> Iterator[tuple[str, type]]:
    """The fields that a condition reads, with what they have to be."""
    for element in visitors.iterate(condition):
        if not isinstance(element, BindParameter) or isinstance(element.type, NullType):
            continue
        if element.key.startswith(GIVEN):
            yield element.key.removeprefix(GIVEN), element.type.python_type
