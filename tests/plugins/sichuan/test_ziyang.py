"""SC-ZY1 … SC-ZY4: pledges, ratings, rankings, achievements."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_person, make_unit
from factories.asking import data
from factories.departments import DRAW, done, drawn, refusal, serve
from factories.storing import stored
from factories.viewers import viewer_with
from factories.villages import Village, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.tables import Respondent

pytestmark = pytest.mark.modules("sichuan.ziyang")
KEY = "sichuan.ziyang."


@pytest.fixture
async def town(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "丹山镇", kind="town", code="DS"))
    await found.seat("secretary", "leader", "pledging_secretary")
    await found.seat("clerk", "clerk")
    return found


async def test_sc_zy1_a_secretary_pledges_in_public_at_the_start_of_the_year(
    locality: Locality, town: Village
) -> None:
    [before] = await stands(locality, KEY + "pledges")
    pledge = {"rule": KEY + "pledges", "title": "2026 年公开承诺"}
    pledge |= {"subject": town.id_of("secretary")}
    pledge |= {"fields": [{"name": "aims", "value": "硬化村道 12 公里"}]}
    assert await refusal(locality, "publish", pledge, role="handler") == "NOT_PERMITTED"
    await done(locality, "publish", pledge, viewer=town.viewers["secretary"])
    [after] = await stands(locality, KEY + "pledges")
    assert (before["state"], after["state"]) == ("BREACHED", "MET")  # it is September
    query = "{ publications { edges { node { title body } } } }"
    [edge] = (await data(locality, query, role="public"))["publications"]["edges"]
    assert edge["node"]["title"] == "2026 年公开承诺"


SAMPLE = """query ($code: String!) { survey(code: $code) { sample { edges { node { id
    person { id } } } } scores { edges { node { score answered } } } } }"""


async def test_sc_zy1_the_report_is_rated_on_the_spot_by_those_who_were_there(
    locality: Locality, town: Village, clock: FixedClock
) -> None:
    clock.move(datetime.fromisoformat("2026-12-28T16:00:00+08:00"))
    listeners = [await make_person(locality) for _ in range(3)]
    await make_person(locality, "没到会的人")
    people = [{"person": town.id_of("secretary"), "role": "reporting"}]
    people += [{"person": f"Person:{p.id}", "role": "participant"} for p in listeners]
    [before] = await stands(locality, KEY + "secretaries_report")
    await town.record("clerk", "report_meeting", "2026-12-28", participants=people)
    [after] = await stands(locality, KEY + "secretaries_report")
    assert (before["actual"], after["state"]) == (0, "MET")
    made = await done(locality, "drawSample", {"rule": KEY + "reports_rated"}, DRAW)
    code = made["survey"]["code"]
    rows = (await data(locality, SAMPLE, role="clerk", code=code))["survey"]["sample"]["edges"]
    assert {r["node"]["person"]["id"] for r in rows} == {f"Person:{p.id}" for p in listeners}
    for row in rows:
        given = {"drawn": row["node"]["id"], "grade": "fairly_satisfied", "way": "on_the_spot"}
        await done(locality, "recordAnswer", given)
    await done(locality, "closeSurvey", {"survey": code})
    scores = (await data(locality, SAMPLE, role="clerk", code=code))["survey"]["scores"]["edges"]
    assert [s["node"] for s in scores] == [{"score": 80, "answered": 3}]


async def rated(locality: Locality, **grades: str) -> None:
    """Departments by code, each given one grade by twelve people of three rolls."""
    city = await make_unit(locality, "资阳市", kind="city", code="ZYS")
    for code in grades:
        await make_unit(locality, f"{code}局", kind="department", code=code, parent=city)
    rolls = ("ziyang_residents", "ziyang_served", "ziyang_delegates")
    for n in range(12):
        await stored(locality, Respondent(roll=rolls[n % 3], unit_id=city.id, number=n + 1))
    made = await done(locality, "drawSample", {"rule": KEY + "departments_rated"}, DRAW)
    code = made["survey"]["code"]
    for row in await drawn(locality, code):
        given = {"drawn": row["id"], "grade": grades[row["subject"]["code"]]}
        await done(locality, "recordAnswer", given)
    await done(locality, "closeSurvey", {"survey": code})


GRADES = {
    "A": "satisfied",
    "B": "satisfied",
    "C": "fairly_satisfied",
    "D": "basically_satisfied",
    "E": "dissatisfied",
}


async def test_sc_zy2_residents_rate_departments_and_the_ranking_is_public(
    locality: Locality,
) -> None:
    await rated(locality, **GRADES)
    live = '{ livePublication(rule: "sichuan.ziyang.ranking") }'
    rows = (await data(locality, live, role="public"))["livePublication"]["rows"]
    assert [(row[1], row[2], row[4]) for row in rows] == [
        (1, "A局", 100),
        (1, "B局", 100),
        (3, "C局", 80),
        (4, "D局", 60),
        (5, "E局", 0),
    ]
    [stood] = await stands(locality, KEY + "raters_on_the_rolls")
    assert (stood["actual"], stood["required"], stood["state"]) == (12, 10_000, "DUE")


async def test_sc_zy2_the_rolls_are_kept(locality: Locality, town: Village) -> None:
    rater: dict[str, Any] = {"roll": "ziyang_delegates", "unit": "DS", "number": 1}
    await done(locality, "sichuanRecordRater", rater)
    assert await refusal(locality, "sichuanRecordRater", rater | {"roll": "friends"}) == "SC-ZY2"
    await serve(locality, town.unit, 2)
    query = """{ sichuanRaters { totalCount edges { node { id roll { code } unit { code } number
        active person { id } } } } }"""
    assert (await data(locality, query))["sichuanRaters"]["totalCount"] == 1


async def test_sc_zy3_the_last_three_answer_for_it(locality: Locality) -> None:
    await rated(locality, **GRADES)
    query = """{ consequences { edges { node { kind { code } rule { code } ground
        subject { ... on Unit { code } } } } } }"""
    nodes = [e["node"] for e in (await data(locality, query))["consequences"]["edges"]]
    assert {node["subject"]["code"] for node in nodes} == {"C", "D", "E"}
    assert {node["rule"]["code"] for node in nodes} == {"SC-ZY3"}


async def test_sc_zy4_achievements_are_published_and_residents_say_what_they_think(
    locality: Locality, town: Village
) -> None:
    [before] = await stands(locality, KEY + "achievements")
    told = {"rule": KEY + "achievements", "title": "2026 年政绩公示"}
    told |= {"subject": f"Unit:{town.unit.id}"}
    told |= {"fields": [{"name": "text", "value": "新建敬老院一所"}]}
    made = await done(
        locality, "publish", told, "publication { id }", viewer=town.viewers["secretary"]
    )
    [after] = await stands(locality, KEY + "achievements")
    assert (before["state"] == "MET", after["state"]) == (False, "MET")
    resident = await make_person(locality)
    viewer = viewer_with("resident", person_id=resident.id)
    said = {"publication": made["publication"]["id"], "saidOn": "2026-09-24", "text": "还没有通水"}
    await done(locality, "sichuanRecordRemark", said, viewer=viewer)
    pledge = {"rule": KEY + "pledges", "title": "承诺", "subject": town.id_of("secretary")}
    other = await done(
        locality, "publish", pledge, "publication { id }", viewer=town.viewers["secretary"]
    )
    wrong = said | {"publication": other["publication"]["id"]}
    assert await refusal(locality, "sichuanRecordRemark", wrong, viewer=viewer) == "SC-ZY4"
    query = """{ sichuanRemarks { edges { node { text saidOn person { id }
        publication { title } } } } }"""
    [edge] = (await data(locality, query))["sichuanRemarks"]["edges"]
    assert edge["node"]["publication"] == {"title": "2026 年政绩公示"}
