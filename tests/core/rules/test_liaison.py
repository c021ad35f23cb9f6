"""Liaisons: how many, with whom, for how long, and which exclude each other."""

from datetime import date

import pytest
from sqlmodel import col

from factories import make_appointment, make_household, make_liaison, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import LiaisonRule, holders, households
from lianxin.standings import (
    Found,
    LiaisonDraft,
    evaluate,
    explain,
    liaison_refusals,
    liaison_warnings,
    rotations_due,
)
from lianxin.tables import Person, Unit

YEAR = period_of("year", date(2026, 9, 24))


def rule(**stated: object) -> LiaisonRule:
    return LiaisonRule(**CLAUSE, **({"key": "points", "of": "point"} | stated))


async def stands(locality: Locality, stated: LiaisonRule) -> dict[tuple[str, int], Found]:
    locality = working_by(locality, stated)
    async with locality.database.reading() as session:
        found = await evaluate(session, in_force(locality, stated), locality, YEAR)
    return {(s.subject_type, s.subject_id): s for s in found}


async def test_holders_have_their_number_and_every_target_a_holder(locality: Locality) -> None:
    village, cadre = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "cadre", person=cadre)
    linked, left_out = [await make_household(locality, village) for _ in range(2)]
    await make_liaison(locality, cadre, linked, kind="point")
    await make_liaison(locality, cadre, left_out, kind="point", until=date(2026, 9, 1))
    stated = rule(holders=holders("cadre"), at_least=2, targets=households())
    found = await stands(locality, stated)
    assert found["Person", cadre.id].state == "BREACHED"
    assert found["Household", linked.id].state == "MET"
    assert found["Household", left_out.id].actual == 0
    entry = in_force(working_by(locality, stated), stated)
    said = explain(entry, found["Person", cadre.id], "zh")
    assert said == "point：已有 1 个联系点，要求 2 个联系点"


@pytest.mark.parametrize(
    ("since", "state", "listed"),
    [
        (date(2025, 1, 1), "MET", False),
        (date(2023, 12, 1), "AT_RISK", True),
        (date(2023, 9, 1), "BREACHED", True),
    ],
)
async def test_a_point_due_for_a_change_is_listed_ahead(
    locality: Locality, since: date, state: str, listed: bool
) -> None:
    leader, county = await make_person(locality), await make_unit(locality, kind="county")
    link = await make_liaison(locality, leader, county, kind="point", since=since)
    stated = rule(years=3, ahead_days=90)
    [found] = (await stands(locality, stated)).values()
    assert (found.subject_id, found.person_id, found.state) == (link.id, leader.id, state)
    locality = working_by(locality, stated)
    async with locality.database.reading() as session:
        due = await rotations_due(session, in_force(locality, stated), locality)
    assert [r.liaison_id for r in due] == ([link.id] if listed else [])


def draft(holder: Person, target: Unit, kind: str = "point") -> LiaisonDraft:
    return LiaisonDraft(
        kind=kind,
        holder_type="Person",
        holder_id=holder.id,
        target_type="Unit",
        target_id=target.id,
        since=date(2026, 9, 24),
    )


async def test_points_do_not_overlap_either_way(locality: Locality) -> None:
    locality = working_by(locality, rule(apart_from=("city_point",)))
    leader, taken, free = (
        await make_person(locality),
        await make_unit(locality),
        await make_unit(locality),
    )
    await make_liaison(locality, await make_person(locality), taken, kind="city_point")
    await make_liaison(locality, await make_person(locality), free, kind="point")
    async with locality.database.reading() as session:
        asked = [draft(leader, taken), draft(leader, free), draft(leader, free, "city_point")]
        found = [len(await liaison_refusals(session, locality, d)) for d in asked]
    assert found == [1, 0, 1]


async def test_number_and_kind_of_targets_are_held_to(locality: Locality) -> None:
    stated = rule(at_most=1, target_kinds=("county", "school"), preferred_kinds=("county",))
    locality = working_by(locality, stated)
    leader = await make_person(locality)
    county, school, town = [
        await make_unit(locality, kind=kind) for kind in ("county", "school", "town")
    ]
    async with locality.database.reading() as session:
        [told] = await liaison_refusals(session, locality, draft(leader, town))
        assert told.message.zh == "只能联系county、school"
        [warned] = await liaison_warnings(session, locality, draft(leader, school))
        assert (warned.code, warned.rule_key) == ("RULE_WARNS", "test.rules.points")
        assert await liaison_warnings(session, locality, draft(leader, county)) == []
    await make_liaison(locality, leader, county, kind="point")
    async with locality.database.reading() as session:
        [told] = await liaison_refusals(session, locality, draft(leader, school))
    assert (told.kind, told.rule_key) == ("rule", "test.rules.points")


async def test_which_units_are_preferred_is_said_in_the_rule_s_own_words(
    locality: Locality,
) -> None:
    where = col(Unit.households) < 100
    locality = working_by(locality, rule(preferred=(where, Text("宜选小村", "Choose a small one"))))
    leader = await make_person(locality)
    small, large = [await make_unit(locality, households=n) for n in (50, 500)]
    async with locality.database.reading() as session:
        warned = [
            await liaison_warnings(session, locality, draft(leader, u)) for u in (small, large)
        ]
    assert [[w.message.zh for w in told] for told in warned] == [[], ["宜选小村"]]
