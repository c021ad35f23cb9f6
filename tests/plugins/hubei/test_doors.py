"""HB-B1 … HB-B4: opening hours, cards at the door, complaints of three classes, the articles."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.provinces import named
from factories.villages import Village, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.tables import Unit

pytestmark = pytest.mark.modules("hubei.doors")
KEY = "hubei.doors."
COMPLAINT = {"title": "窗口没开门", "channel": "door_complaint", "category": "door_hard_to_enter"}


@pytest.fixture
async def window(locality: Locality) -> Unit:
    return await make_unit(locality, "社保窗口", kind="window", code="CK1")


async def complained(
    locality: Locality, met_at: str, *, unit: str = "CK1", closed: bool = True
) -> dict[str, Any]:
    given = {**COMPLAINT, "unit": unit, "fields": named(field="discipline", met_at=met_at)}
    given["fields"] += named(found_closed=closed)
    found = await change(
        locality,
        "submitCase",
        given,
        "case { code hubei { inHours foundClosed } }",
        role="resident",
    )
    assert found["errors"] == []
    case: dict[str, Any] = found["case"]
    return case


async def verified(locality: Locality, code: str, confirmed: bool = True) -> str:
    """The clause by which it cannot be confirmed, or nothing."""
    given = {"code": code, "action": "verify", "note": "已到现场核实"}
    fields = {"fields": named(confirmed=confirmed)}
    found = await change(locality, "actOnCase", given | fields, role="supervisor")
    return found["errors"][0]["rule"]["code"] if found["errors"] else ""


@pytest.mark.parametrize(
    ("met_at", "in_hours", "refused"),
    [
        ("2026-09-23T09:00:00+08:00", True, ""),
        ("2026-09-23T12:30:00+08:00", False, "HB-B1"),
        ("2026-10-10T09:00:00+08:00", True, ""),  # a Saturday that is worked
        ("2026-10-05T09:00:00+08:00", False, "HB-B1"),  # a holiday
    ],
)
async def test_hb_b1_closed_in_hours_is_checked(
    locality: Locality, clock: FixedClock, window: Unit, met_at: str, in_hours: bool, refused: str
) -> None:
    clock.move(datetime.fromisoformat("2026-10-12T09:00:00+08:00"))
    case = await complained(locality, met_at)
    assert case["hubei"] == {"inHours": in_hours, "foundClosed": True}
    assert await verified(locality, case["code"]) == refused
    assert await verified(locality, case["code"], confirmed=False) == ""


async def test_hb_b1_a_window_may_have_hours_of_its_own(locality: Locality, window: Unit) -> None:
    hours = {"unit": "CK1", "spans": "08:30-18:00", "since": "2026-09-01"}
    record = "hubeiRecordWindowTime"
    assert await refusal(locality, record, hours | {"spans": "全天"}) == "HB-B1"
    await make_unit(locality, kind="village", code="V9")
    assert await refusal(locality, record, hours | {"unit": "V9"}) == "HB-B1"
    await done(locality, record, hours, "record { spans }")
    case = await complained(locality, "2026-09-23T12:30:00+08:00")
    assert case["hubei"]["inHours"] is True


async def test_hb_b1_who_finds_a_window_closed_says_when(locality: Locality, window: Unit) -> None:
    given = {**COMPLAINT, "unit": "CK1", "fields": named(field="discipline", found_closed=True)}
    assert await refusal(locality, "submitCase", given) == "HB-B1"


async def test_hb_b2_who_asks_at_the_door_is_given_a_card(locality: Locality) -> None:
    bureau = await make_unit(locality, "省人社厅", kind="department")
    office = await make_unit(locality, "信访处", kind="division", parent=bureau, code="XF")
    await make_unit(locality, "仲裁处", kind="division", parent=bureau)
    guard = Village(locality, office)
    await guard.seat("值班员", "handler", "member")
    card = {"unit": "XF", "duties": "受理群众来访、来信", "officeNumber": "027-87235678"}
    await done(locality, "hubeiRecordDepartmentCard", card, viewer=guard.viewers["值班员"])
    query = '{ livePublication(rule: "HB-B2") hubeiDepartmentCards { totalCount } }'
    found = await data(locality, query, role="public")
    [row] = found["livePublication"]["rows"]
    assert row == ["省人社厅", "信访处", "受理群众来访、来信", "027-87235678", None]
    states = [s["state"] for s in await stands(locality, KEY + "departments_have_cards")]
    assert sorted(states) == ["BREACHED", "MET"]


@pytest.mark.parametrize("wrong", [{"category": None}, {"unit": None}])
async def test_hb_b3_a_complaint_is_classed_and_about_a_unit(
    locality: Locality, window: Unit, wrong: dict[str, Any]
) -> None:
    given = {**COMPLAINT, "unit": "CK1", "fields": named(field="attitude")}
    assert await refusal(locality, "submitCase", given | wrong) == "HB-B3"


async def test_hb_b3_counts_by_class_and_field_and_a_ceiling_on_the_rate(
    locality: Locality, window: Unit
) -> None:
    codes = [
        (await complained(locality, "2026-09-23T09:00:00+08:00", closed=False))["code"]
        for _ in range(4)
    ]
    for n, code in enumerate(codes):
        assert await verified(locality, code, confirmed=n == 0) == ""
    query = """query ($rule: String!) { indicatorValues(rule: $rule) { edges { node {
        value split } } } }"""
    found = await data(locality, query, rule=KEY + "complaints_by_class")
    assert [e["node"] for e in found["indicatorValues"]["edges"]] == [
        {"value": 4, "split": ["door_hard_to_enter", "discipline"]}
    ]
    [stood] = [s for s in await stands(locality, KEY + "confirmed_rate") if s["actual"]]
    assert (stood["actual"], stood["required"]) == (25, 20)
    assert (stood["rule"]["code"], stood["state"]) == ("HB-B3", "BREACHED")


async def test_hb_b4_articles_by_field_and_no_nineteenth(locality: Locality) -> None:
    fields = (
        "discipline",
        "access",
        "attitude",
        "openness",
        "fewer_steps",
        "approvals",
        "new_ways",
    )
    for number in range(1, 19):
        article = {"number": number, "field": fields[number % 7], "subject": f"第{number}条"}
        await done(locality, "hubeiRecordDoorArticle", article)
    nineteenth = {"number": 19, "field": "access", "subject": "第十九条"}
    assert await refusal(locality, "hubeiRecordDoorArticle", nineteenth) == "HB-B4"
    unknown = {"number": 18, "field": "parking", "subject": "停车"}
    assert await refusal(locality, "hubeiRecordDoorArticle", unknown) == "HB-B4"
    query = """query ($rule: String!) { indicatorValues(rule: $rule, by: "key") {
        edges { node { value } } } }"""
    found = await data(locality, query, rule=KEY + "articles_by_field")
    values = [e["node"]["value"] for e in found["indicatorValues"]["edges"]]
    assert (len(values), sum(values)) == (7, 18)
