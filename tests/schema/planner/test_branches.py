"""Lists read as branches: the same rows in the same order as sorting all of them would give."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factories import make_case, make_person, make_unit
from factories.asking import data
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Case, Unit

AT = datetime(2026, 9, 1, tzinfo=UTC)
PAGE = """
query (
  $filter: CaseFilter, $order: [CaseOrder!]
  $first: Int, $after: String, $last: Int, $before: String
) {
  cases(
    filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before
  ) { edges { node { code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
}
"""
ORDERS = {"SUBMITTED_AT": "submitted_at", "DUE_AT": "due_at", "CLOSED_AT": "closed_at"}
World = tuple[list[Case], list[Unit], dict[str, Viewer]]


async def made_up(locality: Locality) -> World:
    rng = random.Random(5)
    county = await make_unit(locality, code="county")
    units = [await make_unit(locality, code=f"u{n:02}", parent=county) for n in range(30)]
    me = await make_person(locality, official=True)
    cases = [
        await make_case(
            locality,
            unit=rng.choice([*units, units[0], units[1], None]),
            step=rng.choice(["accepted", "handling", "closed"]),
            channel=rng.choice(["phone", "web"]),
            category=rng.choice(["水", None]),
            handler=rng.choice([me, None, None]),
            reporter=rng.choice([me, None, None]),
            submitted_at=AT + timedelta(hours=rng.randrange(20)),
            due_at=rng.choice([None, AT + timedelta(days=rng.randrange(20))]),
            closed_at=rng.choice([None, AT + timedelta(days=rng.randrange(9))]),
            confined_to_id=rng.choice([None, None, None, units[2].id]),
        )
        for _ in range(90)
    ]
    return cases, units, dict(_viewers(me.id, [unit.id for unit in units], county.id))


def _viewers(me: int, units: list[int], county: int) -> Iterator[tuple[str, Viewer]]:
    """Up to some two dozen units are looked into one by one, more are not."""
    for role, number in (("supervisor", 0), ("handler", 0), ("handler", 3), ("handler", 30)):
        seen = {"unit_ids": tuple(units[:number]), "lineage": (*units[:number], county)}
        yield f"{role} of {number}", viewer_with(role, person_id=me, **seen)
    yield "resident", viewer_with("resident", person_id=me)


def expected(
    cases: list[Case],
    units: list[Unit],
    viewer: Viewer,
    wanted: Mapping[str, Any],
    by: str,
    falls: bool,
) -> list[str]:
    keys = {unit.code: unit.id for unit in units}

    def is_shown(c: Case) -> bool:
        mine = c.reporter_id == viewer.person_id
        served = c.unit_id in viewer.unit_ids or c.confined_to_id in viewer.lineage
        served |= c.handler_id == viewer.person_id
        allowed = mine or viewer.may("case.read_all") or (viewer.may("case.read_unit") and served)
        confined = c.confined_to_id is not None and c.confined_to_id not in viewer.lineage
        asked = all(getattr(c, name) in values for name, values in wanted.items() if name != "unit")
        if wanted.get("unit") == "county":
            asked &= c.unit_id is not None
        elif "unit" in wanted:
            asked &= c.unit_id == keys[wanted["unit"]]
        return allowed and asked and (mine or not confined)

    shown = sorted(filter(is_shown, cases), key=lambda c: c.id, reverse=falls)
    with_value = [c for c in shown if getattr(c, by) is not None]
    with_value.sort(key=lambda c: getattr(c, by), reverse=falls)
    return [c.code for c in [*with_value, *(c for c in shown if getattr(c, by) is None)]]


async def pages(locality: Locality, viewer: Viewer, backwards: bool, **variables: Any) -> list[str]:
    found: list[str] = []
    ends = ("last", "before", "startCursor") if backwards else ("first", "after", "endCursor")
    size, mark, cursor = ends
    while True:
        page = (await data(locality, PAGE, viewer=viewer, **{size: 50}, **variables))["cases"]
        codes = [edge["node"]["code"] for edge in page["edges"]]
        found = [*codes, *found] if backwards else [*found, *codes]
        if not page["pageInfo"]["hasPreviousPage" if backwards else "hasNextPage"]:
            return found
        variables[mark] = page["pageInfo"][cursor]


FILTERS: list[dict[str, Any]] = [
    {},
    {"unit": "u00"},
    {"unit": "county"},
    {"step": ["handling", "closed"]},
    {"unit": "county", "phase": ["HANDLING"], "channel": ["web"]},
    {"category": ["水"], "channel": ["web", "nonesuch"]},
]


@pytest.mark.parametrize("order", ORDERS)
async def test_every_list_is_as_sorting_all_that_may_be_seen_gives(
    locality: Locality, order: str
) -> None:
    cases, units, viewers = await made_up(locality)
    for n, (name, viewer) in enumerate(viewers.items()):
        for m, wanted in enumerate(FILTERS):
            falls, backwards = bool((n + m) % 2), bool((n + m) % 3)
            asked = [{"field": order, "direction": "DESC" if falls else "ASC"}]
            found = await pages(locality, viewer, backwards, filter=wanted, order=asked)
            right = expected(cases, units, viewer, wanted, ORDERS[order], falls)
            assert found == right, (name, wanted, falls, backwards)
