"""What commands name: rules by key or clause, units by code, persons and units by ID."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.database import Key, Session, among_words, together
from lianxin.errors import Problem, Refused, not_found
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.tables import Person, Unit

_NO_RULE = Text("没有这样的规则：{rule}", "There is no such rule: {rule}")
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")
_NO_SUBJECT = Text(
    "没有这个单位或个人，请检查编号", "There is no such unit or person; check the ID"
)

_UNITS = select(col(Unit.id), col(Unit.code)).where(
    among_words(col(Unit.code), "codes"), col(Unit.active)
)
_SUBJECTS: dict[str, Any] = {
    "Unit": select(col(Unit.id)).where(col(Unit.id) == bindparam("id", type_=Key)),
    "Person": select(col(Person.id)).where(
        col(Person.id) == bindparam("id", type_=Key), col(Person.official)
    ),
}


def rule_named(composition: Composition, name: str, kind: type[Any]) -> RuleInForce:
    """The enabled rule of a kind with that key, or else the first with that clause.

    Raises Refused where there is none."""
    known = [entry for entry, _ in composition.of(kind)]
    same = [e for e in known if e.key == name] or [e for e in known if e.rule.clause == name]
    if not same:
        raise Refused([not_found(_NO_RULE.format(rule=name), "rule")])
    return same[0]


async def units_by_code(session: Session, codes: Sequence[str], path: str) -> dict[str, int]:
    """Raises Refused for every code that no active unit has."""
    rows = await session.all(_UNITS, codes=list(codes)) if codes else []
    found: dict[str, int] = {row.code: row.id for row in rows}
    missing = [code for code in codes if code not in found]
    if missing:
        raise Refused([_no_unit(code, path) for code in missing])
    return found


async def subject_and_unit(
    attempt: Attempt, subject: tuple[str, int] | None, unit: str | None
) -> int | None:
    """The unit's key, once both are looked up. Raises Refused where one of them is not there."""

    async def named(session: Session) -> int | None:
        found = await units_by_code(session, [unit], "unit") if unit else {}
        return found.get(unit or "")

    async def checked(session: Session) -> None:
        if subject is not None:
            await check_subject(session, subject, "subject")

    _, unit_id = await together(attempt.tx, checked, named)
    return unit_id


async def check_subject(session: Session, subject: tuple[str, int], path: str) -> None:
    """Raises Refused where no unit, or no official, has that key."""
    type_name, key = subject
    if await session.scalar(_SUBJECTS[type_name], id=key) is None:
        raise Refused([not_found(_NO_SUBJECT, path)])


def _no_unit(code: str, path: str) -> Problem:
    return not_found(_NO_UNIT.format(code=code), path)
