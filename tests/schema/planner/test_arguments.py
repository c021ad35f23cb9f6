"""Arguments of every shape: null, absent, default, literal, variable, list, input object."""

from datetime import UTC, datetime
from typing import Any

import pytest

from factories import make_case, make_unit
from factories.asking import ask, data, snapshot_of
from lianxin.localities import Locality

TITLES = """query ($filter: CaseFilter, $orderBy: [CaseOrder!], $first: Int) {
    cases(filter: $filter, orderBy: $orderBy, first: $first) { edges { node { title } } } }"""


async def titles(locality: Locality, query: str = TITLES, **variables: Any) -> list[str]:
    found = (await data(locality, query, **variables))["cases"]["edges"]
    return [edge["node"]["title"] for edge in found]


async def code(locality: Locality, query: str, **variables: Any) -> str:
    answer = await ask(locality, query, **variables)
    assert "data" not in answer
    found: str = answer["errors"][0]["extensions"]["code"]
    return found


@pytest.fixture
async def three(locality: Locality) -> None:
    unit = await make_unit(locality, code="U1")
    for n, step in enumerate(["accepted", "handling", "answered"], start=1):
        at = datetime(2026, 9, n, tzinfo=UTC)
        channel = "web" if n < 3 else "phone"
        await make_case(locality, str(n), unit=unit, step=step, channel=channel, submitted_at=at)


@pytest.mark.usefixtures("three")
async def test_null_narrows_nothing(locality: Locality) -> None:
    none = {"unit": None, "step": None, "phase": None, "submittedAt": {"from": None}}
    assert await titles(locality, filter=none) == ["3", "2", "1"]
    assert await titles(locality, filter=None, orderBy=None, first=None) == ["3", "2", "1"]
    query = "{ cases(filter: {unit: null}, after: null) { edges { node { title } } } }"
    assert await titles(locality, query) == ["3", "2", "1"]


@pytest.mark.usefixtures("three")
async def test_a_variable_inside_a_literal_may_be_absent_null_or_given(locality: Locality) -> None:
    query = """query ($unit: String, $after: DateTime = "2026-09-02T00:00:00Z") {
        cases(filter: {unit: $unit, submittedAt: {from: $after}}) { edges { node { title } } } }"""
    assert await titles(locality, query) == ["3", "2"]
    assert await titles(locality, query, unit="U1", after=None) == ["3", "2", "1"]
    assert await titles(locality, query, unit="none") == []


@pytest.mark.usefixtures("three")
async def test_lists_mix_literals_and_variables(locality: Locality) -> None:
    query = """query ($a: String!, $phases: [CasePhase!]) { cases(filter:
        {step: [$a, "handling"], phase: $phases}) { edges { node { title } } } }"""
    assert await titles(locality, query, a="answered") == ["3", "2"]
    assert await titles(locality, query, a="accepted", phases=["INTAKE"]) == ["1"]
    assert await titles(locality, query, a="accepted", phases=[]) == []


@pytest.mark.usefixtures("three")
async def test_one_value_stands_for_a_list_of_it(locality: Locality) -> None:
    query = '{ cases(filter: {step: "handling"}) { edges { node { title } } } }'
    assert await titles(locality, query) == ["2"]
    assert await titles(locality, filter={"step": "handling", "phase": "HANDLING"}) == ["2"]


@pytest.mark.usefixtures("three")
async def test_literals_of_every_kind(locality: Locality) -> None:
    query = '''{ cases(first: 2, orderBy: [{field: SUBMITTED_AT}, {field: DUE_AT, direction: DESC}],
        filter: {overdue: false, phase: [INTAKE, HANDLING], unit: """U1""", handler: null,
        submittedAt: {from: "2026-09-01T00:00:00+00:00"}}) { edges { node { title } } } }'''
    assert await titles(locality, query) == ["1", "2"]


@pytest.mark.usefixtures("three")
async def test_several_orders_follow_each_other_and_a_repeated_one_counts_once(
    locality: Locality,
) -> None:
    orders = [
        {"field": "DUE_AT"},
        {"field": "SUBMITTED_AT", "direction": "ASC"},
        {"field": "SUBMITTED_AT", "direction": "DESC"},
    ]
    assert await titles(locality, orderBy=orders) == ["1", "2", "3"]
    assert await titles(locality, orderBy=[]) == ["3", "2", "1"]


@pytest.mark.usefixtures("three")
async def test_a_page_of_none_still_tells_whether_there_are_any(locality: Locality) -> None:
    query = """{ cases(first: 0) { totalCount edges { cursor }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    found = (await data(locality, query))["cases"]
    assert found["edges"] == []
    assert found["totalCount"] == 3
    assert found["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


async def test_values_are_bound_and_share_one_plan(locality: Locality) -> None:
    query = """query ($unit: String, $steps: [String!], $at: DateTime) { cases(filter:
        {unit: $unit, step: $steps, submittedAt: {to: $at}}) { edges { cursor } } }"""
    at = "2026-09-02T00:00:00Z"
    plans = snapshot_of(locality).plans
    before = len(plans)
    for unit, steps in (("a", ["b"]), ("'; --", []), ("%(x)s", ["c", "d"])):
        await data(locality, query, unit=unit, steps=steps, at=at)
    assert len(plans) == before + 1
    await data(locality, query, unit="a")
    assert len(plans) == before + 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("first: 101", "PAGE_TOO_LARGE"),
        ("first: -1", "PAGE_TOO_LARGE"),
        ("first: 1, last: 1", "FIRST_AND_LAST"),
        ('after: "junk"', "INVALID_CURSOR"),
        ("filter: {phase: NO_SUCH}", "GRAPHQL_VALIDATION_FAILED"),
        ("filter: {nothing: 1}", "GRAPHQL_VALIDATION_FAILED"),
        ('filter: {submittedAt: {from: "yesterday"}}', "GRAPHQL_VALIDATION_FAILED"),
        ('filter: {submittedAt: {from: "2026-01-01T00:00:00"}}', "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_a_wrong_literal_is_refused_with_a_code(
    locality: Locality, arguments: str, expected: str
) -> None:
    assert await code(locality, f"{{ cases({arguments}) {{ totalCount }} }}") == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"first": 101}, "PAGE_TOO_LARGE"),
        ({"first": "many"}, "BAD_USER_INPUT"),
        ({"first": 2**31}, "PAGE_TOO_LARGE"),
        ({"filter": {"phase": ["NO_SUCH"]}}, "BAD_USER_INPUT"),
        ({"filter": {"submittedAt": {"from": "0001-01-01T00:00:00+08:00"}}}, "BAD_USER_INPUT"),
        ({"filter": {"step": ["x"] * 101}}, "LIST_TOO_LONG"),
        ({"orderBy": [{"field": "DUE_AT"}] * 101}, "LIST_TOO_LONG"),
        ({"orderBy": [{"direction": "ASC"}]}, "BAD_USER_INPUT"),
    ],
)
async def test_a_wrong_variable_is_refused_with_a_code(
    locality: Locality, variables: dict[str, Any], expected: str
) -> None:
    assert await code(locality, TITLES, **variables) == expected
