"""Recording an encounter: who met whom, where, about what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from lianxin.clock import day_of
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command, Given
from lianxin.commands.guarding import refusals_by_guards
from lianxin.commands.meetings.fields import TARGETS, MeetingFields, checked, told_apart
from lianxin.commands.meetings.forms import refusals_by_forms
from lianxin.commands.meetings.motions import Treated, eligible_at_first, treat, treated
from lianxin.commands.meetings.naming import Named, look_up
from lianxin.commands.values import Code, Line, Moment, PersonKey, by_name, mistake
from lianxin.database import together
from lianxin.errors import Problem, invalid, not_found
from lianxin.ids import new_code
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.procedures import seat_refusals
from lianxin.standings.refusing import MeetingDraft, meeting_refusals
from lianxin.tables import Meeting, MeetingCase, MeetingTarget, Participant

LONGEST = timedelta(days=366)

_NO_KIND = Text("没有名为 {code} 的会议类型", "There is no meeting kind {code}")
_NO_ROLE = Text("没有名为 {code} 的参加身份", "There is no participant role {code}")
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")
_NO_PERSON = Text("没有这个人员，请检查编号", "There is no such person; check the ID")
_NO_CASE = Text("没有编号为 {code} 的诉求", "There is no case {code}")
_NO_TARGET = Text("没有这一对象：{code}", "There is no such target: {code}")
_ENDS_FIRST = Text("结束时间应晚于开始时间", "A meeting ends after it begins")
_TOO_LONG = Text("会议时间过长，请检查", "The meeting is too long; check its times")


class ParticipantGiven(Given):
    person: PersonKey
    role: Code = "participant"
    present: bool = True


@dataclass(frozen=True)
class Draft:
    """A meeting about to be recorded, with what it names; `eligible` tells how many may vote on
    each of the new motions, once the rules have been asked."""

    meeting: Meeting
    fields: MeetingFields
    named: Named
    motions: Treated
    eligible: list[int] = field(default_factory=list)


class RecordMeeting(Command):
    """`fields` may list `units`, `households` (codes) and `people` (IDs) that a visit was paid to;
    the others are kept with the meeting, where rules read them."""

    does: ClassVar[str] = "record_meeting"
    permission: ClassVar[str | None] = "meeting.record"

    kind: Code
    title: Line
    unit: Code | None = None
    place: Line | None = None
    starts_at: Moment
    ends_at: Moment | None = None
    participants: Annotated[list[ParticipantGiven], Field(max_length=2_000)] = []
    motions: Annotated[list[Line], Field(max_length=100)] | None = None
    cases: Annotated[list[Code], Field(max_length=100)] | None = None
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name), AfterValidator(checked)] = {}

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise mistake("ENDS_FIRST", _ENDS_FIRST)
        if self.ends_at is not None and self.ends_at - self.starts_at > LONGEST:
            raise mistake("TOO_LONG", _TOO_LONG)
        return self

    async def load(self, attempt: Attempt) -> Draft:
        fields = told_apart(self.fields)
        named = await look_up(
            attempt,
            units=[*fields.targets["units"], *([self.unit] if self.unit else [])],
            people=[*fields.targets["people"], *(p.person for p in self.participants)],
            households=fields.targets["households"],
            motions=self.motions or [],
            cases=self.cases or [],
        )
        meeting = Meeting(
            code=new_code(),
            kind=self.kind,
            title=self.title,
            unit_id=named.units.get(self.unit) if self.unit else None,
            place=self.place,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            day=day_of(self.starts_at, attempt.locality.zone),
            recorded_at=attempt.now,
            recorder_id=attempt.viewer.person_id,
            data=dict(fields.data),
        )
        motions = treated(attempt, self.motions or [], named, meeting)
        return Draft(meeting, fields, named, motions)

    async def refusals(self, attempt: Attempt, loaded: Draft) -> list[Problem]:
        problems = [
            *self._unknown_words(attempt.locality.composition),
            *self._unknown_names(loaded),
            *loaded.motions.problems,
            *refusals_by_forms(attempt, self.kind, loaded.fields.data),
        ]
        taking = [(p.person, p.role) for p in self.participants]
        draft = MeetingDraft(
            kind=self.kind,
            starts_at=self.starts_at,
            unit_id=loaded.meeting.unit_id,
            people=tuple(dict.fromkeys(p.person for p in self.participants if p.present)),
            fields=loaded.fields.data,
        )
        locality, meeting = attempt.locality, loaded.meeting
        found: list[list[Any]] = await together(
            attempt.tx,
            lambda s: meeting_refusals(s, locality, draft),
            lambda s: seat_refusals(s, locality, self.kind, taking, meeting.day),
            lambda s: refusals_by_guards(s, attempt, meeting, loaded.fields.data),
            lambda s: eligible_at_first(s, attempt, loaded.motions.new),
        )
        *refusals, eligible = found
        loaded.eligible.extend(eligible)
        return [*problems, *chain.from_iterable(refusals)]

    def apply(self, attempt: Attempt, loaded: Draft) -> dict[str, Any]:
        meeting, named = loaded.meeting, loaded.named
        present = {(p.person, p.role): p.present for p in self.participants}
        targets = list(_targets(loaded))
        attempt.on("Meeting", meeting.id)
        attempt.about = {"action": self.kind, "title": self.title}
        attempt.work.add(meeting)
        attempt.work.add(
            *(
                Participant(meeting_id=meeting.id, person_id=person, role=role, present=here)
                for (person, role), here in present.items()
            ),
            *(MeetingTarget(meeting_id=meeting.id, target_type=t, target_id=k) for t, k in targets),
            *(MeetingCase(meeting_id=meeting.id, case_id=key) for key in named.cases.values()),
        )
        motions = treat(attempt, loaded.motions, loaded.eligible, meeting)
        attempt.tell("meeting_recorded", "Meeting", meeting.id, meeting_kind=meeting.kind)
        people = [("Person", person) for person, _ in present]
        unit = [("Unit", meeting.unit_id)] if meeting.unit_id else []
        cases = [("Case", key) for key in named.cases.values()]
        touched = dict.fromkeys([*people, *unit, *targets, *cases, ("Meeting", meeting.id)])
        if motions:
            attempt.touch("motion", *(("Motion", key) for key in motions), ("Meeting", meeting.id))
        attempt.touch(f"meeting:{meeting.kind}", *touched, on=[meeting.day])
        return {"meeting": meeting.id}

    def _unknown_words(self, composition: Composition) -> Iterator[Problem]:
        if composition.term("meeting_kind", self.kind) is None:
            yield invalid("UNKNOWN_KIND", _NO_KIND.format(code=self.kind), "kind")
        for n, given in enumerate(self.participants):
            if composition.term("participant_role", given.role) is None:
                message = _NO_ROLE.format(code=given.role)
                yield invalid("UNKNOWN_ROLE", message, "participants", str(n), "role")

    def _unknown_names(self, loaded: Draft) -> Iterator[Problem]:
        named = loaded.named
        if self.unit and self.unit not in named.units:
            yield not_found(_NO_UNIT.format(code=self.unit), "unit")
        for n, given in enumerate(self.participants):
            if given.person not in named.people:
                yield not_found(_NO_PERSON, "participants", str(n), "person")
        for n, code in enumerate(self.cases or []):
            if code not in named.cases:
                yield not_found(_NO_CASE.format(code=code), "cases", str(n))
        for name in TARGETS:
            known = _known(named, name)
            for code in loaded.fields.targets[name]:
                if code not in known:
                    yield not_found(_NO_TARGET.format(code=code), "fields", name)


def _known(named: Named, name: str) -> Mapping[Any, int]:
    if name == "people":
        return {key: key for key in named.people}
    return named.units if name == "units" else named.households


def _targets(loaded: Draft) -> Iterator[tuple[str, int]]:
    for name, type_ in TARGETS.items():
        known = _known(loaded.named, name)
        yield from ((type_, known[code]) for code in loaded.fields.targets[name])
