"""Procedures: the stages of a motion in meetings, who votes, who has to be there, what is needed."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import CTE, ColumnElement, Float, Select, String, cast, distinct, func, or_, select
from sqlmodel import col

from lianxin.database import JsonText
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind
from lianxin.rules.measures import PERSON, amount, measure_text
from lianxin.rules.sql.encounters import PARTICIPANT, TARGET
from lianxin.rules.sql.evidence import Evidence, counting
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.records import MEETING, MOTION
from lianxin.rules.sql.subjects import in_force, some
from lianxin.rules.sql.values import AS_OF, ONE, RULE_KEY, START, Values, flag, table_of
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.rules.votes import Majority, Vote
from lianxin.rules.words import Word, Words, fixed_codes
from lianxin.rules.workflow import By, Input
from lianxin.tables import Motion, MotionEntry, Person

ENTRY = table_of(MotionEntry)


@dataclass(frozen=True)
class Needed:
    """So many of something linked to the motion before a stage can be concluded; `number` is SQL
    over `Motion`, `when` says of which motions it is asked."""

    number: ColumnElement[Any]
    because: Text
    least: int | Figure = 1
    when: ColumnElement[bool] | None = None


@dataclass(frozen=True)
class Approval:
    """What decides a stage in place of ballots: the part that `number` is `of` all, found by a
    survey or an assessment. Both are SQL over `Motion`; exact, as with ballots. `when`: only of
    these motions; others pass the stage as if it were merely concluded."""

    number: ColumnElement[Any]
    of: ColumnElement[Any]
    majority: Majority
    when: ColumnElement[bool] | None = None


@dataclass(frozen=True)
class Seat:
    """Who may have a role in the meetings: only holders of `posts` (where named), nobody who
    holds one of `never`, and no official where so marked."""

    role: str
    because: Text
    posts: Words = ()
    never: Words = ()
    no_officials: bool = False


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step of a motion. With a `vote` or an `approval` its outcome leads on, or to `lost` (None:
    the motion is decided against); without one, concluding it leads on. `records` are the fields that concluding
    asks for: who spoke, how it went. `all_present`: the meeting lacks nobody whom the procedure
    asks to be there, or concluding is refused."""

    code: str
    label: Text
    by: By
    action: Text | None = None
    vote: Vote | None = None
    approval: Approval | None = None
    lost: str | None = None
    needs: tuple[Needed, ...] = ()
    records: tuple[Input, ...] = ()
    all_present: bool = False

    @property
    def may_be_lost(self) -> bool:
        return self.vote is not None or self.approval is not None


@dataclass(frozen=True, kw_only=True)
class Procedure(StandingRule):
    """Motions pass these `stages` in this order; concluding the last one decides.

    `fields` are what proposing one asks for besides its title: conditions and splits read them by
    `motion_field`. `attended_by` holders of these posts at the meeting's unit, all of them: each
    meeting of `meeting_kinds`, and each in which such a motion was treated, stands against that.
    `seats` say who may chair, propose, explain, watch over. A motion may name a problem that
    several cases share only where `takes_problems`.
    """

    kind: ClassVar[Kind] = Kind.PROCEDURE

    stages: tuple[Stage, ...]
    fields: tuple[Input, ...] = ()
    meeting_kinds: Words = ()
    attended_by: Words = ()
    seats: tuple[Seat, ...] = ()
    proposed_by: By = field(default_factory=By)
    takes_problems: bool = False

    @property
    def first(self) -> Stage:
        return self.stages[0]

    def stage(self, code: str) -> Stage | None:
        return next((s for s in self.stages if s.code == code), None)

    def after(self, stage: Stage, passed: bool) -> Stage | None:
        """Where a motion goes from a stage; None: it is decided."""
        if not passed:
            return self.stage(stage.lost) if stage.lost else None
        at = self.stages.index(stage) + 1
        return self.stages[at] if at < len(self.stages) else None

    @property
    def stands(self) -> bool:
        return bool(self.attended_by)

    @property
    def facts(self) -> frozenset[str]:
        kinds = fixed_codes(self.meeting_kinds)
        meetings = {"meeting"} if kinds is None else {f"meeting:{kind}" for kind in kinds}
        return frozenset({"motion", "appointment"} | meetings)

    @property
    def narrowing(self) -> frozenset[str]:
        return frozenset({"Meeting"})

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        frame = self._held(values, narrowed).cte("frame")
        asked, came = self._asked(frame, values), self._came(frame)
        number = func.count(distinct(APPOINTMENT.c.person_id))
        return (
            finding(
                "Meeting",
                frame.c.id,
                unit=frame.c.unit_id,
                required=cast(number, Float),
                actual=cast(func.count(distinct(PARTICIPANT.c.person_id)), Float),
                measure=PERSON.code,
                exempt=flag(number == 0),
                lost=ONE,
            )
            .select_from(frame.outerjoin(APPOINTMENT, asked).outerjoin(PARTICIPANT, came))
            .group_by(frame.c.id, frame.c.unit_id)
        )

    def evidence(self, values: Values) -> list[Evidence]:
        """Of those who had to attend, who did."""
        frame = self._held(values, narrowed=True).cte("frame")
        both = frame.join(APPOINTMENT, self._asked(frame, values))
        rows = counting(frame.c.id, PARTICIPANT.c.person_id, frame.c.day).select_from(
            both.join(PARTICIPANT, self._came(frame))
        )
        return [Evidence("Meeting", table_of(Person), rows, lambda _: _ATTENDED)]

    def _held(self, values: Values, narrowed: bool) -> Select[Any]:
        held = MEETING.select().where(MEETING.c.day.between(START, AS_OF))
        treated = (
            select(ENTRY.c.meeting_id)
            .join(MOTION, MOTION.c.id == ENTRY.c.motion_id)
            .where(MOTION.c.procedure == RULE_KEY, ENTRY.c.meeting_id.is_not(None))
        )
        kinds = values.among(MEETING.c.kind, self.meeting_kinds)
        held = held.where(or_(kinds, MEETING.c.id.in_(treated)))
        return held.where(some("Meeting", MEETING.c.id)) if narrowed else held

    def _asked(self, frame: CTE, values: Values) -> ColumnElement[bool]:
        asked = (APPOINTMENT.c.unit_id == frame.c.unit_id) & in_force(
            APPOINTMENT.c.since, APPOINTMENT.c.until, frame.c.day
        )
        return asked & values.among(APPOINTMENT.c.post, self.attended_by)

    def _came(self, frame: CTE) -> ColumnElement[bool]:
        came = (PARTICIPANT.c.meeting_id == frame.c.id) & PARTICIPANT.c.present
        return came & (PARTICIPANT.c.person_id == APPOINTMENT.c.person_id)

    def explained(self, stood: Stood, said: Said) -> Text:
        if stood.state == State.EXEMPT:
            return Text("没有应到会的人员", "nobody had to attend")
        measure = measure_text(stood.unit_of_measure, said.terms)
        told = _WHOLE if stood.state == State.MET else _ABSENT
        return told.format(
            required=amount(stood.required, measure),
            actual=amount(stood.actual, measure),
            missing=amount(stood.required - stood.actual, measure),
        )

    def diagram(self) -> str:
        lines = ["stateDiagram-v2", f"    [*] --> {self.first.code}"]
        lines += [f"    {s.code}: {s.label.zh}" for s in self.stages]
        for stage in self.stages:
            following = self.after(stage, passed=True)
            lines.append(f"    {stage.code} --> {following.code if following else '[*]'}: 通过")
            if stage.may_be_lost:
                lines.append(f"    {stage.code} --> {stage.lost or '[*]'}: 未通过")
        return "\n".join(lines)


def motion_field(name: str) -> ColumnElement[Any]:
    """What was given for a field when a motion was proposed, as text: SQL over `Motion`."""
    return cast(JsonText(MOTION.c.data, name), String)


def motion_flag(name: str) -> ColumnElement[bool]:
    """A field of kind `boolean` was answered with yes: SQL over `Motion`."""
    return func.coalesce(motion_field(name), "").in_(("true", "1"))


def needs(
    number: ColumnElement[Any],
    because: Text,
    *,
    least: int | Figure = 1,
    when: ColumnElement[bool] | None = None,
) -> Needed:
    """`number`: a scalar subquery over `Motion`, such as a count of linked records."""
    return Needed(number, because, least, when)


def needs_meeting(
    *kinds: Word,
    because: Text,
    least: int | Figure = 1,
    when: ColumnElement[bool] | None = None,
) -> Needed:
    """Meetings of one of the kinds in which the motion was treated, or of which it was a target."""
    wanted = fixed_codes(kinds) or []
    entry, target = ENTRY.alias(), TARGET.alias()
    linked = select(entry.c.meeting_id).where(entry.c.motion_id == col(Motion.id))
    targeted = select(target.c.meeting_id).where(
        target.c.target_type == "Motion", target.c.target_id == col(Motion.id)
    )
    counted = (
        select(func.count(distinct(MEETING.c.id)))
        .where(MEETING.c.kind.in_(wanted))
        .where(or_(MEETING.c.id.in_(linked), MEETING.c.id.in_(targeted)))
        .correlate(MOTION)
        .scalar_subquery()
    )
    return Needed(counted, because, least, when)


def needs_record(
    column: Any,
    *,
    because: Text,
    where: ColumnElement[bool] | None = None,
    least: int | Figure = 1,
    when: ColumnElement[bool] | None = None,
) -> Needed:
    """Rows whose `column` names the motion: an assessment, a notice."""
    counted = select(func.count()).where(column == col(Motion.id))
    if where is not None:
        counted = counted.where(where)
    return Needed(counted.correlate(MOTION).scalar_subquery(), because, least, when)


_ATTENDED = Text("到会", "attended")
_WHOLE = Text("应到 {required}，全部到会", "all {required} attended")
_ABSENT = Text(
    "应到 {required}，实到 {actual}，缺席 {missing}",
    "{actual} of {required} attended; {missing} missing",
)
