"""The people of an opinion centre and of a department."""

import pytest

from factories.desk import Desk
from factories.people import make_appointment, make_person, make_unit
from factories.viewers import viewer_with
from lianxin.localities import Locality


@pytest.fixture
async def desk(locality: Locality) -> Desk:
    unit = await make_unit(locality, "城市管理局", kind="department", code="CGJ")
    people = {}
    for role in ("clerk", "handler", "supervisor", "leader"):
        person = await make_person(locality, role, official=True)
        if role == "handler":
            await make_appointment(locality, unit, "handler", person=person)
        units = (unit.id,) if role == "handler" else ()
        people[role] = viewer_with(role, person_id=person.id, unit_ids=units, lineage=units)
    return Desk(locality, **people)
