"""Motions that a meeting treats: those named by their code, and new ones by their title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lianxin.commands.attempt import Attempt
from lianxin.commands.meetings.naming import Named
from lianxin.commands.motions.proposing import (
    PUT,
    Proposal,
    add_line,
    ballots_at_first,
    procedures_at,
    propose,
    refusals_of_proposal,
)
from lianxin.database import Row, Session, together
from lianxin.errors import Problem, conflict, not_found
from lianxin.language import Text, listed
from lianxin.rules.base import RuleInForce
from lianxin.rules.procedure import Procedure
from lianxin.rules.workflow import Input
from lianxin.tables import Meeting, Motion

_NEITHER = Text(
    "没有编号为“{text}”的议题；此类会议也没有议事规则，不能提出新议题",
    "There is no motion “{text}”, and no procedure by which such a meeting could take up a new one",
)
_SEVERAL = Text(
    "此类会议适用多项议事规则（{keys}），请先单独提出议题，再填写其编号",
    "Several procedures ({keys}) may apply; propose the motion by itself first, then name its code",
)
_FIELDS = Text(
    "此类议题须写明{fields}，请先单独提出议题，再填写其编号",
    "Such a motion has to say: {fields}. Propose it by itself first, then name its code",
)
_DECIDED = Text("议题 {code} 已经决定", "The motion {code} is decided already")


@dataclass(frozen=True)
class Treated:
    known: Sequence[Row]
    new: Sequence[Proposal]
    problems: Sequence[Problem]


def treated(attempt: Attempt, texts: Sequence[str], named: Named, meeting: Meeting) -> Treated:
    known = [named.motions[text] for text in dict.fromkeys(texts) if text in named.motions]
    new, problems = [], list(_decided(texts, named))
    for n, text in enumerate(texts):
        if text in named.motions:
            continue
        found = _proposal(attempt, text, meeting, str(n))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            problems += refusals_of_proposal(attempt, found, "motions", str(n))
            new.append(found)
    return Treated(known, new, problems)


async def eligible_at_first(
    session: Session, attempt: Attempt, proposals: Sequence[Proposal]
) -> list[int]:
    """How many may vote on each of the new motions."""
    return await together(
        session,
        *(partial(ballots_at_first, attempt=attempt, proposal=proposal) for proposal in proposals),
    )


def treat(
    attempt: Attempt, motions: Treated, eligible: Sequence[int], meeting: Meeting
) -> list[int]:
    """Collect that the meeting treated them; their keys."""
    for row in motions.known:
        attempt.work.change(Motion, row.id, meeting_id=meeting.id, version=row.version + 1)
        add_line(attempt, row.id, row.last_n + 1, PUT, step=row.step, meeting_id=meeting.id)
    added = [
        propose(attempt, proposal, number)
        for proposal, number in zip(motions.new, eligible, strict=True)
    ]
    return [*(row.id for row in motions.known), *added]


def _decided(texts: Sequence[str], named: Named) -> Iterator[Problem]:
    for n, text in enumerate(texts):
        row = named.motions.get(text)
        if row is not None and row.decided:
            message = _DECIDED.format(code=text)
            yield conflict("MOTION_DECIDED", message).at("motions", str(n))


def _proposal(attempt: Attempt, text: str, meeting: Meeting, n: str) -> Proposal | Problem:
    locality = attempt.locality
    entries = procedures_at(locality.composition, locality.figures.settings, meeting.kind)
    if not entries:
        return not_found(_NEITHER.format(text=text), "motions", n)
    if len(entries) > 1:
        keys = ", ".join(entry.key for entry in entries)
        return conflict("SEVERAL_PROCEDURES", _SEVERAL.format(keys=keys)).at("motions", n)
    asked = [f for f in _fields(entries[0]) if f.required]
    if asked:
        fields = listed([field.label for field in asked])
        return conflict("FIELDS_NEEDED", _FIELDS.format(fields=fields)).at("motions", n)
    return Proposal(text, entries[0], meeting.unit_id, None, meeting.id)


def _fields(entry: RuleInForce) -> tuple[Input, ...]:
    assert isinstance(entry.rule, Procedure)
    return entry.rule.fields
