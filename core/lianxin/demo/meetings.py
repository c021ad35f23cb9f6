"""Recorded encounters: who met whom, where, for how long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from lianxin.clock import day_of, instant
from lianxin.demo.stage import Place, Stage
from lianxin.tables import Meeting, MeetingCase, MeetingTarget, Participant

RECORDED_AFTER = timedelta(minutes=30)


def meet(
    stage: Stage,
    kind: str,
    title: str,
    starts_at: datetime,
    *,
    hours: float = 2.0,
    unit: Place | None = None,
    place: str | None = None,
    people: Iterable[tuple[int, str]] = (),
    absent: Iterable[tuple[int, str]] = (),
    targets: Iterable[tuple[str, int]] = (),
    cases: Iterable[int] = (),
    recorder: int | None = None,
    **data: Any,
) -> int:
    """`people` as `(key, role)`, `targets` as `("Household", key)`; the key of the meeting."""
    ends_at = instant(starts_at + timedelta(hours=hours))
    key = stage.rows.add(
        Meeting,
        code=stage.numbers.code(),
        kind=kind,
        title=title,
        unit_id=unit.id if unit else None,
        place=place,
        starts_at=instant(starts_at),
        ends_at=ends_at,
        day=day_of(starts_at, stage.locality.zone),
        recorded_at=min(ends_at + RECORDED_AFTER, stage.until),
        recorder_id=recorder,
        data=data,
    )
    for present, group in ((True, people), (False, absent)):
        for person, role in group:
            stage.rows.add(
                Participant, meeting_id=key, person_id=person, role=role, present=present
            )
    for type_, target in targets:
        stage.rows.add(MeetingTarget, meeting_id=key, target_type=type_, target_id=target)
    for case in cases:
        stage.rows.add(MeetingCase, meeting_id=key, case_id=case)
    return key
