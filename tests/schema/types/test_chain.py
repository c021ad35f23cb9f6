"""Which cases led to a regulation, and whether they became fewer after it."""

from datetime import date, timedelta
from typing import Any

import pytest

from factories import make_case, make_person, make_unit
from factories.asking import ask, data
from factories.problems import (
    cases_on,
    make_answered,
    make_ground,
    make_problem,
    make_resolution,
)
from factories.regulations import make_regulation
from factories.viewers import viewer_with
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.problems.effect import FEW_UNITS
from lianxin.tables import RegulationVersion

SINCE = date(2026, 6, 1)
ORIGIN = """query ($code: String!) { regulation(code: $code) {
    ledToBy { caseCount cases { totalCount edges { node { title } } }
      problems { edges { node { title memberCount cases { totalCount }
        regulations { edges { node { code } } } } } }
      motions { edges { node { title passed problem { title } } } } } } }"""
EFFECT = """query ($code: String!) { regulation(code: $code) {
    effect { since before after becameFewer beyondChance months { n start end cases } } } }"""
ON_PUBLIC = """query ($code: String!) { regulation(code: $code) { ledToBy { caseCount }
    effect { before after becameFewer beyondChance months { n cases } } } }"""


async def effect(locality: Locality, code: str, **options: Any) -> Any:
    return (await data(locality, EFFECT, code=code, **options))["regulation"]["effect"]


async def test_what_led_to_a_regulation_is_told_from_the_first_case_on(locality: Locality) -> None:
    regulation, _ = await make_answered(locality, before=6, after=2)
    found = await data(locality, ORIGIN, code=regulation.code)
    origin = found["regulation"]["ledToBy"]
    assert (origin["caseCount"], origin["cases"]["totalCount"]) == (3, 3)
    [problem], [motion] = ([e["node"] for e in origin[p]["edges"]] for p in ("problems", "motions"))
    assert (problem["memberCount"], problem["cases"]["totalCount"]) == (3, 3)
    assert problem["regulations"]["edges"] == [{"node": {"code": regulation.code}}]
    assert motion == {"title": "决议", "passed": True, "problem": {"title": "路灯不亮"}}


async def test_all_of_the_kind_are_counted_as_long_before_as_after(locality: Locality) -> None:
    regulation, _ = await make_answered(locality, before=6, after=2)
    await make_case(locality, "井盖丢失", submitted_at=regulation_day(5))
    found = await effect(locality, regulation.code)
    counts = {month["n"]: month["cases"] for month in found["months"]}
    assert counts == {-3: 2, -2: 2, -1: 2, 1: 1, 2: 1, 3: 0}
    told = (found["before"], found["after"], found["becameFewer"], found["beyondChance"])
    assert told == (6, 2, True, False)
    first, last = found["months"][0], found["months"][-1]
    assert (first["start"], last["end"]) == ("2026-03-03", "2026-08-30")


def regulation_day(after: int) -> Any:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai")) + timedelta(days=after)


async def test_a_clear_difference_is_told_from_chance(locality: Locality) -> None:
    regulation, _ = await make_answered(locality, before=20, after=3)
    assert (await effect(locality, regulation.code))["beyondChance"] is True


async def test_before_a_month_has_passed_nothing_is_said(
    locality: Locality, clock: FixedClock
) -> None:
    regulation, _ = await make_answered(locality, before=6, after=2, since=date(2026, 9, 1))
    found = await effect(locality, regulation.code)
    assert (found["months"], found["before"], found["becameFewer"]) == ([], None, None)


async def test_what_no_problem_led_to_has_no_effect(locality: Locality) -> None:
    case = await make_case(locality, "文山会海")
    regulation = await make_regulation(locality)
    await make_ground(locality, regulation, case_id=case.id)
    assert await effect(locality, regulation.code) is None
    found = await data(locality, ORIGIN, code=regulation.code)
    assert found["regulation"]["ledToBy"]["cases"]["edges"] == [{"node": {"title": "文山会海"}}]


@pytest.mark.parametrize("few", [0, FEW_UNITS])
async def test_the_yardstick_is_the_kind_of_case_and_where(
    locality: Locality, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """However many units are below the problem's: of many, it is asked in another way."""
    monkeypatch.setattr("lianxin.problems.effect.FEW_UNITS", few)
    town = await make_unit(locality, kind="town")
    village, elsewhere = await make_unit(locality, parent=town), await make_unit(locality)
    days = [SINCE - timedelta(days=n) for n in (3, 4)]
    await cases_on(locality, *days, unit=village, category="lamps", title="灯杆倾斜")
    await cases_on(locality, *days, unit=elsewhere, category="lamps", title="灯杆倾斜")
    await cases_on(locality, *days, unit=village, category="roads", title="灯杆倾斜")
    problem = await make_problem(locality, unit=town, category="lamps", keywords="灯杆")
    other = await make_problem(locality, unit=village, category="lamps", keywords=None)
    regulation = await make_regulation(locality, in_force_since=SINCE, versions=())
    for each in (problem, other):
        await make_ground(locality, regulation, problem_id=each.id)
    assert (await effect(locality, regulation.code))["before"] == 2


async def test_an_amendment_has_what_led_to_it_and_an_effect_of_its_own(locality: Locality) -> None:
    await cases_on(locality, *(date(2026, 7, n) for n in (2, 3, 4)))
    problem = await make_problem(locality)
    days = (("established", date(2026, 1, 1)), ("revised", date(2026, 7, 10)))
    regulation = await make_regulation(locality, versions=days)
    rows = await locality.database.all(RegulationVersion.__table__.select())  # type: ignore[attr-defined]
    revised = next(row.id for row in rows if row.number == 2)
    motion = await make_resolution(locality, problem)
    await make_ground(locality, regulation, amendment_id=revised, motion_id=motion.id)
    query = """query ($code: String!) { regulation(code: $code) { effect { before }
        ledToBy { problems { totalCount } } versions { edges { node { number
          ledToBy { caseCount cases { totalCount } problems { totalCount } motions { totalCount } }
          effect { before after } } } } } }"""
    found = (await data(locality, query, code=regulation.code))["regulation"]
    assert (found["effect"], found["ledToBy"]["problems"]["totalCount"]) == (None, 1)
    second, first = (edge["node"] for edge in found["versions"]["edges"])
    assert second["effect"] == {"before": 3, "after": 0}
    assert (second["ledToBy"]["problems"]["totalCount"], first["effect"]) == (1, None)


async def test_what_is_published_is_suppressed_and_names_nobody(locality: Locality) -> None:
    regulation, _ = await make_answered(locality, before=15, after=3)
    found = (await data(locality, ON_PUBLIC, role="public", code=regulation.code))["regulation"]
    assert found["ledToBy"]["caseCount"] is None
    told = found["effect"]
    assert (told["before"], told["after"], told["becameFewer"]) == (15, None, None)
    counts = {month["n"]: month["cases"] for month in told["months"]}
    assert counts == {-3: 5, -2: 5, -1: 5, 1: None, 2: None, 3: None}
    hidden = await data(locality, ORIGIN, role="public", code=regulation.code)
    origin = hidden["regulation"]["ledToBy"]
    assert (origin["cases"], origin["problems"], origin["motions"]) == (None, None, None)


async def test_a_reporter_sees_the_problems_that_a_case_of_theirs_names(locality: Locality) -> None:
    me = await make_person(locality)
    mine, other = await make_case(locality, reporter=me), await make_case(locality)
    await make_problem(locality, "路灯不亮", cases=[mine, other])
    await make_problem(locality, "井盖丢失", cases=[other])
    query = """{ problems { edges { node { title memberCount cases { totalCount }
        matches { edges { node { case { code } state answeredBy } } } } } }
      cases { edges { node { problems { state problem { title } } } } } }"""
    viewer = viewer_with("resident", person_id=me.id)
    found = await data(locality, query, viewer=viewer)
    [problem] = [edge["node"] for edge in found["problems"]["edges"]]
    assert (problem["title"], problem["memberCount"], problem["cases"]["totalCount"]) == (
        "路灯不亮",
        None,
        1,
    )
    assert [m["node"]["case"]["code"] for m in problem["matches"]["edges"]] == [mine.code]
    [case] = [edge["node"] for edge in found["cases"]["edges"]]
    assert case["problems"] == [{"state": "CONSENTED", "problem": {"title": "路灯不亮"}}]


async def test_problems_are_listed_by_unit_kind_and_whether_a_regulation_answers_them(
    locality: Locality,
) -> None:
    unit = await make_unit(locality, code="JB")
    await make_answered(locality, before=1, after=0)
    await make_problem(locality, "井盖丢失", unit=unit, category="roads")
    query = """query ($filter: ProblemFilter) { problems(filter: $filter) {
        edges { node { title } } } }"""
    for given, titles in (
        ({"unit": "JB"}, ["井盖丢失"]),
        ({"category": ["roads"]}, ["井盖丢失"]),
        ({"ledToRegulation": True}, ["路灯不亮"]),
        ({"ledToRegulation": False}, ["井盖丢失"]),
    ):
        found = await data(locality, query, filter=given)
        assert [edge["node"]["title"] for edge in found["problems"]["edges"]] == titles
    assert "errors" in await ask(locality, query, role="public", filter={})


OPEN = """mutation ($input: OpenProblemInput!) { openProblem(input: $input) {
    problem { id code keywords timeline { edges { node { action { label } case { code } } } } }
    errors { code } } }"""
ANSWER = """mutation ($input: AnswerMatchInput!) { answerMatch(input: $input) {
    match { state answeredBy problem { title } } errors { code } } }"""


async def test_the_holder_of_a_receipt_reads_and_answers_what_is_asked(locality: Locality) -> None:
    submit = """mutation { submitCase(input: {title: "路灯不亮", channel: "web", anonymous: true}) {
        case { code } receipt } }"""
    made = (await data(locality, submit, role="public"))["submitCase"]
    given = {"title": "路灯不亮", "keywords": "路灯", "cases": [made["case"]["code"]]}
    problem = (await data(locality, OPEN, input=given))["openProblem"]["problem"]
    query = """query ($receipt: String!) { caseByReceipt(receipt: $receipt) {
        problems { state problem { id title } } } }"""
    found = await data(locality, query, role="public", receipt=made["receipt"])
    assert found["caseByReceipt"]["problems"] == [
        {"state": "PROPOSED", "problem": {"id": problem["id"], "title": "路灯不亮"}}
    ]
    answer = {"problem": problem["id"], "receipt": made["receipt"], "answer": "CONSENT"}
    told = (await data(locality, ANSWER, role="public", input=answer))["answerMatch"]
    assert told["match"] == {
        "state": "CONSENTED",
        "answeredBy": "RECEIPT",
        "problem": {"title": "路灯不亮"},
    }
