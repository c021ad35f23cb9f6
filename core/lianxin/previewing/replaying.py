"""A condition as it would have been asked of what was done: by whoever did it, when, with which
fields; as it would be with the figures of a proposal, and not with those of before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.sqltypes import NullType

from lianxin.commands.conditions import GIVEN, INPUT_TYPES
from lianxin.database import Instant, JsonValue, LocalDate, Session, among_keys
from lianxin.database.types import Keys, Words
from lianxin.previewing.proposal import MOST_CASES, Proposal
from lianxin.previewing.refusals import NOT_KEPT, CannotTell, Refusal, Refusals
from lianxin.rules.sql.hiding import HIDDEN, case_key

_BEFORE = "before__"
SINCE = bindparam("since", type_=Instant())


@dataclass(frozen=True)
class Done:
    """Where it stands what was done: which row it concerns, by whom, when, with which fields
    (of these `kinds`); no `data`: no fields are given."""

    key: Any
    at: Any
    actor: Any
    account: Any = None
    data: Any = None
    kinds: Mapping[str, str] = field(default_factory=dict)


def refused_of(done: Done, condition: ColumnElement[bool], *, new: bool = False) -> Select[Any]:
    """The newest acts that the condition refuses, each with the number of all."""
    return (
        select(done.key.label("id"), done.at.label("at"), func.count().over().label("number"))
        .where(_only_now(condition, done, new))
        .order_by(done.at.desc(), done.key)
        .limit(MOST_CASES)
    )


async def counted(
    session: Session,
    proposal: Proposal,
    rule_key: str,
    table: Any,
    statement: Select[Any],
    **more: Any,
) -> Refusals:
    rows = await session.all(statement, **parameters(proposal), **more)
    named = tuple(Refusal(rule_key, table, row.id, row.at) for row in rows)
    return Refusals(rows[0].number if rows else 0, named)


def parameters(proposal: Proposal) -> dict[str, Any]:
    before = proposal.before.figures.by_name
    return {
        **proposal.after.figures.by_name,
        **{f"{_BEFORE}{name}": value for name, value in before.items()},
        "since": proposal.since,
        HIDDEN: list(proposal.hidden),
    }


def shown(table: Any) -> ColumnElement[bool] | None:
    """Rows of a table that are of no hidden case."""
    key = case_key(table)
    return None if key is None else or_(key.is_(None), ~among_keys(key, HIDDEN))


def _only_now(condition: ColumnElement[bool], done: Done, new: bool) -> ColumnElement[bool]:
    """Refused with the new figures, and not with those of before."""
    after = func.coalesce(_replayed(condition, done, before=False), False)
    if new:
        return after
    return after & not_(func.coalesce(_replayed(condition, done, before=True), False))


def _replayed(condition: ColumnElement[bool], done: Done, *, before: bool) -> ColumnElement[Any]:
    def bound(element: Any, **_: Any) -> Any:
        if not isinstance(element, BindParameter):
            return None
        key = element.key
        if key.startswith(GIVEN):
            return _field(element, key.removeprefix(GIVEN), done)
        if key.startswith("viewer__"):
            return _actor(key, done)
        if key in ("today", "now"):
            return LocalDate(done.at) if key == "today" else done.at
        if before and hasattr(element, "figure"):
            return bindparam(f"{_BEFORE}{key}", type_=element.type)
        return None

    changed: ColumnElement[Any] = visitors.replacement_traverse(condition, {}, bound)
    return changed


def _field(element: BindParameter[Any], name: str, done: Done) -> Any:
    if done.data is None:
        return null()
    known = INPUT_TYPES.get(done.kinds.get(name, "text"))
    type_ = known if isinstance(element.type, NullType) else element.type
    if type_ is None or isinstance(type_, Keys | Words | Instant):
        raise CannotTell(NOT_KEPT)
    return JsonValue(done.data, name, type_)


def _actor(key: str, done: Done) -> Any:
    found = {"viewer__person_id": done.actor, "viewer__account_id": done.account}.get(key)
    if found is None:
        raise CannotTell(NOT_KEPT)
    return found
