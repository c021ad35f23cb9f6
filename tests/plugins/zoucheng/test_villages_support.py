"""ZC-A14: support of villages is planned, given and used within what the city sets aside."""

import asyncio
import math
from itertools import product
from typing import Any

import pytest

from factories import make_unit
from factories.asking import ask, data
from factories.villages import clause_or_code, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")

NOTHING = {"zouchengSupports": {"totalCount": 0}}
ENTER = """mutation ($input: ZouchengRecordSupportInput!) { zouchengRecordSupport(input: $input) {
    record { id kind { label } planned given used unit { name } }
    errors { code message path ... on RuleRefusal { rule { code key } } } } }"""
REVISE = """mutation ($input: ZouchengReviseSupportInput!) { zouchengReviseSupport(input: $input) {
    record { given used version } errors { code message ... on RuleRefusal { rule { code } } } } }"""
AMOUNTS = """query ($rule: String!, $by: String) { indicatorValues(rule: $rule, by: $by) {
    edges { node { value split key { ... on Unit { name } } } } } }"""


async def enter(locality: Locality, **given: Any) -> dict[str, Any]:
    input = {
        "unit": "V1",
        "kind": "venue",
        "purpose": "活动场所改造",
        "decidedOn": "2026-05-01",
        "planned": 56_000,
        **given,
    }
    answer = await data(locality, ENTER, role="clerk", input=input)
    found: dict[str, Any] = answer["zouchengRecordSupport"]
    return found


async def two_villages(locality: Locality) -> None:
    city = await make_unit(locality, "邹城市", kind="city")
    town = await make_unit(locality, "大束镇", kind="town", code="DS", parent=city)
    for code in ("V1", "V2"):
        await make_unit(locality, code, parent=town, code=code)


async def test_zc_a14_support_is_planned_given_and_used_per_village(locality: Locality) -> None:
    await two_villages(locality)
    made = (await enter(locality, given=40_000))["record"]
    await enter(locality, unit="V2", kind="computer", planned=6_000, given=6_000, pieces=2)
    assert (made["kind"], made["planned"]) == ({"label": "活动场所改造"}, 56_000)
    change = {"id": made["id"], "used": 45_000}
    refused = (await data(locality, REVISE, role="clerk", input=change))["zouchengReviseSupport"]
    assert clause_or_code(refused["errors"]) == "ZC-A14"
    used = await data(locality, REVISE, role="clerk", input=change | {"used": 30_000})
    assert used["zouchengReviseSupport"]["record"]["used"] == 30_000
    rule = "zoucheng.villages.support_given"
    found = (await data(locality, AMOUNTS, rule=rule, by="town"))["indicatorValues"]["edges"]
    assert [edge["node"] for edge in found] == [
        {"value": 6000.0, "split": ["computer"], "key": {"name": "大束镇"}},
        {"value": 40000.0, "split": ["venue"], "key": {"name": "大束镇"}},
    ]
    await enter(locality, unit="V2", purpose="只有计划")
    (venues,) = await stands(locality, "zoucheng.villages.venues_rebuilt")
    assert (venues["required"], venues["actual"]) == (60, 1)
    (computers,) = await stands(locality, "zoucheng.villages.computers_given")
    assert (computers["required"], computers["actual"]) == (300, 2)


async def test_zc_a14_nothing_is_planned_beyond_the_fund(locality: Locality) -> None:
    await two_villages(locality)
    assert (await enter(locality, planned=3_000_000))["errors"] == []
    refused = (await enter(locality, planned=400_000))["errors"]
    assert [e["rule"] for e in refused] == [
        {"code": "ZC-A14", "key": "zoucheng.villages.venue_within_its_fund"}
    ]
    assert (await enter(locality, planned=360_000))["errors"] == []
    assert (await enter(locality, kind="fund", planned=10_000_000))["errors"] == []
    next_year = await enter(locality, kind="fund", planned=10_000_000, decidedOn="2027-01-04")
    assert next_year["errors"] == []


@pytest.mark.parametrize("kind", ["fund", "venue", "computer", "reward"])
async def test_zc_a14_each_kind_stays_within_its_fund(locality: Locality, kind: str) -> None:
    await two_villages(locality)
    refused = (await enter(locality, kind=kind, planned=1e11))["errors"]
    assert [e["rule"]["key"] for e in refused] == [f"zoucheng.villages.{kind}_within_its_fund"]


@pytest.mark.parametrize(
    ("paid", "amount"), [("planned", 56_000), ("given", 40_000), ("used", 30_000)]
)
async def test_zc_a14_what_was_planned_given_and_used_is_counted(
    locality: Locality, paid: str, amount: float
) -> None:
    await two_villages(locality)
    await enter(locality, given=40_000, used=30_000)
    found = await data(locality, AMOUNTS, rule=f"zoucheng.villages.support_{paid}")
    assert [e["node"]["value"] for e in found["indicatorValues"]["edges"]] == [amount]


async def test_zc_a14_a_weak_village_is_rewarded_for_three_years(locality: Locality) -> None:
    await two_villages(locality)
    for year in (2026, 2027, 2028):
        made = await enter(
            locality, kind="reward", planned=10_000, given=10_000, decidedOn=f"{year}-03-01"
        )
        assert made["errors"] == []
    again = await enter(locality, kind="reward", planned=10_000, decidedOn="2029-03-01")
    assert clause_or_code(again["errors"]) == "ZC-A14"
    other = await enter(locality, unit="DS", kind="reward", planned=1)
    assert clause_or_code(other["errors"]) == "ZC-A14"
    (rewarded,) = await stands(locality, "zoucheng.villages.weak_villages_rewarded")
    assert (rewarded["required"], rewarded["actual"]) == (100, 1)


async def test_zc_a14_what_is_no_kind_of_support_is_refused(locality: Locality) -> None:
    await two_villages(locality)
    refused = await enter(locality, kind="gift", unit="V9")
    assert {(e["code"], *e["path"]) for e in refused["errors"]} == {
        ("NOT_FOUND", "unit"),
        ("RULE_REFUSED", "kind"),
    }


HOSTILE = [math.inf, -math.inf, math.nan, 1e308, 1e13, -0.01, 2**63, True, "1000", None]


async def test_zc_a14_what_is_no_amount_is_refused(locality: Locality) -> None:
    await two_villages(locality)
    input = {"unit": "V1", "kind": "venue", "purpose": "x", "decidedOn": "2026-05-01"}
    input |= {"planned": 1e12, "given": 1e12, "used": 1.0}
    for name, amount in product(("planned", "given", "used"), HOSTILE):
        answer = await ask(locality, ENTER, role="clerk", input=input | {name: amount})
        assert "INTERNAL" not in str(answer), (name, amount)
        assert answer.get("errors") or answer["data"]["zouchengRecordSupport"]["errors"]
    assert await data(locality, "{ zouchengSupports { totalCount } }", role="clerk") == NOTHING


async def test_zc_a14_what_is_no_amount_is_refused_as_a_literal_too(locality: Locality) -> None:
    await two_villages(locality)
    query = """mutation { zouchengRecordSupport(input: {unit: "V1", kind: "venue", purpose: "x",
        decidedOn: "2026-05-01", planned: %s}) { errors { code path message } } }"""
    for literal in ("1e400", "-1e400", "1e308", "99999999999999999999"):
        told = await data(locality, query % literal, role="clerk")
        [refused] = told["zouchengRecordSupport"]["errors"]
        assert refused["path"] == ["planned"]
        assert not refused["message"].isascii()


async def test_zc_a14_a_fund_is_not_planned_twice_at_once(locality: Locality) -> None:
    await two_villages(locality)
    asked = [enter(locality, unit=unit, planned=2_000_000) for unit in ("V1", "V2")]
    answers = await asyncio.gather(*asked)
    assert sorted(len(answer["errors"]) for answer in answers) == [0, 1]
