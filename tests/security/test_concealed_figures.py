"""What a unit is measured by tells nobody of a case that they must not know of."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col

from factories import make_case, make_unit
from factories.asking import data
from factories.rules import CLAUSE, working_by
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.rules import Coverage, Indicator, cases, encounter, rate, units
from lianxin.standings import refresh_standings
from lianxin.tables import Case, Unit

ANSWERED = Indicator(
    **CLAUSE,
    key="answered",
    value=rate(Case, col(Case.answered_at).is_not(None), on=col(Case.submitted_at)),
    every=units("department"),
    target=100,
    per="year",
)
VISITED = Coverage(**CLAUSE, key="visited", every=cases(), has=(encounter("visit"),))
PATHS = {
    "standings": """{ standings(filter: {rule: ["test.rules.answered"]}) {
        edges { node { actual state explanation } } } }""",
    "shares": """{ standingShares(rule: "test.rules.answered", by: ["department"]) {
        edges { node { total met } } } }""",
    "shares of cases": """{ standingShares(rule: "test.rules.visited", by: ["department"]) {
        edges { node { total met } } } }""",
    "gaps": """{ coverageGaps(rule: "test.rules.visited") {
        totalCount edges { node { lacking subject { __typename } } } } }""",
    "indicator": """{ indicatorValues(rule: "test.rules.answered") {
        edges { node { value numerator denominator } } } }""",
    "unit": """{ unit(code: "B") { standings { totalCount edges { node { actual state } } } } }""",
}
DAY = datetime(2026, 9, 10, tzinfo=UTC)


@pytest.fixture
def office(locality: Locality) -> Locality:
    return working_by(locality, ANSWERED, VISITED)


async def _told(office: Locality, path: str, unit: Unit) -> str:
    async with office.database.writing() as tx:
        await refresh_standings(tx, office, office.clock.now())
    return str(await data(office, PATHS[path], viewer=_at(unit)))


def _at(unit: Unit) -> Viewer:
    return viewer_with("supervisor", person_id=7, unit_ids=(unit.id,), lineage=(unit.id,))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kept", ["named", "confined"])
async def test_no_figure_tells_of_it(office: Locality, path: str, kept: str) -> None:
    named, other = [await make_unit(office, kind="department", code=c) for c in ("A", "B")]
    third = await make_unit(office, code="C")
    await make_case(office, unit=other, submitted_at=DAY, answered_at=DAY)
    before = await _told(office, path, named)
    assert "100" in before or "total" in before
    how = {"concerning": named} if kept == "named" else {"confined_to_id": third.id}
    await make_case(office, unit=other, submitted_at=DAY, **how)
    assert await _told(office, path, named) == before


async def test_whoever_may_know_sees_how_it_stands_itself(office: Locality) -> None:
    named, other = [await make_unit(office, kind="department") for _ in range(2)]
    await make_case(office, unit=other, concerning=named)
    query = """{ standings(filter: {rule: ["test.rules.visited"]}) {
        edges { node { subject { __typename } } } } }"""
    PATHS["visited"] = query
    assert "Case" in await _told(office, "visited", other)
    assert "Case" not in await _told(office, "visited", named)
