"""Standings kept up to date: what is stored, what is told, and how little a command asks."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_appointment, make_liaison, make_meeting, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.clock import FixedClock
from lianxin.context import SYSTEM, Context
from lianxin.localities import Figures, Locality
from lianxin.previewing import Proposal
from lianxin.previewing.standing import standing_changes
from lianxin.rules import (
    OWN_UNIT,
    Coverage,
    Duty,
    ModuleSettings,
    appointment,
    days,
    figures,
    holders,
    links,
    times,
    units,
)
from lianxin.standings import Change, Subject, refresh_period, refresh_standings
from lianxin.tables import Appointment, OutboxEvent, Person, Standing, Unit

ZONE = ZoneInfo("Asia/Shanghai")


class Village(ModuleSettings):
    days: int = 4


FOUR_DAYS = Duty(
    **CLAUSE,
    key="days",
    per="week",
    every=holders("secretary"),
    count=days("work", at=OWN_UNIT),
    at_least=figures(Village).days,
)
OFFICER = Coverage(**CLAUSE, key="officer", every=units("village"), has=(appointment("secretary"),))


def at(day: int, month: int = 9) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=ZONE)


async def refreshed(
    locality: Locality, now: datetime, *about: Subject, facts: set[str] | None = None, **more: Any
) -> list[tuple[str | None, str]]:
    async with locality.database.writing() as tx:
        changes: list[Change] = await refresh_standings(
            tx, locality, now, facts, list(about) or None, **more
        )
    return sorted((c.previous or "", c.state) for c in changes)


async def kept(locality: Locality) -> list[Standing]:
    rows = await locality.database.all(
        select(Standing.__table__).order_by(col(Standing.period_start))
    )
    return list(rows)


async def told(locality: Locality) -> list[tuple[str | None, str]]:
    rows = await locality.database.all(select(OutboxEvent.__table__))
    return sorted((row.data["previous"] or "", row.data["state"]) for row in rows)


@pytest.fixture
async def village(locality: Locality) -> Unit:
    return await make_unit(locality)


@pytest.fixture
async def secretary(locality: Locality, village: Unit) -> Person:
    who = await make_person(locality, official=True)
    await make_appointment(locality, village, "secretary", person=who)
    return who


async def test_a_breach_by_time_alone_is_stored_and_told(
    locality: Locality, secretary: Person
) -> None:
    locality = working_by(locality, FOUR_DAYS, settings=Village())
    assert await refreshed(locality, at(21)) == [("", "DUE")]
    assert await told(locality) == []
    assert await refreshed(locality, at(22)) == []
    assert await refreshed(locality, at(24)) == [("DUE", "AT_RISK")]
    assert await refreshed(locality, at(25)) == [("AT_RISK", "BREACHED")]
    assert await told(locality) == [("AT_RISK", "BREACHED"), ("DUE", "AT_RISK")]
    [row] = await kept(locality)
    assert (row.period_label, row.period_end) == ("2026年第39周", date(2026, 9, 27))
    assert (row.subject_id, row.person_id, row.rule_key) == (
        secretary.id,
        secretary.id,
        "test.rules.days",
    )


async def test_a_command_asks_only_about_whom_it_touches(
    locality: Locality, village: Unit, secretary: Person
) -> None:
    other = await make_appointment(locality, village, "secretary")
    locality = working_by(locality, FOUR_DAYS, OFFICER, settings=Village(days=1))
    await make_meeting(locality, "work", unit=village, starts_at=at(24), participants=[secretary])
    about: list[Subject] = [("Person", secretary.id), ("Unit", village.id)]
    assert await refreshed(locality, at(24), *about, facts={"meeting:talk"}) == []
    on = [date(2026, 9, 24)]
    assert await refreshed(locality, at(24), *about, facts={"meeting:work"}, on=on) == [("", "MET")]
    assert await told(locality) == [("", "MET")]
    assert other.person_id not in {row.subject_id for row in await kept(locality)}


async def test_a_week_that_ran_out_is_closed_with_what_was_recorded_late(
    locality: Locality, village: Unit, secretary: Person
) -> None:
    locality = working_by(locality, FOUR_DAYS, settings=Village(days=1))
    await refreshed(locality, at(21))
    assert await refreshed(locality, at(28)) == [("", "DUE"), ("DUE", "BREACHED")]
    await make_meeting(locality, "work", unit=village, starts_at=at(27), participants=[secretary])
    about = ("Person", secretary.id)
    late = {"facts": {"meeting"}, "on": [date(2026, 9, 27)]}
    assert await refreshed(locality, at(29), about, **late) == [("BREACHED", "MET")]
    assert [row.state for row in await kept(locality)] == ["MET", "DUE"]


async def test_nobody_is_asked_afterwards_about_a_time_before_the_rule(
    locality: Locality, village: Unit, secretary: Person
) -> None:
    locality = working_by(locality, FOUR_DAYS, settings=Village(days=1))
    about, on = ("Person", secretary.id), [date(2026, 9, 10)]
    await refreshed(locality, at(24), about, facts={"meeting"}, on=on)
    assert [row.period_start for row in await kept(locality)] == [date(2026, 9, 21)]
    async with locality.database.writing() as tx:
        entry, week = in_force(locality, FOUR_DAYS), period_of("week", on[0])
        [change] = await refresh_period(tx, locality, entry, week, at(24), first=True)
    assert change.state == "BREACHED"


async def test_who_is_no_subject_any_more_is_exempt(
    locality: Locality, village: Unit, secretary: Person
) -> None:
    locality = working_by(locality, OFFICER, settings=Village())
    await refreshed(locality, at(24))
    async with locality.database.writing() as tx:
        await tx.change(Unit, col(Unit.id) == village.id, active=False)
    assert await refreshed(locality, at(24)) == [("MET", "EXEMPT")]
    assert await refreshed(locality, at(24)) == []


async def test_an_officer_who_leaves_breaches_the_coverage(
    locality: Locality, village: Unit, secretary: Person
) -> None:
    locality = working_by(locality, OFFICER, settings=Village())
    await refreshed(locality, at(24))
    async with locality.database.writing() as tx:
        await tx.change(
            Appointment,
            col(Appointment.person_id) == secretary.id,
            until=date(2026, 9, 23),
        )
    about = ("Unit", village.id)
    changes = await refreshed(locality, at(24), about, facts={"appointment"})
    assert changes == [("MET", "BREACHED")]


async def test_links_are_found_through_who_visits(locality: Locality, village: Unit) -> None:
    visits = Duty(
        **CLAUSE, key="v", per="year", every=links("contact"), count=times("visit"), at_least=1
    )
    locality = working_by(locality, visits)
    leader = await make_person(locality)
    await make_liaison(locality, leader, village)
    await make_liaison(locality, await make_person(locality), village)
    await make_meeting(locality, "visit", unit=village, participants=[leader])
    about = ("Person", leader.id)
    assert await refreshed(locality, at(24), about, facts={"meeting:visit"}) == [("", "MET")]
    assert await refreshed(locality, at(24)) == [("", "DUE")]


async def test_a_preview_tells_how_many_standings_a_figure_would_change(
    locality: Locality, village: Unit, secretary: Person
) -> None:
    locality = working_by(locality, FOUR_DAYS, OFFICER, settings=Village())
    await make_meeting(locality, "work", unit=village, starts_at=at(21), participants=[secretary])
    await refreshed(locality, at(24))
    one_day = Figures({**locality.figures.settings, Village: Village(days=1)})
    asks, changed = Context(locality, SYSTEM, at(24)), frozenset([figures(Village).days])
    async with locality.database.reading() as session:
        after = replace(locality, figures=one_day)
        found = await standing_changes(session, Proposal(asks, after, "test.rules", changed))
        [change] = found.worst
        assert (found.number, change.subject_id, change.state) == (1, secretary.id, "MET")
        same = await standing_changes(session, Proposal(asks, locality, "test.rules", changed))
        assert same.number == 0


async def test_a_changed_figure_asks_the_rules_that_read_it(
    locality: Locality, secretary: Person
) -> None:
    locality = working_by(locality, FOUR_DAYS, OFFICER, settings=Village())
    figure = f"figure:{figures(Village).days.parameter}"
    assert await refreshed(locality, at(24), facts={figure}) == [("", "AT_RISK")]


async def test_a_second_look_changes_nothing(locality: Locality, clock: FixedClock) -> None:
    locality = working_by(locality, FOUR_DAYS, OFFICER, settings=Village())
    for n in range(3):
        unit = await make_unit(locality)
        await make_appointment(locality, unit, "secretary", since=date(2026, 9, 21 + n))
    assert len(await refreshed(locality, clock.now())) == 6
    assert await refreshed(locality, clock.now()) == []
    assert await refreshed(locality, clock.now() + timedelta(hours=1)) == []
