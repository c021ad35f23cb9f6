"""ZC-A6, ZC-A7: every household is interviewed, linked with a cadre, and visited."""

from typing import Any

import pytest

from factories import make_appointment, make_household, make_liaison, make_person, make_unit
from factories.asking import data
from factories.villages import Village, clause_or_code, make_town, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")

LINK = """mutation ($input: LinkInput!) { link(input: $input) {
    liaison { id kind { label } } errors { code message ... on RuleRefusal { rule { code } } } } }"""


GAPS = """query ($rule: String!, $unit: String) { coverageGaps(rule: $rule, unit: $unit) {
    totalCount edges { node { lacking subject { ... on Household { code }
        ... on Liaison { target { ... on Household { code } } } } } } } }"""


async def gaps(locality: Locality, rule: str, **variables: Any) -> list[dict[str, Any]]:
    """Who is not covered yet."""
    found = (await data(locality, GAPS, rule=rule, **variables))["coverageGaps"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"] for edge in found["edges"]]


@pytest.fixture
async def village(locality: Locality) -> Village:
    _, (unit,) = await make_town(locality)
    found = Village(locality, unit)
    await found.seat("secretary", "handler", "first_secretary")
    return found


async def test_zc_a6_every_household_is_interviewed_in_the_year(
    locality: Locality, village: Village
) -> None:
    rule = "zoucheng.villages.households_interviewed"
    homes = [await make_household(locality, village.unit) for _ in range(3)]
    await village.record("secretary", "interview", "2026-03-02", households=[homes[0].code])
    await village.record("secretary", "interview", "2026-09-02", households=[homes[1].code])
    (standing,) = await stands(locality, rule)
    assert (standing["required"], standing["actual"], standing["state"]) == (3, 2, "DUE")
    assert standing["explanation"] == "今年入户访谈已覆盖 2 户，要求 3 户"
    (gap,) = await gaps(locality, rule, unit=village.unit.code)
    assert gap == {"subject": {"code": homes[2].code}, "lacking": "入户访谈"}
    await village.record("secretary", "interview", "2026-09-23", households=[homes[2].code])
    (standing,) = await stands(locality, rule)
    assert standing["state"] == "MET"


async def test_zc_a6_only_what_village_cadres_do_counts(
    locality: Locality, village: Village
) -> None:
    home = await make_household(locality, village.unit, marks=["problem"])
    await village.seat("agent", "handler", "livelihood_agent")
    await village.seat("visitor", "clerk")
    for who in ("agent", "visitor"):
        await village.record(who, "interview", "2026-03-02", households=[home.code])
    for rule in ("households_interviewed", "marked_households"):
        (standing,) = await stands(locality, f"zoucheng.villages.{rule}")
        assert standing["actual"] == 0
    await village.record("secretary", "interview", "2026-09-02", households=[home.code])
    (standing,) = await stands(locality, "zoucheng.villages.households_interviewed")
    assert standing["state"] == "MET"


async def test_zc_a6_only_the_villages_own_cadres_count(
    locality: Locality, village: Village
) -> None:
    home = await make_household(locality, village.unit, marks=["problem"])
    elsewhere = await make_unit(locality, "后柳村", kind="village")
    await village.seat("neighbour", "handler")
    await village.serve_too("neighbour", elsewhere, "first_secretary")
    await village.record("neighbour", "interview", "2026-03-02", households=[home.code])
    for rule in ("households_interviewed", "marked_households"):
        (standing,) = await stands(locality, f"zoucheng.villages.{rule}")
        assert standing["actual"] == 0
    (gap,) = await gaps(locality, "zoucheng.villages.households_interviewed")
    assert gap["subject"] == {"code": home.code}


async def test_zc_a6_households_in_need_are_visited_again(
    locality: Locality, village: Village
) -> None:
    await make_household(locality, village.unit)
    poor = await make_household(locality, village.unit, marks=["in_need"])
    await village.record("secretary", "interview", "2026-03-02", households=[poor.code])
    (standing,) = await stands(locality, "zoucheng.villages.marked_households")
    assert (standing["subject"]["code"], standing["required"]) == (poor.code, 2)
    assert (standing["actual"], standing["state"]) == (1, "DUE")
    await village.record("secretary", "interview", "2026-09-02", households=[poor.code])
    (standing,) = await stands(locality, "zoucheng.villages.marked_households")
    assert standing["state"] == "MET"


async def test_zc_a7_every_cadre_has_households_and_every_household_a_cadre(
    locality: Locality, village: Village
) -> None:
    bureau = await make_unit(locality, "财政局", kind="department")
    cadre = await make_person(locality, "王立", official=True)
    await make_appointment(locality, bureau, "member", person=cadre)
    homes = [await make_household(locality, village.unit) for _ in range(6)]

    async def link(target: str) -> list[dict[str, Any]]:
        input = {"kind": "household_link", "holder": f"Person:{cadre.id}", "target": target}
        answer = await data(locality, LINK, role="clerk", input=input)
        errors: list[dict[str, Any]] = answer["link"]["errors"]
        return errors

    for home in homes[:5]:
        assert await link(f"Household:{home.id}") == []
    assert clause_or_code(await link(f"Unit:{bureau.id}")) == "ZC-A7"
    (of_cadre,) = await stands(locality, "zoucheng.villages.household_links")
    assert (of_cadre["required"], of_cadre["actual"], of_cadre["state"]) == (5, 5, "MET")
    rule = "zoucheng.villages.households_linked"
    (of_village,) = await stands(locality, rule)
    assert (of_village["required"], of_village["actual"]) == (6, 5)
    assert of_village["state"] == "BREACHED"
    (gap,) = await gaps(locality, rule)
    assert gap == {"subject": {"code": homes[5].code}, "lacking": "联系农户"}


async def test_zc_a7_linked_households_are_visited(locality: Locality, village: Village) -> None:
    home = await make_household(locality, village.unit)
    await make_liaison(locality, village.people["secretary"], home, kind="household_link")
    (standing,) = await stands(locality, "zoucheng.villages.linked_households_visited")
    assert (standing["subject"]["code"], standing["state"]) == (village.unit.code, "DUE")
    (gap,) = await gaps(locality, "zoucheng.villages.linked_households_visited")
    assert gap["subject"]["target"] == {"code": home.code}
    await village.record("secretary", "visit", "2026-09-22", households=[home.code])
    (standing,) = await stands(locality, "zoucheng.villages.linked_households_visited")
    assert standing["state"] == "MET"
