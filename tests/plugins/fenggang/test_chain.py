"""FG-A2, FG-A4: from what residents' cases name to a resolution, and to a covenant of the group."""

from datetime import date, timedelta
from typing import Any

import pytest

from factories import make_unit
from factories.departments import change, done, refusal
from factories.problems import answer, brought_up, cases_on, chain_of, open_problem
from factories.regulations import make_regulation
from factories.viewers import viewer_with
from factories.villages import clause_or_code
from lianxin.localities import Locality
from lianxin.tables import Case
from plugins.fenggang.test_deliberation import KEY, MOTION, Group

pytestmark = pytest.mark.modules("fenggang.deliberation")
SINCE = date(2026, 8, 1)
COVENANT, GROUND = "fenggangRecordCovenant", "fenggangRecordCovenantGround"


@pytest.fixture
async def group(locality: Locality) -> Group:
    found = Group(locality, await make_unit(locality, "街坝组", kind="group", code="JB"))
    await found.settle()
    return found


@pytest.fixture
async def cases(locality: Locality, group: Group) -> list[Case]:
    days = (SINCE - timedelta(days=n) for n in (3, 5, 8, 13))
    return await brought_up(locality, *days, unit=group.unit)


async def propose(group: Group, problem: str, **said: str) -> dict[str, Any]:
    """By whoever brought the first case up."""
    fields = {"field": "morals", "subject": "residents", **said}
    asked = {
        "title": "路灯由各户轮流看管",
        "procedure": KEY + "direct_deliberation",
        "unit": "JB",
        "problem": problem,
        "fields": [{"name": n, "value": v} for n, v in fields.items()],
    }
    found = await change(group.locality, "proposeMotion", asked, MOTION, role="clerk")
    group.motion = (found["motion"] or {}).get("id", "")
    return found


async def resolve(group: Group) -> None:
    await group.conclude(spoken=False)
    for voters in (group.council, group.branch, group.council):
        for person in voters:
            await group.vote(person)
        assert (await group.conclude())["errors"] == []


async def test_fg_a2_what_enough_cases_name_is_proposed_for_residents(
    locality: Locality, group: Group, cases: list[Case]
) -> None:
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases[:3])
    await answer(locality, problem, "LEAVE", cases[2])
    assert clause_or_code((await propose(group, problem))["errors"]) == "FG-A2"
    await answer(locality, problem, "CONSENT", cases[2])
    above = await propose(group, problem, subject="organisation")
    assert clause_or_code(above["errors"]) == "FG-A2"
    assert (await propose(group, problem))["errors"] == []


async def test_fg_a2_who_brought_none_of_the_cases_up_does_not_know_the_problem(
    locality: Locality, group: Group, cases: list[Case]
) -> None:
    problem = await open_problem(locality, *cases)
    await answer(locality, problem, "CONSENT", *cases)
    asked = {"title": "路灯", "procedure": KEY + "direct_deliberation", "problem": problem}
    asked["fields"] = [
        {"name": "field", "value": "morals"},
        {"name": "subject", "value": "residents"},
    ]
    stranger = viewer_with("resident", person_id=group.council[0].id)
    assert await refusal(locality, "proposeMotion", asked, viewer=stranger) == "NOT_FOUND"
    member = viewer_with("resident", person_id=cases[0].reporter_id)
    await done(locality, "proposeMotion", asked, viewer=member)


async def test_fg_a4_from_cases_to_a_covenant_and_whether_they_became_fewer(
    locality: Locality, group: Group, cases: list[Case]
) -> None:
    problem = await open_problem(locality, *cases, unit="JB")
    await answer(locality, problem, "CONSENT", *cases)
    await propose(group, problem)
    covenant = {"code": "GY-1", "title": "路灯看管公约", "unit": "JB"}
    await done(locality, COVENANT, covenant | {"inForceSince": "2026-08-01"})
    ground = {"regulation": "GY-1", "motion": group.motion}
    assert await refusal(locality, GROUND, ground) == "FG-A4"
    await resolve(group)
    await done(locality, GROUND, ground)
    await cases_on(locality, SINCE + timedelta(days=4), unit=group.unit)
    found = await chain_of(locality, "GY-1")
    assert found == {
        "cases": sorted(case.code for case in cases),
        "number": 4,
        "problems": [problem],
        "motions": [{"title": "路灯由各户轮流看管", "passed": True}],
        "effect": {"before": 4, "after": 1, "becameFewer": True},
    }
    await answer(locality, problem, "LEAVE", cases[0])
    assert cases[0].code not in (await chain_of(locality, "GY-1"))["cases"]


async def test_fg_a4_a_covenant_rests_on_a_resolution_of_its_own_group_about_its_problem(
    locality: Locality, group: Group, cases: list[Case]
) -> None:
    problem, other = [await open_problem(locality, *cases) for _ in range(2)]
    await answer(locality, problem, "CONSENT", *cases)
    await propose(group, problem)
    await resolve(group)
    elsewhere = await make_unit(locality, "河沟组", kind="group", code="HG")
    theirs = await make_regulation(locality, tier="covenant", unit=elsewhere)
    ours = await make_regulation(locality, tier="covenant", unit=group.unit)
    given = {"regulation": theirs.code, "motion": group.motion}
    assert await refusal(locality, GROUND, given) == "FG-A4"
    given["regulation"] = ours.code
    assert await refusal(locality, GROUND, given | {"problem": other}) == "FG-A4"
    assert await refusal(locality, GROUND, {"regulation": ours.code}) == "FG-A4"
    await done(locality, GROUND, given | {"problem": problem})
    assert await refusal(locality, GROUND, given | {"problem": problem}) == "FG-A4"
