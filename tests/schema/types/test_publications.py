"""Who may read what is published, and how it is looked for."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories.asking import data
from factories.rules import CLAUSE, working_by
from factories.storing import stored
from lianxin.localities import Locality
from lianxin.rules import Publication as Declared
from lianxin.tables import Publication, Unit

TITLES = """query ($filter: RecordFilter) {
    publications(filter: $filter) { totalCount edges { node { title } } } }"""


@pytest.fixture
async def published(locality: Locality) -> None:
    for n, audience in enumerate(("public", "resident", "handler"), start=1):
        row = Publication(
            rule_key="core.cases.default",
            title=audience,
            period_start=date(2026, 9, n),
            period_end=date(2026, 9, n),
            body={},
            audience=audience,
            published_at=datetime(2026, 9, n, tzinfo=UTC),
        )
        await stored(locality, row)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("public", ["public"]),
        ("resident", ["resident", "public"]),
        ("clerk", ["handler", "resident", "public"]),
    ],
)
async def test_an_audience_reads_what_is_for_it(
    locality: Locality, role: str, titles: list[str]
) -> None:
    found = (await data(locality, TITLES, role=role))["publications"]
    assert [edge["node"]["title"] for edge in found["edges"]] == titles
    assert found["totalCount"] == len(titles)


@pytest.mark.usefixtures("published")
async def test_publications_are_of_no_kind(locality: Locality) -> None:
    for kinds, number in ((None, 3), (["warning"], 0)):
        found = await data(locality, TITLES, filter={"kind": kinds})
        assert found["publications"]["totalCount"] == number


@pytest.mark.parametrize(("role", "told"), [("public", False), ("resident", True), ("clerk", True)])
async def test_what_is_open_at_any_time_has_its_audience_too(
    locality: Locality, role: str, told: bool
) -> None:
    hours = Declared(
        **CLAUSE, key="hours", live=True, query=select(col(Unit.name)), audience="resident"
    )
    query = '{ livePublication(rule: "test.rules.hours") }'
    found = await data(working_by(locality, hours), query, role=role)
    assert (found["livePublication"] is not None) == told
