"""Where a new case goes by itself: to the unit nearest to its reporter, to whoever is in charge."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_appointment, make_household, make_person, make_unit
from factories.rules import CLAUSE, working_by
from lianxin.commands import Outcome, SubmitCase, run
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    Guard,
    Phase,
    Route,
    Step,
    Term,
    Workflow,
    home_of,
    is_at_or_below,
    nearest,
)
from lianxin.tables import Appointment, Case, Unit

Ask = Callable[..., Context]
LINE = Workflow(
    **CLAUSE,
    key="line",
    channels=frozenset({"line"}),
    steps=(Step("taken_in", Text("受理", "Taken in"), Phase.INTAKE),),
    actions=(),
)
HOME = nearest("group", "village", to=home_of(col(Case.reporter_id)))
TO_THE_NEAREST = Route(**CLAUSE, key="nearest", workflow="line", unit=HOME)
TO_WHO_LEADS = Route(
    **CLAUSE,
    key="leader",
    workflow="line",
    handler=select(col(Appointment.person_id))
    .where(col(Appointment.unit_id) == col(Case.unit_id), col(Appointment.post) == "head")
    .limit(1)
    .scalar_subquery(),
)
NOT_ELSEWHERE = Guard(
    **CLAUSE,
    key="not_elsewhere",
    workflow="line",
    actions=("submit",),
    refuse_if=~is_at_or_below(home_of(col(Case.reporter_id)), col(Case.unit_id)),
    because=Text("不是本地居民", "They live elsewhere"),
)


class Place:
    """A village with a group in which the asker lives, and a village beside it."""

    def __init__(self, locality: Locality, context: Ask) -> None:
        self.locality, self._context = locality, context

    async def settle(self) -> None:
        self.village = await make_unit(self.locality, kind="village")
        self.group = await make_unit(self.locality, kind="group", parent=self.village)
        self.other = await make_unit(self.locality, kind="village")
        self.head = await make_appointment(self.locality, self.group, "head")
        home = await make_household(self.locality, self.group)
        self.resident = await make_person(self.locality, household=home)

    def works_by(self, *rules: Any) -> None:
        terms = {"channel": (Term("line", Text("热线", "Line")),)}
        self.locality = working_by(self.locality, LINE, *rules, terms=terms)

    async def submit(self, unit: Unit | None = None, **given: Any) -> Outcome:
        viewer = self._context("resident", person_id=self.resident.id)
        asked = SubmitCase(title="修路", channel="line", unit=unit.code if unit else None, **given)
        return await run(asked, replace(viewer, locality=self.locality))

    async def went_to(self) -> tuple[int | None, int | None]:
        case = await self.locality.database.first(select(Case.__table__))
        return case.unit_id, case.handler_id


@pytest.fixture
async def place(locality: Locality, context: Ask) -> Place:
    found = Place(locality, context)
    await found.settle()
    return found


async def test_a_case_goes_to_the_unit_nearest_to_its_reporter_and_to_who_leads_it(
    place: Place,
) -> None:
    place.works_by(TO_THE_NEAREST, TO_WHO_LEADS)
    assert (await place.submit()).done
    assert await place.went_to() == (place.group.id, place.head.person_id)


async def test_a_unit_that_is_given_stands_unless_the_route_is_always_taken(place: Place) -> None:
    place.works_by(TO_THE_NEAREST, TO_WHO_LEADS)
    assert (await place.submit(place.group)).done
    assert await place.went_to() == (place.group.id, place.head.person_id)


async def test_a_route_may_be_taken_whatever_was_given(place: Place) -> None:
    place.works_by(replace(TO_THE_NEAREST, always=True))
    assert (await place.submit(place.other)).done
    assert (await place.went_to())[0] == place.group.id


async def test_guards_look_at_a_case_where_it_goes(place: Place) -> None:
    place.works_by(TO_THE_NEAREST, NOT_ELSEWHERE)
    assert [p.code for p in (await place.submit(place.other)).problems] == ["RULE_REFUSED"]
    assert (await place.submit()).done


async def test_a_case_about_somebody_goes_nowhere_by_itself(place: Place) -> None:
    place.works_by(TO_THE_NEAREST)
    assert (await place.submit(concerning_units=[place.group.code])).done
    assert await place.went_to() == (None, None)
