"""Commands and lists agree on whose eyes a case is for."""

from itertools import product
from typing import Any

from factories import make_appointment, make_case, make_person, make_unit
from factories.asking import data
from factories.viewers import viewer_with
from lianxin.commands import ActOnCase, run
from lianxin.context import Context, Viewer
from lianxin.localities import Locality
from lianxin.tables import Case, Person, Unit

CODES = "{ cases(first: 100) { edges { node { code } } } }"


async def _cases(locality: Locality, units: list[Unit], people: list[Person]) -> list[Case]:
    """Every way in which a case may be somebody's, or be kept from somebody."""
    mine: list[dict[str, Any]] = [
        {},
        *({"unit": unit} for unit in units),
        *({column: people[0]} for column in ("handler", "reporter")),
        {"responsible_id": people[0].id},
        *({"giver_id": unit.id} for unit in units),
    ]
    kept: list[dict[str, Any]] = [
        {},
        {"confined_to_id": units[1].id},
        *({"concerning": whom} for whom in (*units, *people)),
    ]
    return [await make_case(locality, **one, **other) for one, other in product(mine, kept)]


async def _seen_by_commands(locality: Locality, viewer: Viewer, cases: list[Case]) -> set[str]:
    """An action that is not known is refused as such, but only to whoever may know of the case."""
    context = Context(locality, viewer, locality.clock.now())
    seen = set()
    for case in cases:
        outcome = await run(ActOnCase(code=case.code, action="no-such-action"), context)
        if outcome.problems[0].code == "UNKNOWN_ACTION":
            seen.add(case.code)
    return seen


async def test_what_is_listed_can_be_acted_on_and_nothing_else(locality: Locality) -> None:
    county = await make_unit(locality, kind="county")
    town = await make_unit(locality, kind="town", parent=county)
    village = await make_unit(locality, parent=town)
    people = [await make_person(locality, official=True) for _ in range(2)]
    await make_appointment(locality, town, "member", person=people[1])
    cases = await _cases(locality, [county, town, village], people)
    above, below = (county.id, town.id), (town.id, village.id)
    for role in ("resident", "handler", "clerk", "leader"):
        for units in ({}, {"unit_ids": below, "lineage": above}):
            viewer = viewer_with(role, person_id=people[0].id, **units)
            answer = await data(locality, CODES, viewer=viewer)
            listed = {edge["node"]["code"] for edge in answer["cases"]["edges"]}
            assert listed == await _seen_by_commands(locality, viewer, cases), (role, units)
