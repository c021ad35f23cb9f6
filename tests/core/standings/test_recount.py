"""What the SQL finds is what a recount in plain Python finds, over made-up worlds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from factories import make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.ids import new_code
from lianxin.localities import Locality
from lianxin.rules import (
    OWN_UNIT,
    Coverage,
    Duty,
    StandingRule,
    appointment,
    days,
    encounter,
    holders,
    hours,
    served_by,
    times,
    units,
)
from lianxin.standings import Found, evaluate
from lianxin.tables import Appointment, Meeting, Participant

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = period_of("week", date(2026, 9, 24))
TODAY = date(2026, 9, 27)
DAY = timedelta(days=1)


@dataclass
class World:
    """All that was made, and what a recount may ask of it."""

    parents: dict[int, int | None]
    posts: list[Appointment]
    meetings: list[Meeting]
    present: set[tuple[int, int]]

    def at_or_below(self, unit: int | None, upper: int) -> bool:
        while unit is not None and unit != upper:
            unit = self.parents[unit]
        return unit == upper

    def held(self, post: str, on: date | None = None) -> Iterator[Appointment]:
        for a in self.posts:
            last = a.until or date.max
            if a.post == post and (
                a.since <= on <= last if on else a.since <= WEEK.end and last >= WEEK.start
            ):
                yield a

    def went(self, person: int, posts: list[Appointment], own: bool) -> list[Meeting]:
        """Meetings of kind `work` at which somebody was while in office."""
        return [
            m
            for m in self.meetings
            if m.kind == "work" and (m.id, person) in self.present
            if any(
                a.since <= m.day <= (a.until or date.max)
                and (not own or self.at_or_below(m.unit_id, a.unit_id))
                for a in posts
            )
        ]


async def made_up(locality: Locality, seed: int) -> World:
    random = Random(seed)
    towns = [await make_unit(locality, kind="town") for _ in range(2)]
    villages = [await make_unit(locality, parent=random.choice(towns)) for _ in range(2)]
    people = [(await make_person(locality)).id for _ in range(5)]
    everywhere = [u.id for u in (*towns, *villages)]
    posts = [
        Appointment(
            person_id=random.choice(people),
            unit_id=random.choice(everywhere),
            post=random.choice(["secretary", "agent"]),
            since=WEEK.start + random.randint(-9, 3) * DAY,
            until=random.choice([None, None, WEEK.start + random.randint(-2, 9) * DAY]),
        )
        for _ in range(8)
    ]
    meetings = [_meeting(random, everywhere) for _ in range(40)]
    present = {(m.id, p) for m in meetings for p in random.sample(people, random.randint(0, 3))}
    async with locality.database.writing() as tx:
        await tx.add(*posts, *meetings)
        await tx.add(*(Participant(meeting_id=m, person_id=p, role="x") for m, p in present))
    parents = {u.id: u.parent_id for u in (*towns, *villages)}
    return World(parents, posts, meetings, present)


def _meeting(random: Random, units_: list[int]) -> Meeting:
    hour = random.randint(8, 18)
    starts = datetime(2026, 9, 17, hour, tzinfo=ZONE) + random.randint(0, 11) * DAY
    return Meeting(
        code=new_code(),
        kind=random.choice(["work", "work", "talk"]),
        title="",
        unit_id=random.choice([*units_, None]),
        starts_at=starts,
        ends_at=starts + timedelta(hours=random.choice([1, 2, 5, 30, 80])),
        day=starts.date(),
        recorded_at=starts,
    )


def days_of(meetings: list[Meeting]) -> float:
    covered = {
        m.day + n * DAY
        for m in meetings
        for n in range((m.ends_at.date() - m.day).days + 1)  # type: ignore[union-attr]
    }
    return len([day for day in covered if WEEK.start <= day <= TODAY])


def hours_of(meetings: list[Meeting]) -> float:
    minutes = {
        m.starts_at + n * timedelta(hours=1)
        for m in meetings
        if m.day in WEEK
        for n in range(int((m.ends_at - m.starts_at) / timedelta(hours=1)))  # type: ignore[operator]
    }
    return len(minutes)


def number_of(meetings: list[Meeting]) -> float:
    return len([m for m in meetings if m.day in WEEK])


async def found(locality: Locality, rule: StandingRule) -> dict[int, Found]:
    locality = working_by(locality, rule)
    async with locality.database.reading() as session:
        rows = await evaluate(session, in_force(locality, rule), locality, WEEK, today=TODAY)
    return {row.subject_id: row for row in rows}


Recount = Callable[[list[Meeting]], float]
COUNTS = [(times, number_of), (days, days_of), (hours, hours_of)]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("count", "recount"), COUNTS)
async def test_duties_of_holders(
    locality: Locality, seed: int, count: Callable[..., object], recount: Recount
) -> None:
    world = await made_up(locality, seed)
    for own in (True, False):
        counted = count("work", at=OWN_UNIT if own else None)
        rule = Duty(
            **CLAUSE,
            key="d",
            per="week",
            every=holders("secretary"),
            count=counted,
            at_least=3,
        )
        in_office: dict[int, list[Appointment]] = {}
        for held in world.held("secretary"):
            in_office.setdefault(held.person_id, []).append(held)
        rows = await found(locality, rule)
        expected = {p: recount(world.went(p, held, own)) for p, held in in_office.items()}
        assert {p: row.actual for p, row in rows.items()} == expected
        for person, held in in_office.items():
            whole = min(a.since for a in held) <= WEEK.start and WEEK.end <= max(
                a.until or date.max for a in held
            )
            assert (rows[person].state == "EXEMPT") is not whole


@pytest.mark.parametrize("seed", range(2))
async def test_duties_towards_each_unit(locality: Locality, seed: int) -> None:
    world = await made_up(locality, seed)
    rule = Duty(
        **CLAUSE, key="u", per="week", every=served_by("agent"), count=times("work"), at_least=2
    )
    expected: dict[int, set[int]] = {}
    for a in world.held("agent"):
        met = world.went(a.person_id, [a], own=True)
        expected.setdefault(a.unit_id, set()).update(m.id for m in met if m.day in WEEK)
    rows = await found(locality, rule)
    assert {u: row.actual for u, row in rows.items()} == {u: len(m) for u, m in expected.items()}


@pytest.mark.parametrize("seed", range(2))
async def test_coverage_of_units(locality: Locality, seed: int) -> None:
    world = await made_up(locality, seed)
    rule = Coverage(
        **CLAUSE,
        key="c",
        per="week",
        every=units("village", "town"),
        has=(appointment("secretary"), encounter("work", least=2, by="agent")),
    )
    rows = await found(locality, rule)
    for unit in world.parents:
        secretary = any(a.unit_id == unit for a in world.held("secretary", TODAY))
        met = sum(
            m.kind == "work"
            and m.day in WEEK
            and world.at_or_below(m.unit_id, unit)
            and any((m.id, a.person_id) in world.present for a in world.held("agent", m.day))
            for m in world.meetings
        )
        assert rows[unit].actual == secretary + min(met, 2)
        assert rows[unit].detail == ("" if secretary else "0,") + ("1," if met < 2 else "")
