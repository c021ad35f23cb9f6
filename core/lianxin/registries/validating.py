"""Whether a record is valid: by its model, and beside the others."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import Select, bindparam, func, select

from lianxin.calendar.bounds import NO_SUCH_TIME, is_of_our_time
from lianxin.database import Key, Session, together
from lianxin.errors import Problem, Refused, invalid
from lianxin.language import Text, listed
from lianxin.reasons import reason_of
from lianxin.rules.base import RuleInForce
from lianxin.rules.registry import Registry, Unfit
from lianxin.rules.sql.values import table_of
from lianxin.standings.refusing import refused

_MISREAD = ("_type", "_parsing", "_from_date_inexact", "_format")
"""What Pydantic calls a value that could not even be read; anything else is against the clause."""


def parsed(entry: RuleInForce, rule: Registry, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to store. Raises Refused with every problem: what cannot be read is invalid,
    what the model does not allow is refused with the clause."""
    try:
        model: BaseModel = rule.fields.model_validate(dict(values))
    except ValidationError as error:
        raise Refused([_problem(entry, each) for each in error.errors()]) from error
    clean = model.model_dump()
    if strange := [n for n, v in clean.items() if isinstance(v, date) and not is_of_our_time(v)]:
        raise Refused([invalid("DATE_OUT_OF_RANGE", NO_SUCH_TIME, name) for name in strange])
    return clean


async def check_unique(
    session: Session, entry: RuleInForce, rule: Registry, values: Mapping[str, Any], record_id: int
) -> None:
    """Raises Refused where another record agrees in what has to be unique."""
    same = await together(
        session,
        *(
            partial(_same, rule=rule, names=names, values=values, record_id=record_id)
            for names in rule.unique
        ),
    )
    problems = []
    for names, number in zip(rule.unique, same, strict=True):
        if number:
            told = listed([Text(name, name) for name in names])
            problems.append(refused(entry, _TWICE.format(names=told), *names[:1]))
    if problems:
        raise Refused(problems)


async def _same(
    session: Session,
    *,
    rule: Registry,
    names: Sequence[str],
    values: Mapping[str, Any],
    record_id: int,
) -> int:
    """How many other records agree in these columns."""
    given = {name: values[name] for name in names if values[name] is not None}
    made = _same_statement(rule.table, rule.where, tuple(names), tuple(given))
    named = {f"same_{name}": value for name, value in given.items()}
    found: int = await session.scalar(made, record_id=record_id, **named)
    return found


@cache
def _same_statement(
    table: Any, where: Any, names: Sequence[str], given: Sequence[str]
) -> Select[Any]:
    """Empty is the same as empty; rows of the table that are another registry's do not count."""
    columns = table_of(table).c
    same = [columns[n] == bindparam(f"same_{n}", type_=columns[n].type) for n in given]
    same += [columns[n].is_(None) for n in names if n not in given]
    same += [] if where is None else [where]
    return select(func.count()).where(*same, columns.id != bindparam("record_id", type_=Key))


def _problem(entry: RuleInForce, error: Any) -> Problem:
    path = tuple(str(part) for part in error["loc"])
    kind, context = error["type"], error.get("ctx") or {}
    raised = context.get("error")
    if isinstance(raised, Unfit):
        return refused(entry, raised.text, *path)
    if kind.endswith(_MISREAD):
        return invalid("UNREADABLE", _UNREADABLE.format(why=reason_of(error)), *path)
    if kind == "missing":
        return refused(entry, _MISSING.format(name=path[-1]), *path)
    if kind == "extra_forbidden":
        return invalid("UNKNOWN_FIELD", _UNKNOWN.format(name=path[-1]), *path)
    return refused(entry, _UNFIT.format(why=reason_of(error)), *path)


_UNREADABLE = Text("填写有误：{why}", "Cannot be read: {why}")
_MISSING = Text("必须填写“{name}”", "“{name}” has to be given")
_UNKNOWN = Text("没有“{name}”这一项", "There is no field “{name}”")
_UNFIT = Text("不符合规定：{why}", "Not allowed: {why}")
_TWICE = Text("已有{names}相同的记录", "There is a record with the same {names} already")
