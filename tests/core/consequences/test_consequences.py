"""What follows is written once: of breaches, of what is met, of the n-th event, or by hand."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_meeting, make_unit
from factories.rules import CLAUSE, in_force
from factories.surveying import BLAME, PRAISED, Desk
from lianxin.consequences import derive_from_standings, record_consequence
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.rules import (
    ConsequenceRule,
    on_breach,
    on_events,
    on_met,
)
from lianxin.sweep import sweep
from lianxin.tables import (
    Meeting,
    Standing,
)

NOW = datetime(2026, 9, 1, tzinfo=UTC)


async def test_a_consequence_by_hand_needs_its_ground_and_the_right(
    locality: Locality, context: Callable[..., Context]
) -> None:
    card = ConsequenceRule(**CLAUSE, key="card", effect=BLAME, by=frozenset({"admin"}))
    desk = Desk(locality, context, card, PRAISED)
    entry, unit = in_force(desk.locality, card), await desk.department(1)
    about = {"subject": ("Unit", unit.id)}
    with pytest.raises(Refused, match="ground"):
        await desk.do(record_consequence, entry, ground=" ", **about)
    automatic = in_force(desk.locality, PRAISED)
    with pytest.raises(Refused, match="by itself"):
        await desk.do(record_consequence, automatic, ground="好", **about)
    await desk.do(record_consequence, entry, ground="推进不力", **about)
    [row] = await desk.consequences()
    assert (row.by_hand, row.ground, row.unit_id) == (True, "推进不力", unit.id)
    desk.context = Context(desk.locality, context("clerk").viewer, desk.context.now)
    with pytest.raises(Refused, match="may not"):
        await desk.do(record_consequence, entry, ground="推进不力", **about)


async def test_the_second_breach_of_a_year_has_its_consequence_once(
    locality: Locality, context: Callable[..., Context]
) -> None:
    talk = ConsequenceRule(**CLAUSE, key="talk", effect=BLAME, when=on_breach("rating", times=2))
    desk = Desk(locality, context, talk)
    for month, who in ((3, 1), (4, 1), (5, 2), (9, 2)):
        async with desk.database.writing() as tx:
            await tx.add(_breach(desk.entry.key, month, who))
    assert len(await desk.do(derive_from_standings)) == 1
    assert len(await desk.do(derive_from_standings)) == 0
    [row] = await desk.consequences()
    assert (row.subject_id, row.ground) == (1, "“测试条款”第 2 次")


async def test_the_sweep_derives_what_follows_once_however_many_sweep(
    locality: Locality, context: Callable[..., Context]
) -> None:
    talk = ConsequenceRule(**CLAUSE, key="talk", effect=BLAME, when=on_breach("rating", times=2))
    desk = Desk(locality, context, talk)
    async with desk.database.writing() as tx:
        await tx.add(*(_breach(desk.entry.key, month, 1) for month in (3, 4)))
    at = desk.locality.clock.now()
    swept = await asyncio.gather(*(sweep(desk.locality, at) for _ in range(3)))
    assert [s.failed for s in swept] == [{}] * 3
    assert sum(s.done["consequences"] for s in swept) == 1
    assert len(await desk.consequences()) == 1


def _breach(rule_key: str, month: int, person: int) -> Standing:
    return Standing(
        rule_key=rule_key,
        subject_type="Person",
        subject_id=person,
        period_start=date(2026, month, 1),
        period_end=date(2026, month, 28),
        period_label="",
        required=1,
        actual=0,
        unit_of_measure="day",
        state="BREACHED",
        changed_at=NOW,
    )


async def test_who_meets_a_rule_has_what_follows_once_a_year(
    locality: Locality, context: Callable[..., Context]
) -> None:
    praise = ConsequenceRule(**CLAUSE, key="praise", effect=BLAME, when=on_met("rating"))
    desk = Desk(locality, context, praise)
    year = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
    async with desk.database.writing() as tx:
        for person, state in ((1, "MET"), (2, "BREACHED"), (3, "DUE")):
            made = _breach(desk.entry.key, 1, person)
            await tx.add(made.model_copy(update={**year, "id": person, "state": state}))
    assert len(await desk.do(derive_from_standings)) == 1
    assert len(await desk.do(derive_from_standings)) == 0
    [row] = await desk.consequences()
    assert (row.subject_id, row.ground) == (1, "“测试条款”已全部达到")


async def test_the_nth_event_opens_what_follows(
    locality: Locality, context: Callable[..., Context]
) -> None:
    events = select(
        col(Meeting.unit_id).label("subject_id"), col(Meeting.day).label("occasion")
    ).where(col(Meeting.kind) == "bypass")
    tracing = ConsequenceRule(
        **CLAUSE, key="tracing", effect=BLAME, when=on_events(events, "Unit", nth=2)
    )
    desk = Desk(locality, context, tracing)
    once, twice = await make_unit(locality), await make_unit(locality)
    for unit in (once, twice, twice):
        await make_meeting(locality, "bypass", unit=unit)
    assert len(await desk.do(derive_from_standings)) == 1
    assert [row.subject_id for row in await desk.consequences()] == [twice.id]
    assert await desk.do(derive_from_standings) == []
