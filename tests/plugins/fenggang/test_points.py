"""FG-E1, FG-E2: what a demonstration point has, and the teams of orderlies."""

from datetime import datetime

import pytest

from factories import make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.villages import stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("fenggang.points")
KEY = "fenggang.points."
POINT, FACILITY = "fenggangRecordPoint", "fenggangRecordFacility"
REQUIRED = {
    "county": ("mass_work_centre", "service_centre", "public_law_centre"),
    "town": (
        *("service_centre", "mass_work_station", "orderly_team", "grid_platform"),
        *("moral_hall", "law_centre", "service_line"),
    ),
    "village": (
        "service_centre",
        "mass_work_room",
        "power_post_bank",
        "orderly_team",
        "moral_hall",
    ),
    "group": ("mass_work_spot", "group_council", "tea_house"),
}


@pytest.mark.parametrize("level", REQUIRED)
async def test_fg_e1_what_a_point_lacks_is_listed_and_one_that_lacks_nothing_is_certified(
    locality: Locality, level: str
) -> None:
    await make_unit(locality, "示范点", kind=level, code="P")
    await make_unit(locality, "不是示范点", kind=level, code="Q")
    await done(locality, POINT, {"unit": "P", "since": "2026-01-01"})
    first, *others = REQUIRED[level]
    there = {"unit": "P", "since": "2026-02-01"}
    for kind in others:
        await done(locality, FACILITY, there | {"kind": kind})
    [stood] = await stands(locality, f"{KEY}{level}_points")
    assert (stood["state"], stood["required"]) == ("BREACHED", len(REQUIRED[level]))
    await sweep_all(locality)
    query = "{ consequences { edges { node { kind { code } subject { ... on Unit { code } } } } } }"
    assert (await data(locality, query))["consequences"]["edges"] == []
    await done(locality, FACILITY, there | {"kind": first})
    await sweep_all(locality)
    [edge] = (await data(locality, query))["consequences"]["edges"]
    assert edge["node"] == {"kind": {"code": "certified_point"}, "subject": {"code": "P"}}


@pytest.mark.parametrize("level", REQUIRED)
async def test_fg_e1_a_certificate_is_withdrawn_and_given_anew(
    locality: Locality, level: str, clock: FixedClock
) -> None:
    await make_unit(locality, "示范点", kind=level, code="P")
    await done(locality, POINT, {"unit": "P", "since": "2026-01-01"})
    for kind in REQUIRED[level]:
        until = {"until": "2026-09-30"} if kind == REQUIRED[level][0] else {}
        await done(locality, FACILITY, {"unit": "P", "kind": kind, "since": "2026-02-01", **until})
    await sweep_all(locality)
    clock.move(datetime.fromisoformat("2026-10-09T09:00:00+08:00"))
    for _ in range(2):
        await sweep_all(locality)
    there = {"unit": "P", "kind": REQUIRED[level][0], "since": "2026-10-10"}
    await done(locality, FACILITY, there)
    clock.move(datetime.fromisoformat("2026-10-12T09:00:00+08:00"))
    for _ in range(2):
        await sweep_all(locality)
    query = "{ consequences { edges { node { kind { code } recordedAt } } } }"
    found = (await data(locality, query))["consequences"]["edges"]
    told = sorted((e["node"]["recordedAt"], e["node"]["kind"]["code"]) for e in found)
    assert [kind for _, kind in told] == [
        "certified_point",
        "certificate_withdrawn",
        "certified_point",
    ]


async def test_fg_e1_each_level_has_its_own_facilities_and_options(locality: Locality) -> None:
    for kind in ("village", "department"):
        await make_unit(locality, kind=kind, code=kind.upper())
    assert await refusal(locality, POINT, {"unit": "DEPARTMENT", "since": "2026-01-01"}) == "FG-E1"
    facility = {"unit": "VILLAGE", "since": "2026-01-01"}
    await done(locality, FACILITY, facility | {"kind": "farm_library"})
    for kind in ("grid_platform", "credit_union"):
        assert await refusal(locality, FACILITY, facility | {"kind": kind}) == "FG-E1"


async def test_fg_e2_every_town_and_village_has_its_team_of_orderlies(locality: Locality) -> None:
    for kind in ("town", "village", "group"):
        await make_unit(locality, kind=kind, code=kind.upper())
    person = f"Person:{(await make_person(locality)).id}"
    orderly = {"person": person, "since": "2026-03-01"}
    record = "fenggangRecordOrderly"
    assert await refusal(locality, record, orderly | {"unit": "GROUP"}) == "FG-E2"
    await done(locality, record, orderly | {"unit": "TOWN"})
    found = await stands(locality, "FG-E2")
    states = {s["subject"]["code"]: s["state"] for s in found}
    assert states == {"TOWN": "MET", "VILLAGE": "BREACHED"}
