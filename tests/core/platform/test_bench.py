"""The test bench itself: each test has a database as good as new, on both backends."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from factories import (
    make_account,
    make_appointment,
    make_case,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from lianxin.context import Context
from lianxin.database import Database
from lianxin.localities import Locality
from lianxin.tables import CalendarDayRow, Case, Unit, UnitLine

CASES = select(func.count()).select_from(Case)
UNITS = select(func.count()).select_from(Unit)
LINES = select(func.count()).select_from(UnitLine)
DAYS = select(func.count()).select_from(CalendarDayRow)


@pytest.mark.parametrize("turn", [1, 2])
async def test_every_test_begins_with_empty_tables(database: Database, turn: int) -> None:
    assert (await database.first(UNITS))[0] == 0
    assert (await database.first(DAYS))[0] == 730
    await make_unit(database)
    async with database.writing() as tx:
        await tx.change(CalendarDayRow, source="x")


async def test_factories_make_rows_that_belong_together(locality: Locality) -> None:
    town = await make_unit(locality, kind="town")
    village = await make_unit(locality, parent=town)
    officer = (await make_appointment(locality, village, "member")).person_id
    person = await make_person(locality, "李某")
    household = await make_household(locality, village, head=person, marks=["in_need"])
    await make_liaison(locality, person, household)
    await make_account(locality, "resident", person=person)
    case = await make_case(locality, unit=village, concerning=town, handler_id=officer)
    await make_meeting(
        locality, "visit", participants=[(person, "host")], targets=[household], cases=[case]
    )
    assert (await locality.database.first(LINES))[0] == 3
    assert (await locality.database.first(CASES))[0] == 1


def test_context_is_of_this_moment(context: Callable[..., Context]) -> None:
    asked = context(role="leader", language="en")
    assert asked.viewer.roles == {"leader"}
    assert asked.today.isoformat() == "2026-09-24"
