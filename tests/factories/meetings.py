"""Recorded meetings with those who took part."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from factories.storing import Store, writing
from lianxin.ids import new_code
from lianxin.tables import (
    Case,
    Household,
    Meeting,
    MeetingCase,
    MeetingTarget,
    Participant,
    Person,
    Unit,
)

STARTS = datetime(2026, 9, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


async def make_meeting(
    store: Store,
    kind: str = "meeting",
    *,
    unit: Unit | None = None,
    starts_at: datetime = STARTS,
    participants: Sequence[Person | tuple[Person, str]] = (),
    cases: Sequence[Case] = (),
    targets: Sequence[Unit | Household | Person] = (),
    **columns: Any,
) -> Meeting:
    """Who is listed was present, as `participant` or as `(person, role)` says."""
    meeting = Meeting(
        code=new_code(),
        kind=kind,
        unit_id=unit.id if unit else None,
        starts_at=starts_at,
        day=starts_at.date(),
        recorded_at=starts_at + timedelta(hours=2),
        **({"title": "会议"} | columns),
    )
    async with writing(store) as tx:
        await tx.add(meeting)
        await tx.add(*(_participant(meeting, who) for who in participants))
        await tx.add(*(MeetingCase(meeting_id=meeting.id, case_id=case.id) for case in cases))
        await tx.add(*(_target(meeting, target) for target in targets))
    return meeting


def _participant(meeting: Meeting, who: Person | tuple[Person, str]) -> Participant:
    person, role = who if isinstance(who, tuple) else (who, "participant")
    return Participant(meeting_id=meeting.id, person_id=person.id, role=role)


def _target(meeting: Meeting, target: Unit | Household | Person) -> MeetingTarget:
    return MeetingTarget(
        meeting_id=meeting.id, target_type=type(target).__name__, target_id=target.id
    )
