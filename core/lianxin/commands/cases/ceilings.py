"""Ceilings on cases: so many of a kind for a unit, or a person, in a period."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from lianxin.clock import day_of
from lianxin.commands.attempt import Attempt
from lianxin.commands.conditions import as_new
from lianxin.database import Session, together
from lianxin.errors import Problem
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.counts import Records
from lianxin.rules.duty import Duty
from lianxin.rules.sql.records import fact_of
from lianxin.standings import ceiling_refusals
from lianxin.tables import Case

Ceilings = tuple[list[RuleInForce], Select[Any] | None]


async def ceilings_on(
    session: Session,
    attempt: Attempt,
    case: Case,
    facts: Mapping[str, Any],
    values: Mapping[str, Any],
) -> list[Problem]:
    """What says that the case's unit, or who brings it in, may have no more such cases: the
    ceilings that would count this one. `values` are the columns that it will have."""
    rules, statement = _ceilings(attempt.locality.composition)
    if statement is None:
        return []
    subjects = [("Unit", case.unit_id)] if case.unit_id else []
    if attempt.viewer.person_id is not None:
        subjects.append(("Person", attempt.viewer.person_id))
    day = day_of(case.submitted_at, attempt.locality.zone)
    reached = partial(
        ceiling_refusals,
        locality=attempt.locality,
        fact=fact_of(Case),
        subjects=subjects,
        day=day,
        fields=facts,
    )
    found: list[Any] = await together(session, reached, lambda s: s.first(statement, **values))
    problems, said = found
    counting = {entry.key for entry, counts in zip(rules, said, strict=True) if counts}
    return [problem for problem in problems if problem.rule_key in counting]


def _ceilings(composition: Composition) -> Ceilings:
    known = composition.memo.setdefault(ceilings_on, {})
    if "case" not in known:
        known["case"] = _made(composition)
    found: Ceilings = known["case"]
    return found


def _made(composition: Composition) -> Ceilings:
    rules = [
        (entry, rule.count)
        for entry, rule in composition.of(Duty)
        if rule.refuses and rule.ceiling
        if isinstance(rule.count, Records) and rule.count.column.class_ is Case
    ]
    table = str(Case.__tablename__)
    asked = [
        as_new(count.column.is_not(None) if count.where is None else count.where, {table})
        for _, count in rules
    ]
    labelled = [condition.label(f"counts_{n}") for n, condition in enumerate(asked)]
    return [entry for entry, _ in rules], select(*labelled) if labelled else None
