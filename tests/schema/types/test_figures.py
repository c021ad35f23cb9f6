"""Shares and indicators: computed pages that are read like any other."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col

from factories import make_appointment, make_case, make_unit
from factories.asking import ask, data
from factories.rules import CLAUSE, working_by
from factories.viewers import viewer_with
from lianxin.localities import Locality
from lianxin.rules import Coverage, Indicator, appointment, counted, units
from lianxin.tables import Case

EVERY_VILLAGE = Coverage(
    **CLAUSE, key="every_village", every=units("village"), has=(appointment("agent"),)
)
SUBMITTED = Indicator(
    **CLAUSE, key="submitted", value=counted(Case, on=col(Case.submitted_at)), per="month"
)
SHARES = """query ($first: Int, $after: String) {
    standingShares(rule: "test.rules.every_village", by: ["town"], first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        edges { node { unit { code } total met percent } } } }"""
VALUES = """query ($by: String, $unit: String, $rule: String!) {
    indicatorValues(rule: $rule, by: $by, unit: $unit) {
        edges { node { value numerator periodStart key { ... on Unit { code } } } } } }"""


@pytest.fixture
def office(locality: Locality) -> Locality:
    return working_by(locality, EVERY_VILLAGE, SUBMITTED)


async def test_the_share_met_is_told_page_by_page(office: Locality) -> None:
    for n in range(3):
        town = await make_unit(office, kind="town", code=f"T{n}")
        for m in range(2):
            village = await make_unit(office, parent=town)
            if m < n:
                await make_appointment(office, village, "agent")
    first = (await data(office, SHARES, first=2))["standingShares"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    assert [e["node"]["percent"] for e in first["edges"]] == [0.0, 50.0]
    after = first["pageInfo"]["endCursor"]
    rest = (await data(office, SHARES, after=after))["standingShares"]
    assert rest["edges"] == [
        {"node": {"unit": {"code": "T2"}, "total": 2, "met": 2, "percent": 100.0}}
    ]


async def test_an_indicator_is_told_together_by_unit_and_within_one(office: Locality) -> None:
    rule = "test.rules.submitted"
    town = await make_unit(office, kind="town", code="T1")
    for unit in (await make_unit(office, parent=town, code="V1"), await make_unit(office)):
        await make_case(office, unit=unit)
    together = (await data(office, VALUES, rule=rule))["indicatorValues"]["edges"]
    assert [(e["node"]["value"], e["node"]["key"]) for e in together] == [(2.0, None)]
    towns = (await data(office, VALUES, rule=rule, by="town"))["indicatorValues"]["edges"]
    assert [(e["node"]["value"], e["node"]["key"]["code"]) for e in towns] == [(1.0, "T1")]
    within = (await data(office, VALUES, rule=rule, by="key", unit="T1"))["indicatorValues"]
    assert [e["node"]["key"]["code"] for e in within["edges"]] == ["V1"]


async def test_what_must_not_be_known_is_not_counted_either(office: Locality) -> None:
    bureau, other = [await make_unit(office, kind="department", code=c) for c in ("A", "B")]
    await make_case(office, unit=other, concerning=bureau)
    await make_case(office, unit=other)
    for unit, number in ((bureau, 1.0), (other, 2.0)):
        viewer = viewer_with("supervisor", unit_ids=(unit.id,), lineage=(unit.id,))
        found = await data(office, VALUES, rule="test.rules.submitted", viewer=viewer)
        (edge,) = found["indicatorValues"]["edges"]
        assert edge["node"]["value"] == number


async def test_the_last_months_tell_a_trend(office: Locality) -> None:
    unit = await make_unit(office)
    for month in (7, 9, 9):
        at = datetime(2026, month, 3, 4, tzinfo=UTC)
        await make_case(office, unit=unit, submitted_at=at)
    query = """query ($n: Int) { indicatorValues(rule: "test.rules.submitted", periods: $n) {
        edges { node { value periodStart } } } }"""
    edges = (await data(office, query, n=3))["indicatorValues"]["edges"]
    told = [(e["node"]["periodStart"], e["node"]["value"]) for e in edges]
    assert told == [("2026-07-01", 1.0), ("2026-08-01", None), ("2026-09-01", 2.0)]
    [refused] = (await ask(office, query, n=61))["errors"]
    assert refused["extensions"]["code"] == "TOO_MANY_PERIODS"


async def test_where_nobody_stands_there_is_no_share(office: Locality) -> None:
    query = '{ standingShares(rule: "test.rules.submitted", by: ["town"]) { totalCount } }'
    answer = await ask(office, query)
    assert answer["errors"][0]["extensions"]["code"] == "NOBODY_STANDS"


async def test_what_is_not_there_is_said(office: Locality) -> None:
    for variables in ({"rule": "nothing"}, {"rule": "test.rules.submitted", "unit": "X"}):
        answer = await ask(office, VALUES, **variables)
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    for variables in ({"first": 101}, {"after": "nowhere"}):
        assert "errors" in await ask(office, SHARES, **variables)
