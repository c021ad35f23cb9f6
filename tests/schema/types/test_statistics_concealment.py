"""Whom a case is about learns of it by no figure; what is published points at nobody."""

from datetime import UTC, datetime
from typing import Any

from factories import make_appointment, make_case, make_unit
from factories.asking import ask, data
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Person, Unit

COUNT = """
query ($filter: CaseFilter, $groupBy: [CaseDimension!]!, $median: Boolean = true) {
  caseStatistics(filter: $filter, groupBy: $groupBy) { edges { node {
    keys { code } count open answered suppressed medianHoursToAnswer @include(if: $median)
  } } }
}
"""
AT = datetime(2026, 9, 22, 16, tzinfo=UTC)


async def counts(locality: Locality, by: str = "UNIT", **options: Any) -> dict[str, int]:
    """By the roll-up and by counting: there must be no difference."""
    found = []
    for median in (False, True):
        answer = await data(locality, COUNT, groupBy=[by], median=median, **options)
        nodes = [edge["node"] for edge in answer["caseStatistics"]["edges"]]
        found.append({node["keys"][0]["code"]: node["count"] for node in nodes})
    assert found[0] == found[1]
    return found[0]


def official(person_id: int, unit: Unit, role: str = "supervisor") -> Viewer:
    ids = {"unit_ids": (unit.id,), "lineage": (unit.id,)}
    return viewer_with(role, person_id=person_id, **ids)


async def test_whoever_is_named_and_their_unit_do_not_count_the_case(locality: Locality) -> None:
    unit, other = await make_unit(locality, code="A"), await make_unit(locality, code="B")
    named = await make_appointment(locality, unit, "leader")
    person = Person(id=named.person_id)
    await make_case(locality, unit=other)
    await make_case(locality, unit=other, concerning=person)
    assert await counts(locality) == {"B": 2}
    assert await counts(locality, viewer=official(person.id, unit)) == {"B": 1}
    assert await counts(locality, viewer=official(7, unit)) == {"B": 1}
    assert await counts(locality, viewer=official(7, other)) == {"B": 2}


async def test_a_cell_of_concealed_cases_alone_is_not_there(locality: Locality) -> None:
    unit = await make_unit(locality, code="A")
    await make_case(locality, channel="letter", concerning=unit)
    assert await counts(locality, "CHANNEL", viewer=official(7, unit)) == {}


async def test_a_handler_counts_the_cases_of_own_units(locality: Locality) -> None:
    mine, other = await make_unit(locality, code="A"), await make_unit(locality, code="B")
    await make_case(locality, unit=mine)
    await make_case(locality, unit=other)
    await make_case(locality, unit=other, handler_id=None)
    assert await counts(locality, viewer=official(7, mine, "handler")) == {"A": 1}


async def test_what_is_confined_counts_where_it_is_confined_to(locality: Locality) -> None:
    mine, other = await make_unit(locality, code="A"), await make_unit(locality, code="B")
    await make_case(locality, confined_to_id=mine.id)
    assert await counts(locality, viewer=official(7, mine)) == {"": 1}
    assert await counts(locality, viewer=official(7, other)) == {}
    assert await counts(locality, role="public") == {}


async def test_published_figures_under_five_are_suppressed(locality: Locality) -> None:
    big, small = await make_unit(locality, code="A"), await make_unit(locality, code="B")
    for n in range(5):
        stamps = {"answered_at": AT, "closed_at": AT} if n < 2 else {}
        await make_case(locality, unit=big, submitted_at=AT, **stamps)
    for _ in range(4):
        await make_case(locality, unit=small, answered_at=AT)
    for role in ("public", "resident"):
        answer = await data(locality, COUNT, groupBy=["UNIT"], role=role)
        first, second = [edge["node"] for edge in answer["caseStatistics"]["edges"]]
        nothing = {"open": 0, "answered": 0, "medianHoursToAnswer": None, "suppressed": True}
        assert first == {"keys": [{"code": "A"}], "count": 5, **nothing}
        assert second == {"keys": [{"code": "B"}], "count": 0, **nothing}
    assert await counts(locality, role="auditor") == {"A": 5, "B": 4}


async def test_what_is_kept_from_anybody_is_not_published(locality: Locality) -> None:
    unit = await make_unit(locality, code="A")
    for _ in range(6):
        await make_case(locality, unit=unit)
    await make_case(locality, unit=unit, concerning=await make_unit(locality))
    assert await counts(locality, role="public") == {"A": 6}


async def test_published_figures_are_not_narrowed_to_persons_or_moments(locality: Locality) -> None:
    for narrowed in (
        {"reporter": "Person:5"},
        {"search": "张三"},
        {"overdue": True},
        {"submittedAt": {"from": "2026-09-01T00:00:00+08:00", "to": "2026-09-02T00:00:01+08:00"}},
        {"submittedAt": {"from": "2026-09-01T00:00:00Z"}},
    ):
        answer = await ask(locality, COUNT, role="public", groupBy=["DAY"], filter=narrowed)
        assert answer["errors"][0]["extensions"]["code"] == "FILTER_NOT_PUBLISHED"
    whole = {"submittedAt": {"from": "2026-09-01T00:00:00+08:00"}, "channel": ["web"]}
    assert await counts(locality, "DAY", role="public", filter=whole) == {}
