"""What liaison rules would have refused of the links of late, each with those that were there."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, exists, func, or_, select

from lianxin.database import Session, among_words
from lianxin.localities import Locality
from lianxin.previewing.proposal import MOST_CASES, Proposal
from lianxin.previewing.refusals import TOO_MANY, Refusal, Refusals, all_of
from lianxin.previewing.rows import MOST_ACTS, added_lately, newest
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.liaison import LiaisonRule
from lianxin.rules.sql.people import LINK
from lianxin.rules.sql.places import UNIT
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import codes
from lianxin.tables import Liaison

_ADDED = added_lately(Liaison, "link")
_ACTS = newest(_ADDED)
_LATER = _ADDED.cte("added").alias()
_OTHER = LINK.alias("other")
_WITH = _OTHER.outerjoin(_LATER, _LATER.c.id == _OTHER.c.id)
_BEFORE = or_(
    _LATER.c.id.is_(None),
    _LATER.c.at < _ACTS.c.at,
    and_(_LATER.c.at == _ACTS.c.at, _LATER.c.nth < _ACTS.c.nth),
)
_SAME_TARGET = and_(
    _OTHER.c.target_type == LINK.c.target_type,
    _OTHER.c.target_id == LINK.c.target_id,
    or_(_OTHER.c.until.is_(None), _OTHER.c.until >= LINK.c.since),
)
_HELD = (
    select(func.count())
    .select_from(_WITH)
    .where(
        _OTHER.c.kind == LINK.c.kind,
        _OTHER.c.holder_type == LINK.c.holder_type,
        _OTHER.c.holder_id == LINK.c.holder_id,
        in_force(_OTHER.c.since, _OTHER.c.until, LINK.c.since),
        _OTHER.c.id != LINK.c.id,
        _BEFORE,
    )
    .correlate(LINK, _ACTS)
    .scalar_subquery()
)
_NUMBER = select(func.count()).select_from(_ACTS)


async def links_refused(session: Session, proposal: Proposal) -> Refusals:
    """The links that would have been refused, and are not so before."""
    rules = list(proposal.concerned(LiaisonRule))
    given = {"since": proposal.since, "most_acts": MOST_ACTS}
    number = await session.scalar(_NUMBER, **given) if rules else 0
    if not number:
        return Refusals()
    found = [await _refused(session, proposal, entry, rule) for entry, rule in rules]
    if number == MOST_ACTS:
        told = TOO_MANY.format(most=MOST_ACTS)
        found.append(Refusals(untold={entry.key: told for entry, _ in rules}))
    return all_of(found)


async def _refused(
    session: Session, proposal: Proposal, entry: RuleInForce, rule: LiaisonRule
) -> Refusals:
    given: dict[str, Any] = {
        "since": proposal.since,
        "most_acts": MOST_ACTS,
        "code": rule.code,
    }
    refused = _condition(rule, proposal.after, "after", given)
    if not proposal.is_new(entry):
        refused &= ~_condition(rule, proposal.before, "before", given)
    rows = await session.all(_statement(refused), **given)
    named = tuple(Refusal(entry.key, LINK, row.id, row.at) for row in rows)
    return Refusals(rows[0].number if rows else 0, named)


def _statement(refused: ColumnElement[bool]) -> Select[Any]:
    return (
        select(LINK.c.id, _ACTS.c.at, func.count().over().label("number"))
        .select_from(_ACTS.join(LINK, LINK.c.id == _ACTS.c.id).outerjoin(UNIT, _TARGET))
        .where(refused)
        .order_by(_ACTS.c.at.desc(), LINK.c.id)
        .limit(MOST_CASES)
    )


_TARGET = and_(LINK.c.target_type == "Unit", UNIT.c.id == LINK.c.target_id)


def _condition(
    rule: LiaisonRule, locality: Locality, when: str, given: dict[str, Any]
) -> ColumnElement[bool]:
    """What the rule refuses with the figures of a locality; `given` takes what it is asked with."""
    settings = locality.figures.settings
    its_kind = LINK.c.kind == bindparam("code", type_=String())
    found: list[ColumnElement[bool]] = []
    if rule.target_type is not None:
        found.append(LINK.c.target_type != rule.target_type)
    if kinds := codes(rule.target_kinds, settings):
        given[f"kinds_{when}"] = kinds
        found.append(~func.coalesce(among_words(UNIT.c.kind, f"kinds_{when}"), False))
    if (most := figure_of(rule.at_most, settings)) is not None:
        given[f"most_{when}"] = most
        found.append(bindparam(f"most_{when}") <= _HELD)
    refused = and_(its_kind, or_(False, *found))
    if apart := codes(rule.apart_from, settings):
        given[f"apart_{when}"] = apart
        overlapping = [
            and_(its_kind, _linked(among_words(_OTHER.c.kind, f"apart_{when}"))),
            and_(
                among_words(LINK.c.kind, f"apart_{when}"),
                _linked(_OTHER.c.kind == bindparam("code", type_=String())),
            ),
        ]
        refused = or_(refused, *overlapping)
    return refused


def _linked(of_kind: ColumnElement[bool]) -> ColumnElement[bool]:
    """The target has such a link already."""
    found = select(_OTHER.c.id).select_from(_WITH)
    found = found.where(of_kind, _SAME_TARGET, _OTHER.c.id != LINK.c.id, _BEFORE)
    return exists(found.correlate(LINK, _ACTS))
