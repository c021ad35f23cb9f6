"""Two units with an item of the duty list each, and a case that one of them has to handle."""

from factories.asking import data
from factories.departments import done
from factories.people import make_unit
from factories.villages import Village
from lianxin.localities import Locality

PROPOSED = (
    "query ($code: String!) { case(code: $code) { dueAt unit { code } proposedUnit { code } } }"
)


async def make_duties(locality: Locality) -> Village:
    """The city management (CGJ, item CG-01), with a handler, beside the lighting office (LDC)."""
    found = Village(
        locality, await make_unit(locality, "城市管理局", kind="department", code="CGJ")
    )
    await make_unit(locality, "路灯管理处", kind="department", code="LDC")
    await found.seat("handler", "handler", "handler")
    for who in ("clerk", "supervisor"):
        await found.seat(who, who)
    for code, unit in (("CG-01", "CGJ"), ("LD-01", "LDC")):
        item = {"code": code, "name": "路灯维护", "unit": unit}
        await done(locality, "coreRecordDutyItem", item)
    return found


async def give_back(at: Village) -> None:
    """The handler returns it, and does not see it any more."""
    assert (await at.act("handler", "return", "路灯属路灯处", ground="LD-01"))["errors"] == []


async def proposal(at: Village) -> dict:
    """Whose the case is, by when, and whom its dispatch proposes."""
    found = await data(at.locality, PROPOSED, viewer=at.viewers["clerk"], code=at.code)
    case: dict = found["case"]
    return case
