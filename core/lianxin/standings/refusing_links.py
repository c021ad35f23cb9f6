"""What liaison rules refuse of a link that is about to be made, and what they warn of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from sqlalchemy import Date, bindparam, func, or_, select
from sqlalchemy.sql.base import Executable

from lianxin.database import Asking, Session, among_words, together
from lianxin.database.types import Key
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.liaison import LiaisonRule
from lianxin.rules.sql.people import LINK
from lianxin.rules.sql.places import UNIT
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import codes, labels_of
from lianxin.standings.refusing import refused


@dataclass(frozen=True, kw_only=True)
class LiaisonDraft:
    """A link that is about to be made."""

    kind: str
    holder_type: str
    holder_id: int
    target_type: str
    target_id: int
    since: date


async def liaison_refusals(
    session: Session, locality: Locality, draft: LiaisonDraft
) -> list[Problem]:
    """Every liaison rule that the link would break, each naming its clause."""
    asked: list[Asking[list[Problem]]] = []
    for entry, rule in locality.composition.of(LiaisonRule):
        apart = codes(rule.apart_from, locality.figures.settings)
        if draft.kind == rule.code:
            asked.append(
                partial(_number_and_target, locality=locality, entry=entry, rule=rule, draft=draft)
            )
            asked.append(partial(_overlap, entry=entry, kinds=apart, draft=draft))
        elif draft.kind in apart:
            asked.append(partial(_overlap, entry=entry, kinds=[rule.code], draft=draft))
    return list(chain.from_iterable(await together(session, *asked)))


async def liaison_warnings(
    session: Session, locality: Locality, draft: LiaisonDraft
) -> list[Problem]:
    """What a rule would rather have otherwise, but does not refuse."""
    settings, asked = locality.figures.settings, list[Asking[list[Problem]]]()
    for entry, rule in locality.composition.of(LiaisonRule):
        if draft.kind != rule.code or draft.target_type != "Unit":
            continue
        if rule.preferred is not None:
            told = Problem("rule", "RULE_WARNS", rule.preferred[1], ("target",), entry.key)
            counted = select(func.count()).where(
                UNIT.c.id == bindparam("unit_id", type_=Key), rule.preferred[0]
            )
            given = {**locality.figures.by_name, "unit_id": draft.target_id, "today": draft.since}
            asked.append(partial(_unless, counted=counted, given=given, told=told))
        if preferred := codes(rule.preferred_kinds, settings):
            names = labels_of(rule.preferred_kinds, "unit_kind", locality.composition.terms)
            message = _PREFERRED.format(kinds=names)
            told = Problem("rule", "RULE_WARNS", message, ("target",), entry.key)
            asked.append(partial(_unless_of, kinds=preferred, draft=draft, told=told))
    return list(chain.from_iterable(await together(session, *asked)))


async def _unless(
    session: Session, *, counted: Executable, given: Mapping[str, Any], told: Problem
) -> list[Problem]:
    return [] if await session.scalar(counted, **given) else [told]


async def _unless_of(
    session: Session, *, kinds: list[str], draft: LiaisonDraft, told: Problem
) -> list[Problem]:
    kind = await session.scalar(_UNIT_KIND, unit_id=draft.target_id)
    return [] if kind in kinds else [told]


async def _number_and_target(
    session: Session,
    *,
    locality: Locality,
    entry: RuleInForce,
    rule: LiaisonRule,
    draft: LiaisonDraft,
) -> list[Problem]:
    settings, found = locality.figures.settings, list[Problem]()
    if rule.target_type is not None and draft.target_type != rule.target_type:
        found.append(refused(entry, _WRONG_TARGET.format(rule=rule.title), "target"))
    kinds = codes(rule.target_kinds, settings)
    kind, held = await together(
        session,
        lambda s: s.scalar(_UNIT_KIND, unit_id=draft.target_id),
        lambda s: s.scalar(_HELD, **vars(draft)),
    )
    if kinds and kind not in kinds:
        names = labels_of(rule.target_kinds, "unit_kind", locality.composition.terms)
        found.append(refused(entry, _ONLY_KINDS.format(kinds=names), "target"))
    most = figure_of(rule.at_most, settings)
    if most is not None and held >= most:
        found.append(refused(entry, _ENOUGH.format(most=most), "holder"))
    return found


async def _overlap(
    session: Session, *, entry: RuleInForce, kinds: list[str], draft: LiaisonDraft
) -> list[Problem]:
    if kinds and await session.scalar(_LINKED, kinds=kinds, **vars(draft)):
        return [refused(entry, _OVERLAPS, "target")]
    return []


_SINCE = bindparam("since", type_=Date())
_UNIT_KIND: Executable = select(UNIT.c.kind).where(UNIT.c.id == bindparam("unit_id", type_=Key))
_HELD: Executable = select(func.count()).where(
    LINK.c.kind == bindparam("kind"),
    LINK.c.holder_type == bindparam("holder_type"),
    LINK.c.holder_id == bindparam("holder_id", type_=Key),
    in_force(LINK.c.since, LINK.c.until, _SINCE),
)
_LINKED: Executable = select(func.count()).where(
    among_words(LINK.c.kind, "kinds"),
    LINK.c.target_type == bindparam("target_type"),
    LINK.c.target_id == bindparam("target_id", type_=Key),
    or_(LINK.c.until.is_(None), LINK.c.until >= _SINCE),
)

_WRONG_TARGET = Text("“{rule}”不能联系这一类对象", "“{rule}” is no link with such a target")
_ONLY_KINDS = Text("只能联系{kinds}", "The link may only be with: {kinds}")
_PREFERRED = Text("宜主要联系{kinds}", "The link should mainly be with: {kinds}")
_ENOUGH = Text("联系点已达上限 {most} 个", "There are {most} links already, which is the most")
_OVERLAPS = Text(
    "该联系点已是其他领导的联系点，不得重叠，请另选",
    "This is another leader's point already; points may not overlap, choose another",
)
