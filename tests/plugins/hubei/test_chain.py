"""HB-A9: what many cases name is a major matter; what is decided on it becomes a regulation."""

from datetime import date, timedelta

import pytest

from factories.departments import change, done, refusal
from factories.problems import answer, brought_up, cases_on, chain_of, open_problem
from factories.provinces import Province, make_province, named
from factories.regulations import make_regulation
from factories.villages import clause_or_code
from lianxin.localities import Locality
from lianxin.tables import Case

pytestmark = pytest.mark.modules("hubei.contact")
GROUND = "hubeiRecordDecisionGround"
SINCE = date(2026, 8, 1)


@pytest.fixture
async def province(locality: Locality) -> Province:
    return await make_province(locality, "周常委")


@pytest.fixture
async def cases(locality: Locality) -> list[Case]:
    return await brought_up(locality, *(SINCE - timedelta(days=n) for n in (1, 2, 3, 5, 8)))


async def proposed(province: Province, problem: str) -> str:
    """A motion that is not marked as major; prepared."""
    given = {
        "title": "路灯管护",
        "procedure": "hubei.contact.major_decisions",
        "unit": "HB",
        "problem": problem,
        "fields": named(major=False),
    }
    found = await done(province.locality, "proposeMotion", given, "motion { id }")
    motion: str = found["motion"]["id"]
    assert await decided(province, motion) == "prepared"
    return motion


async def decided(province: Province, motion: str) -> str:
    """The clause by which concluding its stage is refused, or how far it is."""
    asked = {"motion": motion, "action": "conclude"}
    who, answer_ = province.viewers["周常委"], "motion { passed }"
    found = await change(province.locality, "actOnMotion", asked, answer_, viewer=who)
    if found["errors"]:
        return clause_or_code(found["errors"])
    return "decided" if found["motion"]["passed"] else "prepared"


async def test_hb_a9_what_many_cases_name_is_major_whatever_it_is_called(
    province: Province, cases: list[Case]
) -> None:
    locality = province.locality
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases[:4])
    few = await proposed(province, problem)
    assert await decided(province, few) == "decided"
    await answer(locality, problem, "CONSENT", cases[4])
    motion = await proposed(province, problem)
    assert await decided(province, motion) == "HB-A9"
    forum = {"motion": motion, "manner": "forum", "gatheredOn": "2026-09-20", "asked": 5}
    await done(locality, "hubeiRecordGathering", forum | {"opinions": "先修主干道"})
    assert await decided(province, motion) == "decided"


async def test_hb_a9_from_cases_by_a_decision_to_a_regulation(
    province: Province, cases: list[Case]
) -> None:
    locality = province.locality
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases[:4])
    motion = await proposed(province, problem)
    rules = await make_regulation(locality, versions=(("established", SINCE),))
    ground = {"regulation": rules.code, "motion": motion, "problem": problem}
    assert await refusal(locality, GROUND, ground) == "HB-A9"
    await decided(province, motion)
    await done(locality, GROUND, ground)
    await cases_on(locality, SINCE + timedelta(days=3))
    found = await chain_of(locality, rules.code)
    assert found["cases"] == sorted(case.code for case in cases[:4])
    assert (found["number"], found["problems"]) == (4, [problem])
    assert found["effect"] == {"before": 5, "after": 1, "becameFewer": True}
