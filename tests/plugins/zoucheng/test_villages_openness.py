"""ZC-A15: village accounts are watched and published, and the village's procedures are public."""

import math
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from factories import make_unit
from factories.asking import ask, data
from factories.villages import Village, clause_or_code, make_town, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")

ENTER = """mutation ($input: ZouchengRecordVillageAccountInput!) {
    zouchengRecordVillageAccount(input: $input) { record { id month balance }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""
WATCH = """mutation ($input: ZouchengReviseVillageAccountInput!) {
    zouchengReviseVillageAccount(input: $input) { record { watcher { name } opinion { label } }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""
PUBLISH = """mutation ($input: PublishInput!) { publish(input: $input) {
    publication { title body } errors { code message ... on RuleRefusal { rule { code } } } } }"""
PUBLISHED = """query ($rule: [String!]) { publications(filter: {rule: $rule}) {
    edges { node { unit { code } body periodStart } } } }"""


@pytest.fixture
async def village(locality: Locality) -> Village:
    _, (unit,) = await make_town(locality)
    found = Village(locality, unit)
    await found.seat("secretary", "handler", "first_secretary")
    await found.seat("agent", "handler", "livelihood_agent")
    await found.seat("clerk", "clerk")
    return found


async def enter(village: Village, month: str = "2026-09-01") -> dict[str, Any]:
    input = {
        "unit": village.unit.code,
        "month": month,
        "income": 5200.5,
        "expenditure": 1200,
        "balance": 20_000.25,
    }
    answer = await data(village.locality, ENTER, viewer=village.viewers["clerk"], input=input)
    found: dict[str, Any] = answer["zouchengRecordVillageAccount"]
    return found


async def watch(village: Village, who: str, record: str) -> dict[str, Any]:
    input = {"id": record, "watcher": village.id_of("secretary"), "opinion": "agrees"}
    answer = await data(village.locality, WATCH, viewer=village.viewers[who], input=input)
    found: dict[str, Any] = answer["zouchengReviseVillageAccount"]
    return found


async def test_zc_a15_seconded_cadres_watch_village_accounts(
    locality: Locality, village: Village
) -> None:
    assert clause_or_code((await enter(village, "2026-09-02"))["errors"]) == "ZC-A15"
    account = (await enter(village))["record"]
    assert clause_or_code((await enter(village))["errors"]) == "ZC-A15"
    (standing,) = await stands(locality, "zoucheng.villages.accounts_watched")
    assert standing["state"] == "AT_RISK"
    assert clause_or_code((await watch(village, "agent", account["id"]))["errors"]) == "ZC-A15"
    watched = await watch(village, "secretary", account["id"])
    assert watched["record"] == {"watcher": {"name": "secretary"}, "opinion": {"label": "无异议"}}
    (standing,) = await stands(locality, "zoucheng.villages.accounts_watched")
    assert standing["state"] == "MET"


async def test_zc_a15_accounts_are_those_of_villages(locality: Locality) -> None:
    await make_unit(locality, "民政局", kind="department", code="MZJ")
    input = {"unit": "MZJ", "month": "2026-09-01", "income": 1, "expenditure": 1, "balance": 0}
    refused = await data(locality, ENTER, role="clerk", input=input)
    assert clause_or_code(refused["zouchengRecordVillageAccount"]["errors"]) == "ZC-A15"


async def test_zc_a15_what_is_no_amount_is_in_no_account(village: Village) -> None:
    input = {"unit": village.unit.code, "month": "2026-09-01"}
    input |= {"income": 1, "expenditure": 1, "balance": 1}
    hostile = (math.inf, math.nan, 1e308, -1e308, 1e13)
    for name, amount in product(("income", "expenditure", "balance"), hostile):
        given = input | {name: amount}
        answer = await ask(village.locality, ENTER, viewer=village.viewers["clerk"], input=given)
        assert "INTERNAL" not in str(answer), (name, amount)
        assert answer.get("errors") or answer["data"]["zouchengRecordVillageAccount"]["errors"]


async def test_zc_a15_accounts_are_published(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    account = (await enter(village))["record"]
    await watch(village, "secretary", account["id"])
    clock.advance(timedelta(days=40))
    await sweep_all(locality)
    rule = ["zoucheng.villages.accounts_published"]
    (edge,) = (await data(locality, PUBLISHED, role="public", rule=rule))["publications"]["edges"]
    assert edge["node"]["unit"] == {"code": village.unit.code}
    assert edge["node"]["body"]["rows"] == [["2026-09-01", 5200.5, 1200.0, 20000.25, "无异议"]]


async def test_zc_a15_the_village_s_procedures_are_public(
    locality: Locality, village: Village
) -> None:
    rule = "zoucheng.villages.procedures_public"
    (standing,) = await stands(locality, rule)
    assert standing["state"] == "DUE"
    input = {
        "rule": rule,
        "title": "村级办事程序",
        "subject": f"Unit:{village.unit.id}",
        "fields": [{"name": "procedure", "value": "申请、核查、公示、审批;咨询 13953712345"}],
    }
    made = await data(locality, PUBLISH, viewer=village.viewers["clerk"], input=input)
    assert made["publish"]["publication"]["body"] == {
        "procedure": "申请、核查、公示、审批;咨询 ***"
    }
    (standing,) = await stands(locality, rule)
    assert standing["state"] == "MET"
    query = '{ rules(kind: WORKFLOW, module: "zoucheng.villages") { key diagram } }'
    rules = (await data(locality, query, role="public"))["rules"]
    diagrams = {r["key"]: r["diagram"] for r in rules}
    assert "watched: 驻村干部监督" in diagrams["zoucheng.villages.subsistence"]
