"""Cases that consequences open: one each, about whom the consequence meets."""

from typing import Any

from sqlalchemy import Select, String, cast, exists, select
from sqlmodel import col

from lianxin.commands import SubmitCase, run
from lianxin.ids import global_id
from lianxin.rules.base import RuleInForce
from lianxin.rules.consequence import ConsequenceRule, OpensCase
from lianxin.rules.words import code_of
from lianxin.sweep.turn import Turn
from lianxin.tables import Case, Consequence, Person, Unit

AT_ONCE = 200
"""So many a rule and turn; the others follow in the next."""

_PREFIX = global_id("Consequence", 0).removesuffix("0")


async def open_cases(turn: Turn) -> int:
    """The external number of the case names the consequence, so that there is one however many
    processes sweep."""
    count = 0
    for entry, rule in turn.locality.composition.of(ConsequenceRule):
        if rule.opens is None:
            continue
        for row in await turn.locality.database.all(_waiting(entry, rule.opens)):
            outcome = await run(_case(rule.opens, row), turn.context)
            count += bool(outcome.values)
    return count


def _case(opens: OpensCase, row: Any) -> SubmitCase:
    subject = row.person or row.unit or ""
    concerned = row.subject_type == "Person" and opens.concerns
    return SubmitCase(
        title=opens.title.format(subject=subject, ground=row.ground).zh,
        body=row.ground,
        channel=code_of(opens.channel),
        external_id=f"{_PREFIX}{row.id}",
        concerning_units=[row.unit_code] if row.unit_code and opens.concerns else None,
        concerning_people=[row.subject_id] if concerned else None,
        facts={opens.keeps: row.id} if opens.keeps else {},
    )


def _waiting(entry: RuleInForce, opens: OpensCase) -> Select[Any]:
    number = _PREFIX + cast(col(Consequence.id), String)
    opened = exists().where(
        col(Case.channel) == code_of(opens.channel), col(Case.external_id) == number
    )
    named = (col(Consequence.subject_type) == "Person") & (
        col(Person.id) == col(Consequence.subject_id)
    )
    found: Any = (
        select(
            col(Consequence.id),
            col(Consequence.subject_type),
            col(Consequence.subject_id),
            col(Consequence.ground),
            col(Unit.name).label("unit"),
            col(Unit.code).label("unit_code"),
            col(Person.name).label("person"),
        )
        .outerjoin(Unit, col(Unit.id) == col(Consequence.unit_id))
        .outerjoin(Person, named)
        .where(col(Consequence.rule_key) == entry.key, ~opened)
        .order_by(col(Consequence.id))
        .limit(AT_ONCE)
    )
    waiting: Select[Any] = found
    return waiting
