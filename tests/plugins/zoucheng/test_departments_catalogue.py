"""ZC-B1 to ZC-B4, ZC-B10: the catalogue, simplified, fixed, public, strengthened."""

from dataclasses import replace
from typing import Any

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import ask, data
from factories.departments import change, done, make_chain, make_department, refusal
from factories.viewers import viewer_with
from factories.villages import stands
from lianxin.localities import Figures, Locality
from lianxin.tables import Unit
from lianxin_zoucheng.settings import DepartmentSettings

pytestmark = pytest.mark.modules("zoucheng.departments")
RECORD = "zouchengRecordDutyItem"
LIVE = "query ($rule: String!) { livePublication(rule: $rule) }"
FIGURES = """query ($rule: String!, $by: String) { indicatorValues(rule: $rule, by: $by) {
    edges { node { value split key { ... on Unit { code } } } } } }"""


async def item(locality: Locality, unit: Unit, **changes: Any) -> dict[str, Any]:
    """An item as it is entered."""
    chain = await make_chain(locality, unit)
    given = {"unit": unit.code, "code": "SW-01", "name": "取水许可", "kind": "licence"}
    given |= {"days": 5, "lowestDays": 5}
    return {k: v for k, v in {**given, **chain, **changes}.items() if v is not None}


async def figures(locality: Locality, rule: str, by: str | None = None) -> list[dict[str, Any]]:
    found = await data(locality, FIGURES, rule=f"zoucheng.departments.{rule}", by=by)
    return [edge["node"] for edge in found["indicatorValues"]["edges"]]


def with_settings(locality: Locality, **changes: Any) -> Locality:
    settings = {**locality.figures.settings, DepartmentSettings: DepartmentSettings(**changes)}
    return replace(locality, figures=Figures(settings))


async def test_zc_b1_each_item_has_its_limit_and_those_who_answer_for_it(
    locality: Locality,
) -> None:
    unit = await make_department(locality, code="SWJ")
    answer = """record { id code days kind { label } unit { code } version
        principal { name } leader { name } sectionHead { name } handler { name } }"""
    found = (await done(locality, RECORD, await item(locality, unit), answer))["record"]
    assert (found["days"], found["kind"], found["unit"]) == (5, {"label": "许可"}, {"code": "SWJ"})
    assert found["principal"] == {"name": "水务局principal"}
    assert found["handler"] == {"name": "水务局handler"}
    revised = {"id": found["id"], "days": 3, "version": 0}
    later = "record { days version revisions { number values } }"
    found = (await done(locality, "zouchengReviseDutyItem", revised, later))["record"]
    assert (found["days"], found["version"]) == (3, 1)
    assert found["revisions"][0]["values"]["days"] == 5
    [kind] = await figures(locality, "items_with_limits")
    assert (kind["value"], kind["split"]) == (1, ["licence"])


@pytest.mark.parametrize(
    "missing", [{"days": None}, {"days": 0}, {"handler": None}, {"principal": None}]
)
async def test_zc_b1_an_item_without_a_limit_or_anybody_answerable_is_refused(
    locality: Locality, missing: dict[str, Any]
) -> None:
    unit = await make_department(locality)
    given = await item(locality, unit, **missing)
    found = await change(locality, RECORD, given)
    [error] = found["errors"]
    assert error["rule"]["code"] == "ZC-B1"
    assert error["path"] == list(missing)


async def test_zc_b1_those_who_answer_for_an_item_serve_in_the_department(
    locality: Locality,
) -> None:
    unit, other = await make_department(locality), await make_department(locality, "林业局")
    given, theirs = await item(locality, unit), await make_chain(locality, other)
    resident = await make_person(locality, "居民")
    for stranger in (theirs["handler"], f"Person:{resident.id}"):
        refused = await refusal(locality, RECORD, given | {"handler": stranger})
        assert refused == "ZC-B1"
    section = await make_unit(locality, "水政科", kind="section", parent=unit)
    below = await make_person(locality, "科长", official=True)
    await make_appointment(locality, section, "section_head", person=below)
    await done(locality, RECORD, given | {"sectionHead": f"Person:{below.id}"})


async def test_zc_b2_what_is_approved_says_how_short_it_can_be(locality: Locality) -> None:
    unit = await make_department(locality)
    given = await item(locality, unit, lowestDays=None)
    assert await refusal(locality, RECORD, given) == "ZC-B2"
    longer = {"daysBefore": 4, "lowestDays": 9}
    assert await refusal(locality, RECORD, given | longer) == "ZC-B2"
    await done(locality, RECORD, given | {"way": "filed"})


async def test_zc_b2_what_can_be_filed_is_not_approved_and_limits_are_the_shortest(
    locality: Locality,
) -> None:
    unit, other = await make_department(locality), await make_department(locality, "林业局")
    given = await item(locality, unit, canBeFiled=True, daysBefore=20, lowestDays=5)
    assert await refusal(locality, RECORD, given) == "ZC-B2"
    given["way"] = "filed"
    await done(locality, RECORD, given)
    slow = await item(locality, other, code="LY-01", days=8, daysBefore=20, lowestDays=6)
    assert await refusal(locality, RECORD, slow) == "ZC-B2"
    await done(locality, RECORD, slow | {"days": 6})
    await done(locality, RECORD, slow | {"code": "LY-02", "days": 6, "daysBefore": 10})
    saved = await figures(locality, "working_days_saved", by="department")
    assert {f["key"]["code"]: f["value"] for f in saved} == {unit.code: 15, other.code: 18}
    assert (await figures(locality, "working_days_saved"))[0]["value"] == 33


async def test_zc_b3_what_applies_the_nth_time_has_one_answer(locality: Locality) -> None:
    unit = await make_department(locality, "城管局")
    offence = {"unit": unit.code, "code": "CG-7", "offence": "占道经营", "firstWaived": True}
    amounts = {"firstAmount": 0, "lighterAmount": 100, "heavierAmount": 500}
    record = "zouchengRecordPenalty"
    assert await refusal(locality, record, offence | amounts | {"heavierAmount": 50}) == "ZC-B3"
    await done(locality, record, offence | amounts, "record { code firstWaived }")
    query = """query ($n: Int!) { zouchengSanction(penalty: "CG-7", time: $n) {
        time amount degree { code label } unit { name } rule { code } } }"""
    found = [
        (await data(locality, query, role="public", n=n))["zouchengSanction"] for n in (1, 2, 3, 9)
    ]
    assert [(f["degree"]["code"], f["amount"]) for f in found] == [
        ("waived", 0),
        ("lighter", 100),
        ("heavier", 500),
        ("heavier", 500),
    ]
    assert (found[0]["degree"]["label"], found[0]["unit"]) == ("首违不罚", {"name": "城管局"})
    assert found[0]["rule"] == {"code": "ZC-B3"}
    answer = await ask(locality, query, language="en", n=0)
    assert "counted from 1" in answer["errors"][0]["message"]
    assert (await figures(locality, "first_offences_waived"))[0]["value"] == 1
    assert (await figures(locality, "penalties_fixed"))[0]["value"] == 1


async def test_zc_b3_each_fee_has_its_fixed_amount(locality: Locality) -> None:
    unit = await make_department(locality, "房管局")
    fee = {"unit": unit.code, "code": "FG-1", "name": "登记费", "amount": 80, "per": "件"}
    await done(locality, "zouchengRecordFee", fee)
    found = await data(locality, "{ zouchengFees { edges { node { code amount per } } } }")
    assert found["zouchengFees"]["edges"] == [{"node": {"code": "FG-1", "amount": 80, "per": "件"}}]
    assert await refusal(locality, "zouchengRecordFee", fee) == "ZC-B3"


async def test_zc_b4_the_catalogue_is_public(locality: Locality) -> None:
    unit = await make_department(locality)
    await done(locality, RECORD, await item(locality, unit))
    rule = "zoucheng.departments.catalogue_is_public"
    found = await data(locality, LIVE, role="public", rule=rule)
    body = found["livePublication"]
    names = [column["name"] for column in body["columns"]]
    [row] = body["rows"]
    told = dict(zip(names, row, strict=True))
    assert (told["item"], told["days"], told["handler"]) == ("取水许可", 5, "水务局handler")
    closed = with_settings(locality, catalogue_public=False)
    assert (await data(closed, LIVE, role="public", rule=rule))["livePublication"]["rows"] == []


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        (
            "Penalty",
            {"offence": "占道经营", "firstAmount": 50, "lighterAmount": 100, "heavierAmount": 500},
            {"offence": "占道经营", "first": 50, "lighter": 100, "heavier": 500},
        ),
        ("Fee", {"name": "登记费", "amount": 80}, {"fee": "登记费", "amount": 80}),
        ("Function", {"name": "河道管护", "aim": "stability"}, {"function": "河道管护"}),
    ],
)
async def test_zc_b4_what_offences_and_services_cost_is_public(
    locality: Locality, kind: str, given: dict[str, Any], told: dict[str, Any]
) -> None:
    unit = await make_department(locality, "城管局")
    await done(locality, f"zouchengRecord{kind}", given | {"unit": unit.code, "code": "CG-7"})
    rule = {"Penalty": "penalties_are_public", "Fee": "fees_are_public"} | {
        "Function": "functions_are_public"
    }
    found = await data(locality, LIVE, role="public", rule=f"zoucheng.departments.{rule[kind]}")
    body = found["livePublication"]
    names = [column["name"] for column in body["columns"]]
    [row] = body["rows"]
    assert dict(zip(names, row, strict=True)).items() >= (told | {"unit": "城管局"}).items()


async def test_zc_b4_a_department_explains_its_duties_once_a_year(locality: Locality) -> None:
    unit, other = await make_department(locality), await make_department(locality, "林业局")
    rule = "zoucheng.departments.catalogue_is_explained"
    own = viewer_with("handler", unit_ids=(unit.id,), lineage=(unit.id,))
    given = {
        "rule": rule,
        "title": "水务局职责新闻发布会",
        "fields": [{"name": "summary", "value": "解释取水许可,咨询电话 13953712345"}],
        "subject": f"Unit:{unit.id}",
    }
    answer = "publication { title body rule { code } unit { code } }"
    found = (await done(locality, "publish", given, answer, viewer=own))["publication"]
    assert found["body"] == {"summary": "解释取水许可,咨询电话 ***"}
    assert (found["rule"], found["unit"]) == ({"code": "ZC-B4"}, {"code": unit.code})
    states = {s["subject"]["code"]: s["state"] for s in await stands(locality, rule)}
    assert states == {unit.code: "MET", other.code: "DUE"}
    assert await refusal(locality, "publish", given, viewer=own) == "ZC-B4"
    stranger = viewer_with("handler", unit_ids=(other.id,))
    assert await refusal(locality, "publish", given, viewer=stranger) == "NOT_PERMITTED"


async def test_zc_b10_strengthened_functions_are_marked(locality: Locality) -> None:
    unit = await make_department(locality)
    record = "zouchengRecordFunction"
    base = {"unit": unit.code, "name": "农村供水保障", "aim": "livelihood", "strengthened": True}
    for n, changes in enumerate(({}, {"aim": "stability"}, {"strengthened": False})):
        await done(locality, record, {**base, "code": f"F{n}", **changes})
    query = """{ zouchengFunctions(aim: ["livelihood"]) { totalCount
        edges { node { code strengthened aim { label } } } } }"""
    found = (await data(locality, query))["zouchengFunctions"]
    assert found["totalCount"] == 2
    assert found["edges"][0]["node"]["aim"] == {"label": "保障民生"}
    counted = {f["split"][0]: f["value"] for f in await figures(locality, "functions_strengthened")}
    assert counted == {"livelihood": 1, "stability": 1}
    rule = "zoucheng.departments.functions_are_public"
    shown = (await data(locality, LIVE, role="public", rule=rule))["livePublication"]
    assert [row[1] for row in shown["rows"]] == ["F0", "F1", "F2"]
