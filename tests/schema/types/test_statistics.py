"""Counting cases: exact figures for whoever may see them, on both databases.

Where no median is asked for the roll-up answers, if it can; else the cases are counted.
"""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from factories import make_case, make_unit
from factories.asking import ask, data
from lianxin.calendar import period_of
from lianxin.localities import Locality
from lianxin.statistics import SATISFIED
from lianxin.tables import Case, Unit

NOW = datetime(2026, 9, 24, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
COUNT = """
query (
  $filter: CaseFilter, $groupBy: [CaseDimension!]!, $first: Int, $after: String
  $median: Boolean = false
) {
  caseStatistics(filter: $filter, groupBy: $groupBy, first: $first, after: $after) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node {
      keys { dimension code label } count open overdue answered calledBack satisfied suppressed
      medianHoursToAnswer @include(if: $median)
    } }
  }
}
"""
DIMENSIONS = {
    "UNIT": lambda case, units: units[case.unit_id].code if case.unit_id else "",
    "CHANNEL": lambda case, _: case.channel,
    "CATEGORY": lambda case, _: case.category or "",
    "STEP": lambda case, _: case.step,
    "PHASE": lambda case, _: case.phase,
    "DAY": lambda case, _: day_of(case).isoformat(),
    "WEEK": lambda case, _: period_of("week", day_of(case)).key,
    "MONTH": lambda case, _: period_of("month", day_of(case)).key,
}
GROUPINGS = [
    [],
    ["UNIT"],
    ["MONTH", "UNIT", "STEP"],
    ["CATEGORY", "PHASE", "CHANNEL"],
    ["WEEK", "DAY"],
    list(DIMENSIONS),
]


def day_of(case: Case) -> Any:
    return case.submitted_at.astimezone(ZONE).date()


async def some_cases(locality: Locality, seed: int) -> tuple[list[Case], dict[int, Unit]]:
    """Cases over the turn of a year, some before midnight in the locality and some after it."""
    rng = random.Random(seed)
    units = [await make_unit(locality, code=code) for code in ("b", "B", "村2", "村10")]
    cases = []
    for _ in range(40):
        at = datetime(2025, 12, 27, 15, 59, tzinfo=UTC) + timedelta(hours=rng.randrange(400))
        answered = at + timedelta(seconds=rng.randrange(10**6)) if rng.random() < 0.7 else None
        step = rng.choice(["accepted", "handling", "answered", "closed"])
        case = await make_case(
            locality,
            step=step,
            unit=rng.choice([*units, None]),
            channel=rng.choice(["phone", "web"]),
            category=rng.choice(["水", "water", None]),
            submitted_at=at,
            answered_at=answered,
            called_back_at=answered if rng.random() < 0.5 else None,
            closed_at=NOW if step == "closed" else None,
            due_at=rng.choice([None, NOW, NOW - timedelta(seconds=1)]),
            satisfaction=rng.choice([None, "dissatisfied", *SATISFIED]),
        )
        cases.append(case)
    return cases, {unit.id: unit for unit in units}


def recount(
    cases: list[Case], units: dict[int, Unit], grouping: list[str], median: bool
) -> dict[Any, Any]:
    cells: dict[Any, list[Case]] = {}
    for case in cases:
        key = tuple(DIMENSIONS[d](case, units) for d in grouping)
        cells.setdefault(key, []).append(case)
    return {key: figures(cells[key], median) for key in sorted(cells)}


def figures(cases: list[Case], with_median: bool) -> dict[str, Any]:
    seconds = [(c.answered_at - c.submitted_at).total_seconds() for c in cases if c.answered_at]
    middle = pytest.approx(median(seconds) / 3600, abs=1e-6) if seconds else None
    return {
        "count": len(cases),
        "open": sum(c.closed_at is None for c in cases),
        "overdue": sum(c.due_at is not None and c.due_at < NOW for c in cases),
        "answered": len(seconds),
        "calledBack": sum(c.called_back_at is not None for c in cases),
        "satisfied": sum(c.satisfaction in SATISFIED for c in cases),
        "suppressed": False,
        **({"medianHoursToAnswer": middle} if with_median else {}),
    }


async def cells(locality: Locality, group_by: list[str], **options: Any) -> dict[Any, Any]:
    """Figures by the codes of their keys, page by page."""
    found: dict[Any, Any] = {}
    after = None
    while True:
        answer = await data(locality, COUNT, groupBy=group_by, after=after, **options)
        page = answer["caseStatistics"]
        for edge in page["edges"]:
            keys = edge["node"].pop("keys")
            assert [key["dimension"] for key in keys] == group_by
            found[tuple(key["code"] for key in keys)] = edge["node"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.parametrize("by_rollup", [True, False])
async def test_every_grouping_is_what_a_plain_recount_gives(
    locality: Locality, by_rollup: bool
) -> None:
    cases, units = await some_cases(locality, 1)
    for grouping in GROUPINGS:
        found = await cells(locality, grouping, first=7, median=not by_rollup)
        expected = recount(cases, units, grouping, median=not by_rollup)
        assert found == expected, grouping
        assert list(found) == list(expected), f"the order of {grouping}"


NEW_YEAR = "2026-01-01T00:00:00+08:00"


@pytest.mark.parametrize("by_rollup", [True, False])
async def test_filters_are_those_of_cases(locality: Locality, by_rollup: bool) -> None:
    await some_cases(locality, 3)
    total = "query ($filter: CaseFilter) { cases(filter: $filter) { totalCount } }"
    for by, narrowed in (
        ("UNIT", {"unit": "村2", "step": ["closed", "handling"]}),
        ("UNIT", {"unit": "村2", "submittedAt": {"from": NEW_YEAR}}),
        ("UNIT", {"submittedAt": {"to": "2026-01-02T00:00:00+08:00"}}),
        ("UNIT", {"unit": "村2", "overdue": False}),
        ("MONTH", {"phase": ["INTAKE", "CLOSED"], "channel": ["web"]}),
        ("PHASE", {"submittedAt": {"from": NEW_YEAR, "to": "2026-01-02T00:00:00+08:00"}}),
        ("PHASE", {"category": ["水"], "submittedAt": {"from": NEW_YEAR, "to": None}}),
        ("PHASE", {"category": ["", "water"]}),
        ("DAY", {"submittedAt": {"from": "2026-01-01T01:00:00Z"}}),
        ("STEP", {"search": "诉求", "dueAt": {"to": "2026-09-24T01:00:00Z"}}),
        ("STEP", {"handler": "Person:5", "reporter": None}),
    ):
        found = await cells(locality, [by], filter=narrowed, median=not by_rollup)
        counted = await data(locality, total, filter=narrowed)
        expected = counted["cases"]["totalCount"]
        assert sum(cell["count"] for cell in found.values()) == expected, narrowed


async def test_cells_are_called_what_people_call_them(locality: Locality) -> None:
    unit = await make_unit(locality, "大束镇", code="DS")
    await make_case(locality, unit=unit, channel="phone", category="gone")
    grouping = ["UNIT", "CHANNEL", "CATEGORY", "STEP", "PHASE", "DAY", "WEEK", "MONTH"]
    labels = {}
    for language in ("zh", "en"):
        answer = await data(locality, COUNT, groupBy=grouping, language=language)
        (edge,) = answer["caseStatistics"]["edges"]
        labels[language] = [key["label"] for key in edge["node"]["keys"]]
    day = ["2026年9月23日", "2026年第39周", "2026年9月"]
    assert labels["zh"] == ["大束镇", "电话", "gone", "已受理", "受理", *day]
    day = ["2026-09-23", "2026-W39", "2026-09"]
    assert labels["en"] == ["大束镇", "Telephone", "gone", "Accepted", "Intake", *day]


async def test_a_total_is_one_cell_even_of_nothing(locality: Locality) -> None:
    assert (await cells(locality, []))[()]["count"] == 0
    assert await cells(locality, ["UNIT"]) == {}


async def test_only_what_is_asked_for_is_computed(locality: Locality) -> None:
    await make_case(locality, answered_at=NOW)
    query = "{ caseStatistics(groupBy: [PHASE, PHASE]) { edges { node { n: count open } } } }"
    found = await data(locality, query)
    assert found["caseStatistics"] == {"edges": [{"node": {"n": 1, "open": 1}}]}


async def test_names_aliases_and_fragments_are_kept(locality: Locality) -> None:
    await make_case(locality, channel="phone")
    query = """query { statistics: caseStatistics(groupBy: CHANNEL) {
        __typename pageInfo { more: hasNextPage } edges { __typename node { ...figures } }
        edges { node { keys { called: label } } } } }
        fragment figures on CaseStatistic { __typename keys { code } }"""
    found = await data(locality, query)
    assert found["statistics"] == {
        "__typename": "CaseStatisticConnection",
        "pageInfo": {"more": False},
        "edges": [
            {
                "__typename": "CaseStatisticEdge",
                "node": {
                    "__typename": "CaseStatistic",
                    "keys": [{"code": "phone", "called": "电话"}],
                },
            }
        ],
    }


@pytest.mark.parametrize("day", ["2024-12-30", "2025-12-28", "2026-01-01", "2027-01-03"])
async def test_weeks_are_numbered_as_the_calendar_numbers_them(
    locality: Locality, day: str
) -> None:
    await make_case(locality, submitted_at=datetime.fromisoformat(f"{day}T00:00:00+08:00"))
    week = period_of("week", datetime.fromisoformat(day).date())
    query = "{ caseStatistics(groupBy: [WEEK]) { edges { node { keys { code label } } } } }"
    found = await data(locality, query)
    (edge,) = found["caseStatistics"]["edges"]
    assert edge["node"]["keys"] == [{"code": week.key, "label": week.label.zh}]


async def test_a_cursor_of_another_grouping_is_refused(locality: Locality) -> None:
    await make_case(locality)
    page = (await data(locality, COUNT, groupBy=["DAY"]))["caseStatistics"]
    cursor = page["pageInfo"]["endCursor"]
    for grouping, after in ((["MONTH"], cursor), (["DAY"], "[]"), (["DAY"], '["DAY","x"]')):
        answer = await ask(locality, COUNT, groupBy=grouping, after=after)
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_CURSOR"


async def test_pages_larger_than_a_hundred_are_refused(locality: Locality) -> None:
    answer = await ask(locality, COUNT, groupBy=["DAY"], first=101)
    assert answer["errors"][0]["extensions"]["code"] == "PAGE_TOO_LARGE"


def test_satisfied_is_every_answer_but_one() -> None:
    from lianxin.builtin.words import COMMON_WORDS

    words = Counter(term.code for term in COMMON_WORDS["satisfaction"])
    assert words == Counter([*SATISFIED, "dissatisfied"])
