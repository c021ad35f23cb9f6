"""退单: a unit returns what the duty catalogue (ZC-B1) says is another's, until a lead is ruled."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories.asking import data
from factories.desk import Desk
from factories.people import make_person, make_unit
from factories.storing import stored
from lianxin.clock import FixedClock
from lianxin.tables import Unit
from lianxin_zoucheng.tables import DutyItem

pytestmark = pytest.mark.modules("zoucheng.opinions")
PROPOSED = (
    "query ($code: String!) { case(code: $code) { dueAt unit { code } proposedUnit { code } } }"
)


async def a_duty_of(desk: Desk, unit: Unit, code: str) -> None:
    person = await make_person(desk.locality, official=True)
    who = dict.fromkeys(("principal_id", "leader_id", "section_head_id", "handler_id"), person.id)
    item = DutyItem(unit_id=unit.id, code=code, name="路灯维护", kind="service", days=5, **who)
    await stored(desk.locality, item)


@pytest.fixture
async def assigned(desk: Desk) -> Desk:
    """A matter assigned to the city management, with the lighting office beside it."""
    lights = await make_unit(desk.locality, "路灯管理处", kind="department", code="LDC")
    await a_duty_of(desk, lights, "LD-01")
    await a_duty_of(desk, await unit_of(desk), "CG-01")
    return await submit_and_assign(desk)


async def unit_of(desk: Desk) -> Unit:
    """The city management's, whose handler has the matter."""
    (key,) = desk.viewers["handler"].unit_ids
    unit = await desk.locality.database.first(select(Unit.__table__).where(col(Unit.id) == key))
    assert unit is not None
    return Unit(**unit._asdict())


async def submit_and_assign(desk: Desk, unit: str = "CGJ") -> Desk:
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling", category="roads")
    await desk.step("clerk", "assign", unit=unit)
    return desk


async def proposal(desk: Desk) -> dict:
    found: dict = await data(desk.locality, PROPOSED, viewer=desk.viewers["clerk"], code=desk.code)
    return found["case"]


async def codes(desk: Desk, who: str, action: str, **fields: str) -> list[str]:
    return [e["code"] for e in (await desk.act(who, action, "理由", **fields))["errors"]]


async def test_zc_b1_what_is_anothers_duty_goes_back_and_the_clock_runs_on(assigned: Desk) -> None:
    due = (await proposal(assigned))["dueAt"]
    assert await codes(assigned, "handler", "return", ground="LD-01") == []
    assert await proposal(assigned) == {"dueAt": due, "unit": None, "proposedUnit": None}


@pytest.mark.parametrize("ground", ["LD-99", "CG-01"])
async def test_zc_b1_without_a_ground_in_the_list_nothing_goes_back(
    assigned: Desk, ground: str
) -> None:
    assert await codes(assigned, "handler", "return", ground=ground) == ["RULE_REFUSED"]
    assert (await proposal(assigned))["unit"] == {"code": "CGJ"}


async def test_zc_b1_after_two_days_it_is_too_late(assigned: Desk, clock: FixedClock) -> None:
    clock.advance(timedelta(days=2, minutes=1))
    assert await codes(assigned, "handler", "return", ground="LD-01") == ["RULE_REFUSED"]


async def test_zc_b1_after_two_returns_a_lead_is_ruled_and_the_next_dispatch_proposes_it(
    assigned: Desk,
) -> None:
    assert await codes(assigned, "supervisor", "rule_lead", unit="LDC") == ["RULE_REFUSED"]
    assert await codes(assigned, "handler", "return", ground="LD-01") == []
    await assigned.step("clerk", "assign", unit="CGJ")
    assert await codes(assigned, "handler", "return", ground="LD-01") == []
    assert await codes(assigned, "clerk", "assign", unit="CGJ") == ["RULE_REFUSED"]
    await assigned.step("supervisor", "rule_lead", "城管牵头，路灯处配合", unit="CGJ")
    assert await codes(assigned, "handler", "return", ground="LD-01") == ["RULE_REFUSED"]
    await submit_and_assign(assigned, unit="LDC")
    assert (await proposal(assigned))["proposedUnit"] == {"code": "CGJ"}
