"""ZC-A1, ZC-A2, ZC-A13: who has to be there, and who leads them."""

from datetime import date
from typing import Any

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.storing import stored
from factories.villages import Village, clause_or_code, make_town, stands
from lianxin.localities import Locality
from lianxin_zoucheng.tables import Team

pytestmark = pytest.mark.modules("zoucheng.villages")

OFFICERS = ("first_secretary", "liaison_police", "livelihood_agent")


async def test_zc_a1_every_village_has_three_officers(locality: Locality) -> None:
    town, (whole, lacking) = await make_town(locality, villages=2)
    for post in OFFICERS:
        await make_appointment(locality, whole, post)
    await make_appointment(locality, lacking, "livelihood_agent")
    missing = await stands(locality, "zoucheng.villages.three_officers", state=["BREACHED"])
    assert [s["subject"]["code"] for s in missing] == [lacking.code]
    assert missing[0]["explanation"] == "缺第一书记、联村民警（具备 1，要求 3 项）"
    (of_town,) = await stands(locality, "zoucheng.villages.towns_covered")
    assert (of_town["required"], of_town["actual"], of_town["state"]) == (2, 1, "BREACHED")
    query = """{ standingShares(rule: "zoucheng.villages.three_officers", by: ["town", "street"]) {
        edges { node { unit { name } total met percent } } totalCount }
        rules(module: "zoucheng.villages") { code key } }"""
    found = await data(locality, query)
    (edge,) = found["standingShares"]["edges"]
    assert edge["node"] == {"unit": {"name": town.name}, "total": 2, "met": 1, "percent": 50.0}
    assert "ZC-A1" in {rule["code"] for rule in found["rules"]}


TEAM = """mutation ($input: ZouchengRecordTeamInput!) { zouchengRecordTeam(input: $input) {
    record { id version unit { name } leader { name } department { name } since until }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""
END = """mutation ($input: ZouchengReviseTeamInput!) { zouchengReviseTeam(input: $input) {
    record { version until revisions { number by values } } errors { code path } } }"""


async def test_zc_a2_a_section_level_cadre_leads_the_team_of_each_town(locality: Locality) -> None:
    city = await make_unit(locality, "邹城市", kind="city")
    await make_unit(locality, "大束镇", kind="town", code="DS", parent=city)
    bureau = await make_unit(locality, "财政局", kind="department", code="CZJ", parent=city)
    cadre, junior = [await make_person(locality, n, official=True) for n in ("王立", "赵军")]
    await make_appointment(locality, bureau, "deputy", person=cadre, rank="deputy_section")
    await make_appointment(locality, bureau, "member", person=junior, rank="staff")
    lead = {
        "unit": "DS",
        "department": "CZJ",
        "leader": f"Person:{cadre.id}",
        "since": "2026-03-01",
    }

    async def enter(**changes: object) -> dict[str, Any]:
        answer = await data(locality, TEAM, role="clerk", input=lead | changes)
        found: dict[str, Any] = answer["zouchengRecordTeam"]
        return found

    for wrong in (
        {"leader": f"Person:{junior.id}"},
        {"unit": "CZJ"},
        {"deputySecretary": False},
    ):
        assert clause_or_code((await enter(**wrong))["errors"]) == "ZC-A2"
    assert (await stands(locality, "zoucheng.villages.towns_have_teams"))[0]["state"] == "BREACHED"
    made = (await enter())["record"]
    assert (made["leader"], made["unit"]) == ({"name": "王立"}, {"name": "大束镇"})
    assert clause_or_code((await enter(since="2026-05-01"))["errors"]) == "ZC-A2"
    (town_stands,) = await stands(locality, "zoucheng.villages.towns_have_teams")
    assert (town_stands["subject"]["code"], town_stands["state"]) == ("DS", "MET")
    (leaders,) = await stands(locality, "zoucheng.villages.team_leaders")
    assert (leaders["required"], leaders["actual"]) == (16, 1)


async def test_zc_a2_what_a_team_was_is_kept(locality: Locality) -> None:
    town = await make_unit(locality, kind="town", code="DS")
    cadre = await make_appointment(
        locality, await make_unit(locality, kind="department"), "deputy", rank="section"
    )
    team = Team(
        unit_id=town.id,
        leader_id=cadre.person_id,
        department_id=cadre.unit_id,
        since=date(2026, 1, 1),
    )
    await stored(locality, team)
    change = {"id": f"ZouchengTeam:{team.id}", "version": 0, "until": "2026-08-31"}
    found = (await data(locality, END, role="clerk", input=change))["zouchengReviseTeam"]
    assert (found["record"]["version"], found["record"]["until"]) == (1, "2026-08-31")
    assert found["record"]["revisions"][0]["values"]["until"] is None
    stale = (await data(locality, END, role="clerk", input=change))["zouchengReviseTeam"]
    assert [e["code"] for e in stale["errors"]] == ["STALE_VERSION"]
    query = """{ zouchengTeams(unit: "DS") { totalCount edges { node { until version } } } }"""
    teams = (await data(locality, query, role="public"))["zouchengTeams"]
    assert teams["edges"] == [{"node": {"until": "2026-08-31", "version": 1}}]


DISPATCH = """mutation ($input: ZouchengRecordDispatchInput!) {
    zouchengRecordDispatch(input: $input) { record { post { label } person { name } }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""
CHECK = """mutation ($input: ZouchengRecordSpotCheckInput!) {
    zouchengRecordSpotCheck(input: $input) { record { foundAtWork officer { name } }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""


async def test_zc_a13_the_office_dispatches_and_supervises_the_seconded(
    locality: Locality,
) -> None:
    _, (unit,) = await make_town(locality)
    office = Village(locality, await make_unit(locality, kind="secondment_office"))
    await office.seat("officer", "handler", "member")
    outsider = await Village(locality, unit).seat("outsider", "handler", "livelihood_agent")
    sent = await make_person(locality, "李卫国", official=True)
    input = {
        "person": f"Person:{sent.id}",
        "unit": unit.code,
        "post": "first_secretary",
        "since": "2026-09-01",
    }
    refused = await data(locality, DISPATCH, viewer=outsider, input=input)
    assert clause_or_code(refused["zouchengRecordDispatch"]["errors"]) == "ZC-A13"
    viewer = office.viewers["officer"]
    made = await data(locality, DISPATCH, viewer=viewer, input=input)
    assert made["zouchengRecordDispatch"]["errors"] == []
    (village,) = await stands(locality, "zoucheng.villages.three_officers")
    assert village["explanation"].startswith("缺联村民警（具备 2")
    check = {
        "unit": unit.code,
        "officer": f"Person:{sent.id}",
        "inspector": office.id_of("officer"),
        "day": "2026-09-22",
        "foundAtWork": True,
    }
    found = await data(locality, CHECK, viewer=viewer, input=check)
    assert found["zouchengRecordSpotCheck"]["record"]["officer"] == {"name": "李卫国"}
    early = await data(locality, CHECK, viewer=viewer, input=check | {"day": "2026-08-22"})
    assert clause_or_code(early["zouchengRecordSpotCheck"]["errors"]) == "ZC-A13"
    (staff,) = await stands(locality, "zoucheng.villages.office_staff")
    assert (staff["required"], staff["actual"], staff["state"]) == (10, 1, "BREACHED")
