"""CD-A2: what several cases name is answered by a regulation, by way of a resolution or at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from factories import make_appointment, make_case, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.problems import answer, brought_up, cases_on, chain_of, open_problem
from factories.regulations import make_regulation
from factories.viewers import viewer_with
from factories.villages import STANDINGS, stands, sweep
from lianxin.localities import Locality
from lianxin.tables import Case, Regulation

pytestmark = pytest.mark.modules("chengdu.regulations", "chengdu.asking")
ANSWER = "chengduRecordAnswer"
SINCE = date(2026, 8, 1)
GAPS = """{ coverageGaps(rule: "chengdu.regulations.shared_problems_answered") { edges { node {
    lacking subject { ... on Problem { title memberCount } } } } } }"""


@pytest.fixture
async def cases(locality: Locality) -> list[Case]:
    return await brought_up(locality, *(SINCE - timedelta(days=n) for n in (2, 4, 9)))


@pytest.fixture
async def rules(locality: Locality) -> Regulation:
    days = (("established", SINCE),)
    city = await make_unit(locality, kind="city")
    given: dict[str, Any] = {"versions": days, "tier": "framework", "unit": city}
    return await make_regulation(locality, "路灯管护规定", code="LD-1", **given)


async def resolved(locality: Locality, problem: str) -> str:
    """By the renewal committee (CD-B2), one of whose two members is for it; its motion."""
    area = await make_unit(locality, "曹家巷", kind="renewal_area", code="CJX")
    members = [await make_person(locality) for _ in range(2)]
    for member in members:
        await make_appointment(locality, area, "renewal_committee_member", person=member)
    asked = {
        "title": "路灯改造方案",
        "procedure": "chengdu.asking.committee_decisions",
        "unit": "CJX",
        "problem": problem,
    }
    motion = (await done(locality, "proposeMotion", asked, "motion { id }"))["motion"]["id"]
    act = {"motion": motion, "action": "conclude"}
    await done(locality, "actOnMotion", act)
    assert await refusal(locality, ANSWER, {"regulation": "LD-1", "motion": motion}) == "CD-A2"
    for member in members:
        who = viewer_with("resident", person_id=member.id)
        await done(locality, "castBallot", {"motion": motion, "choice": "FOR"}, viewer=who)
    await done(locality, "actOnMotion", act)
    found: str = motion
    return found


def abolished(regulation: Regulation) -> dict[str, Any]:
    return {"id": f"Regulation:{regulation.id}", "abolishedOn": "2026-09-01"}


async def gaps(locality: Locality) -> list[dict[str, Any]]:
    found = await data(locality, GAPS)
    return [edge["node"] for edge in found["coverageGaps"]["edges"]]


async def test_cd_a2_what_several_cases_name_and_no_regulation_answers_is_listed(
    locality: Locality, cases: list[Case], rules: Regulation
) -> None:
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases[:2])
    assert await gaps(locality) == []
    await answer(locality, problem, "CONSENT", cases[2])
    told = {"title": "路灯不亮", "memberCount": 3}
    assert await gaps(locality) == [{"lacking": "回应的制度", "subject": told}]
    await done(locality, ANSWER, {"regulation": "LD-1", "problem": problem})
    assert await gaps(locality) == []
    [stood] = await stands(locality, "chengdu.regulations.shared_problems_answered")
    assert (stood["rule"]["code"], stood["state"]) == ("CD-A2", "MET")


async def stood(locality: Locality, rule: str) -> list[str]:
    """How its subjects stand, without a sweep."""
    found = await data(locality, STANDINGS, rule=[f"chengdu.regulations.{rule}"])
    return [edge["node"]["state"] for edge in found["standings"]["edges"]]


async def test_cd_a2_an_answer_by_a_resolution_and_its_end_count_at_once(
    locality: Locality, cases: list[Case], rules: Regulation
) -> None:
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases)
    motion = await resolved(locality, problem)
    await sweep(locality)
    before = await stood(locality, "shared_problems_answered")
    await done(locality, ANSWER, {"regulation": "LD-1", "motion": motion})
    answered = await stood(locality, "shared_problems_answered")
    await done(locality, "chengduReviseRegulation", abolished(rules))
    after = await stood(locality, "shared_problems_answered")
    assert (before, answered, after) == (["BREACHED"], ["MET"], ["BREACHED"])


async def test_cd_a2_a_prominent_problem_is_open_again_once_its_answer_is_abolished(
    locality: Locality, rules: Regulation
) -> None:
    found_out = await make_case(locality, "公车私用", channel="prominent_problem")
    given = {"regulation": "LD-1", "case": f"Case:{found_out.id}"}
    await done(locality, ANSWER, given)
    answered = await stood(locality, "problems_answered")
    await done(locality, "chengduReviseRegulation", abolished(rules))
    assert (answered, await stood(locality, "problems_answered")) == (["MET"], ["BREACHED"])


async def test_cd_a2_from_cases_by_a_resolution_to_a_regulation(
    locality: Locality, cases: list[Case], rules: Regulation
) -> None:
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases)
    motion = await resolved(locality, problem)
    await done(locality, ANSWER, {"regulation": "LD-1", "motion": motion})
    assert await gaps(locality) == []
    await cases_on(locality, *(SINCE + timedelta(days=n) for n in (1, 2, 3, 4)))
    found = await chain_of(locality, "LD-1")
    assert found["cases"] == sorted(case.code for case in cases)
    assert (found["number"], found["problems"]) == (3, [problem])
    assert found["motions"] == [{"title": "路灯改造方案", "passed": True}]
    assert found["effect"] == {"before": 3, "after": 4, "becameFewer": False}


async def test_cd_a2_prominent_problems_are_among_what_led_to_their_answer(
    locality: Locality, rules: Regulation
) -> None:
    found_out = await make_case(locality, "公车私用", channel="prominent_problem")
    other = await make_case(locality, "路灯", channel="web")
    given = {"regulation": "LD-1", "case": f"Case:{other.id}"}
    assert await refusal(locality, ANSWER, given) == "CD-A2"
    await done(locality, ANSWER, given | {"case": f"Case:{found_out.id}"})
    assert (await chain_of(locality, "LD-1"))["cases"] == [found_out.code]
