"""What must not be null and is missing takes the object around it along, and no more."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from factories import make_case, make_person, make_unit
from factories.asking import data
from factories.storing import stored
from lianxin.localities import Locality
from lianxin.tables import Deadline, Standing

AT = datetime(2026, 9, 1, tzinfo=UTC)


async def make_standing(locality: Locality, subject: Any, **columns: Any) -> Standing:
    values = {
        "rule_key": "core.cases.default",
        "subject_type": type(subject).__name__,
        "subject_id": subject.id,
        "period_start": date(2026, 9, 1),
        "period_end": date(2026, 9, 30),
        "period_label": "2026-09",
        "required": 1.0,
        "actual": 0.0,
        "unit_of_measure": "times",
        "state": "DUE",
        "changed_at": AT,
    }
    return await stored(locality, Standing(**(values | columns)))


STANDINGS = """{ standings { totalCount edges { node { id state rule { key }
    subject { __typename ... on Unit { name } ... on Case { title } } } } } }"""


async def test_a_hidden_subject_takes_its_standing_along(locality: Locality) -> None:
    unit, official = await make_unit(locality, "村"), await make_person(locality, official=True)
    hidden = await make_case(locality, "about him", concerning=official)
    await make_standing(locality, unit)
    await make_standing(locality, hidden, rule_key="core.cases.default")
    from factories.viewers import viewer_with

    seen = await data(locality, STANDINGS)
    assert seen["standings"]["totalCount"] == 2
    viewer = viewer_with("supervisor", person_id=official.id)
    found = (await data(locality, STANDINGS, viewer=viewer))["standings"]
    assert [e["node"]["subject"] for e in found["edges"]] == [{"__typename": "Unit", "name": "村"}]
    assert found["totalCount"] == 1


async def test_what_python_fills_in_is_asked_of_one_type_of_several(locality: Locality) -> None:
    await make_standing(locality, await make_unit(locality, "村"))
    person = await make_person(locality, "官", official=True)
    await make_standing(locality, await make_case(locality), rule_key="core.x")
    await make_standing(locality, person)
    query = """{ standings(first: 9) { edges { node { subject { __typename
        ... on Case { availableActions { action } }
        ... on Unit { standings { edges { node { explanation } } } } } } } } }"""
    found = (await data(locality, query))["standings"]["edges"]
    shapes = {tuple(edge["node"]["subject"]) for edge in found}
    assert shapes == {
        ("__typename",),
        ("__typename", "availableActions"),
        ("__typename", "standings"),
    }


async def test_a_subject_that_is_not_there_any_more(locality: Locality) -> None:
    unit = await make_unit(locality, "村")
    await make_standing(locality, unit)
    gone = await make_standing(locality, unit, subject_id=5, rule_key="core.x")
    found = (await data(locality, STANDINGS))["standings"]["edges"]
    assert len(found) == 1
    query = "query ($id: ID!) { node(id: $id) { id ... on Standing { subject { __typename } } } }"
    assert await data(locality, query, id=f"Standing:{gone.id}") == {"node": None}
    less = "query ($id: ID!) { node(id: $id) { ... on Standing { state } } }"
    assert await data(locality, less, id=f"Standing:{gone.id}") == {"node": {"state": "DUE"}}


async def test_a_state_that_is_none_of_the_enum_is_missing(locality: Locality) -> None:
    unit = await make_unit(locality)
    await make_standing(locality, unit, state="NO_SUCH_STATE")
    assert (await data(locality, STANDINGS))["standings"]["edges"] == []


async def test_a_rule_that_is_not_declared_any_more_takes_its_deadline(locality: Locality) -> None:
    case = await make_case(locality)
    for key in ("core.cases.default", "gone.rule"):
        await stored(
            locality,
            Deadline(case_id=case.id, rule_key=key, started_at=AT, days=5, unit_of_count="days"),
        )
    query = "query ($c: String!) { case(code: $c) { deadlines { state rule { key } } } }"
    found = (await data(locality, query, c=case.code))["case"]["deadlines"]
    assert found == [{"state": "RUNNING", "rule": {"key": "core.cases.default"}}]


async def test_a_step_of_a_workflow_that_is_gone_takes_its_case(locality: Locality) -> None:
    case = await make_case(locality, "old", module="gone.module")
    query = "query ($c: String!) { case(code: $c) { title %s } }"
    assert (await data(locality, query % "", c=case.code))["case"] == {"title": "old"}
    assert (await data(locality, query % "step { code }", c=case.code))["case"] is None


@pytest.mark.parametrize("unit", [None, 7])
async def test_a_nullable_link_that_leads_nowhere_is_null(
    locality: Locality, unit: int | None
) -> None:
    case = await make_case(locality)
    query = "query ($c: String!) { case(code: $c) { title unit { name parent { name } } } }"
    found = (await data(locality, query, c=case.code))["case"]
    assert found == {"title": case.title, "unit": None}
