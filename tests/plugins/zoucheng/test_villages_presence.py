"""ZC-A3 … ZC-A5: days in the village, visits to it, days of duty under a posted name."""

from datetime import timedelta
from typing import Any

import pytest

from factories.asking import data
from factories.villages import Village, make_town, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")


@pytest.fixture
async def village(locality: Locality) -> Village:
    """On Thursday, 24 September 2026."""
    _, (unit,) = await make_town(locality)
    found = Village(locality, unit)
    await found.seat("secretary", "handler", "first_secretary")
    await found.seat("police", "handler", "liaison_police")
    await found.seat("agent", "handler", "livelihood_agent")
    return found


async def test_zc_a3_a_first_secretary_works_four_days_a_week_in_the_village(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    rule = "zoucheng.villages.four_days_in_the_village"
    for day in ("2026-09-21", "2026-09-22", "2026-09-22"):
        await village.record("secretary", "village_work", day)
    (standing,) = await stands(locality, rule)
    assert (standing["rule"]["code"], standing["state"]) == ("ZC-A3", "DUE")
    assert standing["explanation"] == "本周已驻村工作 2 天，要求 4 天，还差 2 天"
    for day in ("2026-09-23", "2026-09-24"):
        await village.record("secretary", "village_work", day)
    (standing,) = await stands(locality, rule)
    assert (standing["actual"], standing["state"]) == (4, "MET")
    clock.advance(timedelta(days=7))
    (late,) = await stands(locality, rule, on="2026-10-01")
    assert late["state"] == "AT_RISK"
    clock.advance(timedelta(days=4))
    (missed,) = await stands(locality, rule, on="2026-10-01")
    assert missed["state"] == "BREACHED"


async def test_zc_a3_days_elsewhere_do_not_count(locality: Locality, village: Village) -> None:
    _, (elsewhere,) = await make_town(locality)
    await village.record("secretary", "village_work", "2026-09-22", unit=elsewhere.code)
    (standing,) = await stands(locality, "ZC-A3")
    assert standing["actual"] == 0


async def test_zc_a4_the_police_visit_each_linked_village_twice_a_month(
    locality: Locality, village: Village
) -> None:
    _, (second,) = await make_town(locality)
    await village.serve_too("police", second, "liaison_police")
    for day in ("2026-09-03", "2026-09-17"):
        await village.record("police", "visit", day)
    await village.record("police", "visit", "2026-09-18", unit=second.code)
    found = {s["subject"]["code"]: s for s in await stands(locality, "ZC-A4")}
    assert found[village.unit.code]["state"] == "MET"
    assert found[second.code]["state"] == "AT_RISK"
    assert found[second.code]["explanation"] == "本月已走访 1 次，要求 2 次，还差 1 次"


async def test_zc_a5_an_agent_is_on_duty_on_tuesdays_and_thursdays_but_not_on_holidays(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    """In October 2026 the 1st and the 6th are holidays: 9 of 9 Tuesdays and Thursdays less 2."""
    clock.advance(timedelta(days=37))
    for day in (8, 13, 15, 20, 22, 27):
        await village.record("agent", "agent_duty", f"2026-10-{day:02}")
    (standing,) = await stands(locality, "zoucheng.villages.agent_on_duty", on="2026-10-31")
    assert (standing["required"], standing["actual"]) == (7, 6)
    assert (standing["state"], standing["explanation"][-6:]) == ("BREACHED", "10月29日")


async def test_zc_a5_agents_are_posted_by_name(locality: Locality, village: Village) -> None:
    query = """{ livePublication(rule: "ZC-A5") rules(kind: CALENDAR) { code parameters } }"""
    found: dict[str, Any] = await data(locality, query, role="public")
    assert found["livePublication"]["rows"] == [[village.unit.name, "agent", "2026-01-01"]]
    assert found["rules"][0]["parameters"]["agent_days"] == ["TUE", "THU"]
