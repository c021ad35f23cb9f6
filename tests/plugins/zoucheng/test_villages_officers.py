"""ZC-A1, ZC-A2, ZC-A13: who has to be there, and who leads them."""

import asyncio
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
STRETCH = """mutation ($input: ZouchengReviseTeamInput!) { zouchengReviseTeam(input: $input) {
    errors { code message ... on RuleRefusal { rule { code } } } } }"""
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


@pytest.fixture
async def leading(locality: Locality) -> dict[str, str]:
    """What a team in the town DS is entered with, but for its days."""
    await make_unit(locality, kind="town", code="DS")
    bureau = await make_unit(locality, kind="department", code="CZJ")
    cadre = await make_appointment(locality, bureau, "deputy", rank="section")
    return {"unit": "DS", "department": "CZJ", "leader": f"Person:{cadre.person_id}"}


async def team(locality: Locality, leading: dict[str, str], since: str, until: str | None) -> Any:
    input = leading | {"since": since, "until": until}
    return (await data(locality, TEAM, role="clerk", input=input))["zouchengRecordTeam"]


OVERLAPPING = (
    ("2026-01-01", "2026-03-01"),  # up to its first day
    ("2026-04-01", "2026-05-01"),  # within
    ("2026-01-01", "2026-12-31"),  # around it
    ("2026-01-01", None),
    ("2026-06-30", None),  # from its last day
    ("2026-03-01", "2026-06-30"),  # the same
    ("2026-09-02", "2026-09-01"),  # ends before it begins
)


async def test_zc_a2_a_town_s_teams_do_not_overlap(
    locality: Locality, leading: dict[str, str]
) -> None:
    assert (await team(locality, leading, "2026-03-01", "2026-06-30"))["errors"] == []
    for since, until in OVERLAPPING:
        told = await team(locality, leading, since, until)
        assert clause_or_code(told["errors"]) == "ZC-A2", since
    for since, until in (("2026-01-01", "2026-02-28"), ("2026-07-01", None)):
        assert (await team(locality, leading, since, until))["errors"] == []


async def test_zc_a2_no_team_is_stretched_over_the_next(
    locality: Locality, leading: dict[str, str]
) -> None:
    first = (await team(locality, leading, "2026-01-01", "2026-03-31"))["record"]
    assert (await team(locality, leading, "2026-04-01", None))["errors"] == []
    for until, fits in ((None, False), ("2026-04-01", False), ("2026-03-15", True)):
        change = {"id": first["id"], "until": until}
        told = (await data(locality, STRETCH, role="clerk", input=change))["zouchengReviseTeam"]
        assert told["errors"] == [] if fits else clause_or_code(told["errors"]) == "ZC-A2"


async def test_zc_a2_of_two_teams_entered_at_once_one_is_refused(
    locality: Locality, leading: dict[str, str]
) -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-03")
    answers = await asyncio.gather(*(team(locality, leading, day, None) for day in days))
    assert sorted(len(answer["errors"]) for answer in answers) == [0, 1, 1]
    assert {clause_or_code(a["errors"]) for a in answers if a["errors"]} == {"ZC-A2"}


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
    await make_unit(locality, kind="department", code="MZJ")
    elsewhere = await data(locality, DISPATCH, viewer=viewer, input=input | {"unit": "MZJ"})
    assert clause_or_code(elsewhere["zouchengRecordDispatch"]["errors"]) == "ZC-A13"
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


async def test_zc_a13_nobody_is_sent_twice_to_the_same_post_at_a_time(locality: Locality) -> None:
    _, (unit, other) = await make_town(locality, villages=2)
    office = Village(locality, await make_unit(locality, kind="secondment_office"))
    viewer = await office.seat("officer", "handler", "member")
    sent = await make_person(locality, official=True)

    async def send(since: str, until: str | None = None, **changes: str) -> Any:
        input = {"person": f"Person:{sent.id}", "unit": unit.code, "post": "first_secretary"}
        input |= {"since": since, **changes} | ({"until": until} if until else {})
        answer = await data(locality, DISPATCH, viewer=viewer, input=input)
        return answer["zouchengRecordDispatch"]["errors"]

    at_once = await asyncio.gather(*(send(f"2026-09-0{n}", "2026-12-31") for n in (1, 2, 3)))
    assert sorted(map(len, at_once)) == [0, 1, 1]
    for since, until in (("2026-12-31", None), ("2026-01-01", None), ("2026-10-01", "2026-10-02")):
        assert clause_or_code(await send(since, until)) == "ZC-A13"
    assert await send("2027-01-01") == []
    assert await send("2026-10-01", unit=other.code) == []
