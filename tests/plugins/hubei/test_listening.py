"""HB-A9, HB-A10, HB-A12, HB-A13: opinions before decisions, talks, visits, the yearly report."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_appointment, make_person
from factories.asking import data
from factories.departments import change, done
from factories.provinces import Province, make_province, named
from factories.villages import clause_or_code, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("hubei.contact")
KEY = "hubei.contact."


@pytest.fixture
async def province(locality: Locality) -> Province:
    return await make_province(locality, "周常委")


async def proposed(province: Province, major: bool) -> str:
    """A motion that is prepared, and waits for its decision."""
    given = {
        "title": "全省乡镇卫生院改革方案",
        "procedure": KEY + "major_decisions",
        "unit": "HB",
        "fields": named(major=major),
    }
    found = await done(province.locality, "proposeMotion", given, "motion { id }")
    motion: str = found["motion"]["id"]
    assert await decided(province, motion) == []
    return motion


async def decided(province: Province, motion: str) -> list[dict[str, Any]]:
    """What is wrong with concluding the stage that a motion is at."""
    found = await change(
        province.locality,
        "actOnMotion",
        {"motion": motion, "action": "conclude"},
        "motion { decided }",
        viewer=province.viewers["周常委"],
    )
    errors: list[dict[str, Any]] = found["errors"]
    return errors


async def test_hb_a9_opinions_are_gathered_before_a_major_decision(province: Province) -> None:
    motion = await proposed(province, major=True)
    assert clause_or_code(await decided(province, motion)) == "HB-A9"
    forum = {"motion": motion, "manner": "forum", "gatheredOn": "2026-09-20", "asked": 36}
    opinions = forum | {"opinions": "建议保留偏远卫生院"}
    await done(province.locality, "hubeiRecordGathering", opinions, "record { manner { label } }")
    assert await decided(province, motion) == []


async def test_hb_a9_what_is_not_major_is_decided_without(province: Province) -> None:
    assert await decided(province, await proposed(province, major=False)) == []


async def test_hb_a10_two_talks_one_of_them_with_partners(province: Province) -> None:
    assert clause_or_code(await province.meets("周常委", "talk", "2026-09-21")) == "HB-A10"
    assert await province.meets("周常委", "talk", "2026-09-21", form="random") == []
    outside = await make_person(province.locality, "民进负责人", official=True)
    province.people["民进负责人"] = outside
    for post in ("democratic_party_leader",):
        await make_appointment(province.locality, province.unit, post, person=outside)
    given = {"form": "group", "visitor": ["民进负责人"]}
    assert await province.meets("周常委", "talk", "2026-09-22", **given) == []
    for rule, actual in (("talks", 2), ("partner_talks", 1)):
        [found] = await stands(province.locality, KEY + rule)
        assert (found["rule"]["code"], found["actual"], found["state"]) == ("HB-A10", actual, "MET")


async def test_hb_a12_the_whole_year_of_a_leader_in_one_query(
    province: Province, clock: FixedClock
) -> None:
    await province.meets("周常委", "visit", "2026-09-21", at="云雾村")
    await province.meets("周常委", "talk", "2026-09-22", form="group")
    await stands(province.locality, KEY + "talks")
    query = """query ($person: ID!) {
      report: standings(filter: {subject: $person, on: "2026-09-24"}, first: 50) { edges { node {
        rule { code title } state required actual explanation } } }
      fulfilled: indicatorValues(rule: "hubei.contact.fulfilled") { edges { node { value } } } }"""
    found = await data(province.locality, query, person=province.id_of("周常委"))
    clauses = {e["node"]["rule"]["code"] for e in found["report"]["edges"]}
    assert {"HB-A1", "HB-A3", "HB-A6", "HB-A10", "HB-A13"} <= clauses
    # One of eight duties is fulfilled: the quarter's visit.
    assert [e["node"]["value"] for e in found["fulfilled"]["edges"]] == [12.5]


async def test_hb_a12_the_committee_hears_of_it_once_a_year(province: Province) -> None:
    [found] = await stands(province.locality, KEY + "yearly_hearing")
    assert (found["rule"]["code"], found["actual"], found["state"]) == ("HB-A12", 0, "DUE")
    assert await province.meets("周常委", "contact_hearing", "2026-09-22") == []
    [found] = await stands(province.locality, KEY + "yearly_hearing")
    assert (found["actual"], found["state"]) == (1, "MET")


async def test_hb_a13_residents_are_visited_each_quarter(
    province: Province, clock: FixedClock
) -> None:
    await province.meets("周常委", "visit", "2026-09-21", at="云雾村")
    [found] = await stands(province.locality, KEY + "regular_visits")
    assert (found["rule"]["code"], found["state"]) == ("HB-A13", "MET")
    clock.move(datetime.fromisoformat("2026-10-12T09:00:00+08:00"))
    [found] = await stands(province.locality, KEY + "regular_visits", on="2026-10-12")
    assert (found["actual"], found["state"]) == (0, "DUE")
