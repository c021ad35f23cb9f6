"""What is kept from somebody is not told by a problem, its figures, its motion or its regulation."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.departments import refusal
from factories.problems import cases_on, make_ground, make_problem, make_resolution
from factories.regulations import make_regulation
from factories.storing import writing
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Case, CaseConcern, Problem, Unit

SINCE = date(2026, 6, 1)
CHAIN = """query ($code: String!, $problem: ID!) {
  regulation(code: $code) { ledToBy { caseCount cases { totalCount edges { node { code } } } }
    effect { before after months { cases } } }
  node(id: $problem) { ... on Problem { memberCount cases { totalCount edges { node { code } } }
    matches { totalCount edges { node { case { code } } } }
    timeline { totalCount edges { node { case { code } } } }
    motions { title problem { cases { edges { node { code } } } } } } } }"""


class Story:
    """Six open cases on one problem, which led to a regulation; one more became confidential."""

    def __init__(self, locality: Locality) -> None:
        self.locality = locality

    async def settle(self) -> None:
        self.bureau = await make_unit(self.locality, "城管局", kind="department")
        self.other = await make_unit(self.locality, "公安局", kind="department")
        days = [SINCE - timedelta(days=n) for n in range(1, 8)]
        *self.open, self.kept = await cases_on(self.locality, *days)
        self.problem: Problem = await make_problem(self.locality, cases=[*self.open, self.kept])
        motion = await make_resolution(self.locality, self.problem)
        self.rules = await make_regulation(self.locality, in_force_since=SINCE, versions=())
        await make_ground(self.locality, self.rules, motion_id=motion.id)

    async def now(self, **columns: Any) -> None:
        """The seventh case is what these columns say, from now on."""
        async with writing(self.locality) as tx:
            await tx.change(Case, col(Case.id) == self.kept.id, **columns)

    def at(self, unit: Unit, role: str = "supervisor") -> Viewer:
        return viewer_with(role, person_id=77, unit_ids=(unit.id,), lineage=(unit.id,))

    async def told(self, viewer: Viewer) -> dict[str, Any]:
        given = {"code": self.rules.code, "problem": f"Problem:{self.problem.id}"}
        return await data(self.locality, CHAIN, viewer=viewer, **given)

    async def figures(self, viewer: Viewer) -> set[int]:
        """All the numbers that tell how many there are."""
        found = await self.told(viewer)
        origin, effect, node = (
            found["regulation"]["ledToBy"],
            found["regulation"]["effect"],
            found["node"],
        )
        lists = (origin["cases"], node["cases"], node["matches"])
        totals = {page["totalCount"] for page in lists}
        return {origin["caseCount"], effect["before"], node["memberCount"], *totals}


@pytest.fixture
async def story(locality: Locality) -> Story:
    found = Story(locality)
    await found.settle()
    return found


async def test_all_is_told_as_long_as_nothing_is_kept(story: Story) -> None:
    assert await story.figures(story.at(story.bureau)) == {7}


async def test_a_case_that_names_a_colleague_is_in_no_list_and_no_figure(story: Story) -> None:
    chief = await make_person(story.locality, "赵局长", official=True)
    await make_appointment(story.locality, story.bureau, "principal", person=chief)
    await story.now(restricted=True)
    async with writing(story.locality) as tx:
        await tx.add(CaseConcern(case_id=story.kept.id, person_id=chief.id))
    assert await story.figures(story.at(story.bureau)) == {6}
    assert story.kept.code not in str(await story.told(story.at(story.bureau)))
    assert await story.figures(story.at(story.other)) == {7}


async def test_a_case_that_is_confined_is_known_there_alone(story: Story) -> None:
    await story.now(confined_to_id=story.other.id)
    assert await story.figures(story.at(story.bureau)) == {6}
    assert story.kept.code not in str(await story.told(story.at(story.bureau)))
    assert await story.figures(story.at(story.other)) == {7}


async def test_what_is_published_counts_what_is_kept_from_nobody(story: Story) -> None:
    query = """query ($code: String!) { regulation(code: $code) { ledToBy { caseCount }
        effect { before } } }"""
    for kept, number in (({"restricted": False}, 7), ({"confined_to_id": story.other.id}, 6)):
        await story.now(**kept)
        found = await data(story.locality, query, role="public", code=story.rules.code)
        assert found["regulation"] == {
            "ledToBy": {"caseCount": number},
            "effect": {"before": number},
        }


@pytest.mark.modules("chengdu.regulations")
async def test_a_record_about_a_case_is_there_only_for_those_who_may_know_it(story: Story) -> None:
    await make_ground(story.locality, story.rules, case_id=story.kept.id)
    await story.now(confined_to_id=story.other.id)
    query = "{ chengduAnswers { totalCount edges { node { case { code } } } } }"
    for unit, number in ((story.bureau, 1), (story.other, 2)):
        found = await data(story.locality, query, viewer=story.at(unit))
        assert found["chengduAnswers"]["totalCount"] == number


async def test_whom_it_is_kept_from_finds_no_match_to_answer(story: Story) -> None:
    await story.now(confined_to_id=story.other.id)
    given = {"problem": f"Problem:{story.problem.id}", "case": story.kept.code}
    given |= {"answer": "LEAVE", "note": "电话"}
    options = {"viewer": story.at(story.bureau, "clerk")}
    assert await refusal(story.locality, "answerMatch", given, **options) == "NOT_FOUND"
    withdrawn = {"problem": given["problem"], "cases": [story.kept.code], "note": "撤回"}
    assert await refusal(story.locality, "withdrawMatches", withdrawn, **options) == "NOT_FOUND"
