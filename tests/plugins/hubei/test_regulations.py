"""HB-X1 … HB-X3: planned and issued regulations, appraisal and accountability, rules of others."""

from datetime import date
from typing import Any

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.regulations import make_regulation
from factories.villages import stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("hubei.regulations")
KEY = "hubei.regulations."
PLAN = "hubeiRecordPlannedRegulation"


@pytest.fixture
async def province(locality: Locality) -> Locality:
    await make_unit(locality, "湖北省", kind="province", code="HB")
    return locality


async def value(locality: Locality, rule: str) -> list[float]:
    query = "query ($rule: String!) { indicatorValues(rule: $rule) { edges { node { value } } } }"
    found = await data(locality, query, rule=KEY + rule)
    return [edge["node"]["value"] for edge in found["indicatorValues"]["edges"]]


async def test_hb_x1_planned_and_issued_with_their_dates(province: Locality) -> None:
    for number in range(1, 5):
        plan: dict[str, Any] = {"number": number, "title": f"作风制度之{number}", "unit": "HB"}
        issued = {"issuedOn": "2013-12-08"} if number == 1 else {}
        await done(province, PLAN, plan | {"plannedOn": "2013-09-01"} | issued)
    too_early = {"number": 5, "title": "制度之五", "unit": "HB", "plannedOn": "2013-09-01"}
    assert await refusal(province, PLAN, too_early | {"issuedOn": "2013-08-01"}) == "HB-X1"
    assert await refusal(province, PLAN, too_early | {"number": 37}) == "HB-X1"
    assert [await value(province, rule) for rule in ("planned", "issued", "part_issued")] == [
        [4],
        [1],
        [25],
    ]
    [found] = await stands(province, KEY + "planned")
    assert (found["rule"]["code"], found["actual"], found["required"]) == ("HB-X1", 4, 36)


async def test_hb_x2_a_low_score_in_the_appraisal_is_followed_by_a_reminder(
    province: Locality,
) -> None:
    bureau = await make_unit(province, "省水利厅", kind="department")
    head = await make_person(province, "水利厅长", official=True)
    await make_appointment(province, bureau, "leading_cadre", person=head)
    for _ in range(2):
        await make_appointment(province, bureau, "member")
    rule = {"rule": KEY + "style_appraisal"}
    made = await done(province, "drawSample", rule, "survey { code }")
    rows = await drawn_of(province, made["survey"]["code"])
    assert len(rows) == 2
    for row in rows:
        await done(province, "recordAnswer", {"drawn": row, "grade": "dissatisfied"})
    await done(province, "closeSurvey", {"survey": made["survey"]["code"]}, "survey { state }")
    query = "{ consequences { edges { node { kind { code } rule { code } ground } } } }"
    [found] = (await data(province, query))["consequences"]["edges"]
    assert found["node"]["kind"]["code"] == "style_reminder"
    assert (found["node"]["rule"]["code"], "0" in found["node"]["ground"]) == ("HB-X2", True)


async def drawn_of(locality: Locality, code: str) -> list[str]:
    query = """query ($code: String!) { survey(code: $code) { sample(first: 100) {
        edges { node { id } } } } }"""
    found = await data(locality, query, role="clerk", code=code)
    return [edge["node"]["id"] for edge in found["survey"]["sample"]["edges"]]


async def test_hb_x2_economic_accountability_is_decided_by_hand(province: Locality) -> None:
    head = await make_person(province, official=True)
    given = {
        "rule": KEY + "economic_accountability",
        "subject": f"Person:{head.id}",
        "ground": "违规担保造成损失",
    }
    assert await refusal(province, "recordConsequence", given, role="clerk") == "NOT_PERMITTED"
    await done(province, "recordConsequence", given, "consequence { ground }", role="leader")


async def test_hb_x3_units_below_adopt_rules_modelled_on_the_provinces(province: Locality) -> None:
    city = await make_unit(province, "黄冈市", kind="city", code="HG")
    await make_unit(province, "咸宁市", kind="city", code="XN")
    model = await make_regulation(
        province,
        code="鄂发〔2013〕22号",
        tier="rule",
        versions=(("established", date(2013, 12, 8)),),
    )
    own = {"code": "黄发〔2014〕1号", "title": "市委常委直接联系群众制度", "unit": city.code}
    own |= {"inForceSince": "2014-03-01", "parent": model.code}
    record = "hubeiRecordAdoptedRule"
    assert await refusal(province, record, own | {"inForceSince": "2013-01-01"}) == "HB-X3"
    made = await done(province, record, own, "record { tier { code } }")
    assert made["record"]["tier"] == {"code": "adopted"}
    upon_it = own | {"code": "黄办发〔2014〕2号", "parent": own["code"]}
    assert await refusal(province, record, upon_it) == "HB-X3"
    states = {
        s["subject"]["code"]: s["state"]
        for s in await stands(province, KEY + "units_adopted_rules")
    }
    assert states == {"HG": "MET", "XN": "BREACHED"}
