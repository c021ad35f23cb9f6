"""ZC-B5, ZC-B6: a hundred are drawn for each department, and what follows from their answers."""

from typing import Any

import pytest

from factories.asking import ask, data
from factories.departments import (
    DRAW,
    SAMPLE,
    done,
    drawn,
    evaluated,
    make_department,
    refusal,
    serve,
)
from factories.people import make_person
from factories.storing import writing
from factories.viewers import viewer_with
from lianxin.localities import Locality
from lianxin.tables import Unit, UnitLine

pytestmark = pytest.mark.modules("zoucheng.departments")
KEY = "zoucheng.departments."
CONSEQUENCES = """query ($rule: [String!]) { consequences(filter: {rule: $rule}, first: 100) {
    edges { node { kind { code label } byHand ground data rule { code }
      subject { ... on Unit { code } } } } } }"""


async def consequences(locality: Locality, rule: str) -> list[dict[str, Any]]:
    found = await data(locality, CONSEQUENCES, rule=[KEY + rule])
    return [edge["node"] for edge in found["consequences"]["edges"]]


async def codes(locality: Locality, rule: str) -> set[str]:
    return {node["subject"]["code"] for node in await consequences(locality, rule)}


async def draw(locality: Locality, **input: Any) -> dict[str, Any]:
    given = {"rule": "ZC-B5", **input}
    survey: dict[str, Any] = (await done(locality, "drawSample", given, DRAW))["survey"]
    return survey


async def test_zc_b5_a_hundred_of_each_departments_own_or_all_where_there_are_fewer(
    locality: Locality,
) -> None:
    large, small = await make_department(locality), await make_department(locality, "气象局")
    await serve(locality, large, 130)
    await serve(locality, small, 7)
    survey = await draw(locality)
    assert survey["sampleSize"] == 100
    nodes = await drawn(locality, survey["code"])
    assert len(nodes) == 107
    of_large = {n["number"] for n in nodes if n["subject"]["code"] == large.code}
    of_small = {n["number"] for n in nodes if n["subject"]["code"] == small.code}
    assert (len(of_large), of_small) == (100, set(range(1, 8)))
    assert await refusal(locality, "drawSample", {"rule": "ZC-B5"}) == "ZC-B5"


ANSWERED = """query ($code: String!) { survey(code: $code) {
  answered(first: 1) { totalCount edges { node { answeredAt grade { code } } } } } }"""


async def test_zc_b5_how_many_have_answered_is_told_but_not_to_the_department(
    locality: Locality,
) -> None:
    department = await make_department(locality)
    await serve(locality, department, 7)
    survey = await draw(locality)
    for row in (await drawn(locality, survey["code"]))[:2]:
        answer = {"drawn": row["id"], "grade": "satisfied", "way": "phone"}
        await done(locality, "recordAnswer", answer)
    inside = viewer_with("clerk", unit_ids=(department.id,), lineage=(department.id,))
    told = [
        (await data(locality, ANSWERED, viewer=viewer, code=survey["code"]))["survey"]["answered"]
        for viewer in (viewer_with("supervisor"), inside)
    ]
    assert [one["totalCount"] for one in told] == [2, 0]
    assert told[0]["edges"][0]["node"]["grade"] == {"code": "satisfied"}


EXPECTED = [[110, 47, 87, 41, 15], [19, 67, 106, 79, 4]]
"""Whom this seed draws first from two registers of 130: the same on every database, always."""


async def test_zc_b5_the_same_register_and_seed_draw_the_same_sample(locality: Locality) -> None:
    units = []
    for n, name in enumerate(("水务局", "气象局"), 1):
        unit = await _with_key(locality, 1000 + n, name)
        await serve(locality, unit, 130, first_id=10_000 * n)
        units.append(unit)
    frames, samples = set(), []
    for _ in range(2):
        survey = await draw(locality, seed="邹城2026")
        frames.add(survey["frame"])
        rows = await drawn(locality, survey["code"])
        samples.append([(r["subject"]["code"], r["n"], r["number"]) for r in rows])
        await done(locality, "closeSurvey", {"survey": survey["code"]})
    assert samples[0] == samples[1]
    assert len(frames) == 1
    found = [[number for code, _, number in samples[0] if code == unit.code] for unit in units]
    assert [len(set(numbers)) for numbers in found] == [100, 100]
    assert [numbers[:5] for numbers in found] == EXPECTED


async def _with_key(locality: Locality, key: int, name: str) -> Unit:
    unit = Unit(id=key, code=f"D{key}", name=name, kind="department")
    async with writing(locality) as tx:
        await tx.add(unit)
        await tx.add(UnitLine(upper_id=key, lower_id=key, distance=0))
    return unit


async def test_zc_b5_who_was_drawn_stays_unknown_to_the_department(locality: Locality) -> None:
    rated, other = await make_department(locality), await make_department(locality, "气象局")
    await serve(locality, rated, 3)
    await serve(locality, other, 2)
    survey = await draw(locality)
    everybody = await drawn(locality, survey["code"])
    inside = viewer_with("clerk", unit_ids=(rated.id,), lineage=(rated.id,))
    seen = await drawn(locality, survey["code"], viewer=inside)
    assert {row["subject"]["code"] for row in seen} == {other.code}
    hidden = next(row["id"] for row in everybody if row["subject"]["code"] == rated.code)
    node = await data(
        locality, "query ($id: ID!) { node(id: $id) { id } }", viewer=inside, id=hidden
    )
    assert node["node"] is None
    answer = {"drawn": hidden, "grade": "satisfied", "way": "form"}
    assert await refusal(locality, "recordAnswer", answer, viewer=inside) == "NOT_PERMITTED"
    handler = viewer_with("handler", unit_ids=(rated.id,), lineage=(rated.id,))
    assert "errors" in await ask(locality, SAMPLE, viewer=handler, code=survey["code"])


async def test_zc_b5_answers_by_form_or_by_phone_become_a_score(locality: Locality) -> None:
    unit = await make_department(locality)
    await serve(locality, unit, 5)
    survey = await draw(locality)
    rows = await drawn(locality, survey["code"])
    grades = ("satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied")
    for n, (row, grade) in enumerate(zip(rows, grades, strict=False)):
        answer = {"drawn": row["id"], "grade": grade, "way": ("form", "phone")[n % 2]}
        found = await done(
            locality, "recordAnswer", answer, "drawn { way grade { code } answeredAt }"
        )
        assert found["drawn"]["grade"] == {"code": grade}
    again = {"drawn": rows[0]["id"], "grade": "satisfied", "way": "form"}
    assert await refusal(locality, "recordAnswer", again) == "ANSWERED_ALREADY"
    last = {"drawn": rows[4]["id"], "way": "form"}
    assert await refusal(locality, "recordAnswer", {**last, "grade": "great"}) == "ZC-B5"
    assert await refusal(locality, "recordAnswer", {**again, "way": "fax"}) != ""
    await done(locality, "closeSurvey", {"survey": survey["code"]}, "survey { state closedAt }")
    found = await data(locality, SAMPLE, code=survey["code"])
    [score] = [edge["node"] for edge in found["survey"]["scores"]["edges"]]
    assert (score["drawn"], score["answered"], score["score"]) == (5, 4, 60.0)
    assert await refusal(locality, "closeSurvey", {"survey": survey["code"]}) == "CLOSED_ALREADY"


async def test_zc_b5_the_register_is_entered_by_the_clerk(locality: Locality) -> None:
    unit = await make_department(locality)
    person = await make_person(locality, "孔**", phone="139****2345")
    record = "zouchengRecordServiceObject"
    given = {"unit": unit.code, "number": 1, "person": f"Person:{person.id}"}
    await done(locality, record, given, "record { number active unit { code } }")
    assert await refusal(locality, record, given) == "ZC-B5"
    [row] = await drawn(locality, (await draw(locality))["code"])
    assert row["person"] == {"name": "孔**", "maskedPhone": "139****2345"}


async def rank_overall(locality: Locality, unit: Unit, rank: int, system: str) -> None:
    given = {"unit": unit.code, "year": 2026, "rank": rank, "system": system}
    await done(locality, "zouchengRecordOverallRank", given)


GOOD, FAIR, POOR = ["satisfied"] * 2, ["fairly_satisfied"] * 2, ["dissatisfied"] * 2
BETWEEN = ["satisfied", "dissatisfied"]


async def test_zc_b6_what_follows_from_first_and_last_places_ties_included(
    locality: Locality,
) -> None:
    units = [await make_department(locality, f"部门{n}") for n in range(25)]
    for unit in units:
        await serve(locality, unit, 2)
    for n, unit in enumerate(units):
        rank = {0: 30, 1: 31}.get(n, n + 100)
        await rank_overall(locality, unit, rank, "经济" if n % 2 else "党群")
    # Twelve share the first place, two are between, eleven share the last but one, one is last.
    grades = [GOOD] * 12 + [FAIR] * 2 + [BETWEEN] * 10 + [POOR]
    await evaluated(locality, {u.code: g for u, g in zip(units, grades, strict=True)})
    [quota] = await consequences(locality, "promotion")
    assert (quota["subject"]["code"], quota["data"]) == (units[0].code, {"quota": 1})
    assert quota["rule"] == {"code": "ZC-B6"}
    last = {unit.code for unit in units[14:]}
    assert await codes(locality, "criticised") == await codes(locality, "barred") == last
    [criticised] = [
        c
        for c in await consequences(locality, "criticised")
        if c["subject"]["code"] == units[24].code
    ]
    assert criticised["kind"]["label"] == "通报批评"
    assert "第 25 名" in criticised["ground"]
    # Last of their systems overall are the 24th (经济) and the 25th (党群) department.
    assert await codes(locality, "head_becomes_acting") == {units[23].code, units[24].code}


async def test_zc_b6_ranks_entered_after_the_evaluation_still_count(locality: Locality) -> None:
    unit = await make_department(locality)
    await serve(locality, unit, 2)
    await evaluated(locality, {unit.code: GOOD})
    assert await codes(locality, "promotion") == set()
    await rank_overall(locality, unit, 3, "经济")
    assert await codes(locality, "promotion") == {unit.code}


async def test_zc_b6_overall_ranks_are_entered_once_a_year(locality: Locality) -> None:
    unit = await make_department(locality)
    await rank_overall(locality, unit, 3, "经济")
    given = {"unit": unit.code, "year": 2026, "rank": 4, "system": "经济"}
    assert await refusal(locality, "zouchengRecordOverallRank", given) == "ZC-B6"


async def test_zc_b6_yellow_cards_are_given_by_hand_with_their_ground(locality: Locality) -> None:
    unit = await make_department(locality)
    card = {"rule": KEY + "yellow_cards", "subject": f"Unit:{unit.id}", "ground": " "}
    assert await refusal(locality, "recordConsequence", card, role="leader") == "ZC-B6"
    card["ground"] = "评议靠后且整改不力"
    assert await refusal(locality, "recordConsequence", card, role="clerk") == "NOT_PERMITTED"
    await done(locality, "recordConsequence", card, "consequence { byHand }", role="leader")
    [found] = await consequences(locality, "yellow_cards")
    assert (found["byHand"], found["kind"]["label"]) == (True, "黄牌警示")
    derived = card | {"rule": KEY + "criticised"}
    assert await refusal(locality, "recordConsequence", derived, role="leader") == "ZC-B6"
