"""Gaps are walked by key and shares are read as kept: neither looks at everybody for a page."""

import sqlite3
from datetime import date

import pytest

from factories import make_appointment, make_household, make_meeting, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.database.sqlite import SqliteDatabase
from lianxin.database.statements import sqlite_preparer
from lianxin.localities import Locality
from lianxin.rules import Coverage, encounter, households, link, links
from lianxin.standings import gaps, refresh_standings, shares
from lianxin.standings.asking import about
from lianxin.standings.gaps import walk_of
from lianxin.tables import Household, MeetingTarget

YEAR = period_of("year", date(2026, 9, 24))
VISITED = Coverage(
    **CLAUSE,
    key="visited",
    every=households(),
    has=(encounter("visit", by="cadre"), link("home")),
    counted_by="village",
)
LINKED = Coverage(**CLAUSE, key="linked", every=links("home"), has=(encounter("visit"),))


async def test_the_last_of_many_is_found_and_counted(locality: Locality) -> None:
    village = await make_unit(locality)
    rule = Coverage(**CLAUSE, key="met", every=households(), has=(encounter("visit"),))
    visit = await make_meeting(locality, "visit")
    async with locality.database.writing() as tx:
        homes = [Household(code=f"H{n:04}", unit_id=village.id) for n in range(1300)]
        await tx.add(*homes)
        met = [
            MeetingTarget(meeting_id=visit.id, target_type="Household", target_id=home.id)
            for home in homes[:-1]
        ]
        await tx.add(*met)
    await locality.database.analyse()  # PostgreSQL may have looked at empty tables just before
    locality = working_by(locality, rule)
    async with locality.database.reading() as session:
        found = await gaps(session, in_force(locality, rule), locality, YEAR, within=village.id)
    assert [gap.subject_id for gap in found.found] == [homes[-1].id]
    assert (found.number, found.exact) == (1, True)


@pytest.mark.parametrize("bench", ["sqlite"], indirect=True)
@pytest.mark.parametrize("rule", [VISITED, LINKED])
async def test_a_page_reads_no_table_from_end_to_end(locality: Locality, rule: Coverage) -> None:
    database = locality.database
    locality = working_by(locality, rule)
    assert isinstance(database, SqliteDatabase)
    async with database.reading() as session:
        walk = walk_of(session, in_force(locality, rule), locality, YEAR)
    values = {**walk.asked, **about((), rule), "after": 0, "length": 1}
    for statement in (walk.stretch, walk.lacking):
        prepared = sqlite_preparer().prepare(statement)
        with sqlite3.connect(database.path) as connection:
            asked = f"EXPLAIN QUERY PLAN {prepared.text}"
            steps = connection.execute(asked, prepared.arguments(values)).fetchall()
        assert not [step[3] for step in steps if step[3].startswith("SCAN core_")]


async def test_shares_are_the_same_before_and_after_they_are_kept(locality: Locality) -> None:
    town = await make_unit(locality, kind="town")
    who = await make_person(locality)
    for visited in (True, False):
        village = await make_unit(locality, parent=town)
        home = await make_household(locality, village)
        await make_appointment(locality, village, "cadre", person=who)
        if visited:
            await make_meeting(locality, "visit", participants=[who], targets=[home])
    rule = Coverage(
        **CLAUSE, key="v", every=households(), has=(encounter("visit"),), counted_by="village"
    )
    locality = working_by(locality, rule)
    told = []
    for _ in range(2):
        async with locality.database.reading() as session:
            entry = in_force(locality, rule)
            told.append(await shares(session, entry, locality, YEAR, ["town", "village"]))
        async with locality.database.writing() as tx:
            await refresh_standings(tx, locality, locality.clock.now())
    assert told[0] == told[1]
    assert {(s.unit_id, s.total, s.covered) for s in told[1]} >= {(town.id, 2, 1)}
