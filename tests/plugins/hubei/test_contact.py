"""HB-A1 … HB-A5: days of research and a stay, trips that keep apart, points and visits to them."""

from datetime import date, datetime
from typing import Any

import pytest

from factories import make_appointment, make_liaison, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.provinces import Province, make_province
from factories.villages import clause_or_code, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("hubei.contact")
KEY = "hubei.contact."
TRIP = {"theme": "产业扶贫", "company": 3}
VISIT = {"lodging": "云雾村农户家", "company": 2, "accompanied_by": "秘书一人、县农业局一人"}


@pytest.fixture
async def province(locality: Locality, clock: FixedClock) -> Province:
    clock.move(datetime.fromisoformat("2026-12-20T09:00:00+08:00"))
    return await make_province(locality, "周常委")


async def stood(province: Province, rule: str, **variables: Any) -> dict[str, Any]:
    """How the one subject stands."""
    [found] = await stands(province.locality, KEY + rule, **variables)
    return found


async def test_hb_a1_days_at_the_grassroots_count_once_and_elsewhere_not(
    province: Province,
) -> None:
    for day, until in (("2026-03-02", "2026-03-05"), ("2026-03-05", "2026-03-06")):
        assert (
            await province.meets("周常委", "research", day, at="鹤峰县", until=until, **TRIP) == []
        )
    assert await province.meets("周常委", "research", "2026-04-01", **TRIP) == []
    found = await stood(province, "research_days")
    assert (found["actual"], found["required"]) == (5, 30)
    assert (found["rule"]["code"], found["state"]) == ("HB-A1", "BREACHED")


@pytest.mark.parametrize(("until", "number"), [("2026-05-12", 0), ("2026-05-13", 1)])
async def test_hb_a1_a_stay_lasts_about_three_days(
    province: Province, until: str, number: int
) -> None:
    start = "2026-05-12"
    assert await province.meets("周常委", "research", start, at="云雾村", until=until, **TRIP) == []
    assert (await stood(province, "stays"))["actual"] == number


async def test_hb_a1_a_report_is_on_a_trip_of_ones_own(province: Province) -> None:
    await province.seat("李常委", "leader", "standing_member")
    await province.meets("周常委", "research", "2026-05-12", at="云雾村", **TRIP)
    report = {"meeting": province.meeting, "title": "云雾村脱贫调研", "finishedOn": "2026-06-01"}
    mine = report | {"person": province.id_of("周常委")}
    record = "hubeiRecordResearchReport"
    assert (
        await refusal(province.locality, record, report | {"person": province.id_of("李常委")})
        == "HB-A1"
    )
    assert await refusal(province.locality, record, mine | {"finishedOn": "2026-05-01"}) == "HB-A1"
    await done(province.locality, record, mine, "record { version }")
    found = {
        s["subject"]["id"]: s["state"]
        for s in await stands(province.locality, KEY + "a_report_each_year")
    }
    assert found[province.id_of("周常委")] == "MET"


async def test_hb_a1_the_share_of_days_where_it_is_hard(province: Province) -> None:
    mark = {"unit": province.places["云雾村"].code, "mark": "poor", "since": "2026-01-01"}
    await done(province.locality, "hubeiRecordHardPlace", mark | {"ground": "省级重点贫困村"})
    for day, at in (("2026-03-02", "云雾村"), ("2026-03-03", "鹤峰县"), ("2026-03-04", "鹤峰县")):
        await province.meets("周常委", "research", day, at=at, **TRIP)
    query = (
        """query ($rule: String!) { indicatorValues(rule: $rule) { edges { node { value } } } }"""
    )
    found = await data(province.locality, query, rule=KEY + "days_at_hard_places")
    assert [e["node"]["value"] for e in found["indicatorValues"]["edges"]] == [33.33]


@pytest.mark.parametrize("fields", [{"theme": "产业"}, {"company": 3}])
async def test_hb_a1_a_theme_and_the_company_are_told(
    province: Province, fields: dict[str, Any]
) -> None:
    refused = await province.meets("周常委", "research", "2026-03-02", at="鹤峰县", **fields)
    assert clause_or_code(refused) == "HB-A1"


async def test_hb_a2_trips_keep_off_the_same_city_and_route(province: Province) -> None:
    await province.seat("省长助理", "leader", "provincial_leader")
    await province.place("黄冈市", "city")
    first = {**TRIP, "route": "大别山—武陵山线", "theme": "机密议题"}
    assert await province.meets("周常委", "research", "2026-11-02", at="鹤峰县", **first) == []
    [refused] = await province.meets("省长助理", "research", "2026-11-20", at="云雾村", **TRIP)
    assert (refused["rule"]["code"], "2026-11-02" in refused["message"]) == ("HB-A2", True)
    assert "机密" not in refused["message"]
    same_route = TRIP | {"route": first["route"]}
    refused = (
        await province.meets("省长助理", "research", "2026-11-20", at="黄冈市", **same_route)
    )[0]
    assert refused["rule"]["code"] == "HB-A2"
    assert await province.meets("省长助理", "research", "2026-11-20", at="黄冈市", **TRIP) == []
    assert await province.meets("省长助理", "research", "2026-12-15", at="云雾村", **TRIP) == []
    # Trips that are only planned keep apart, too.
    assert await province.meets("周常委", "research", "2027-02-01", at="云雾村", **TRIP) == []
    [refused] = await province.meets("省长助理", "research", "2027-02-20", at="鹤峰县", **TRIP)
    assert "2027-02-01" in refused["message"]


LINK = """liaison { since } warnings { message rule { code } }"""


async def link(province: Province, who: str, kind: str, place: str) -> dict[str, Any]:
    target = f"Unit:{province.places[place].id}"
    given = {"kind": kind, "holder": province.id_of(who), "target": target, "since": "2026-09-01"}
    return await change(province.locality, "link", given, LINK)


async def test_hb_a3_one_county_preferably_poor_and_no_second(province: Province) -> None:
    await province.place("来凤县", "county", "恩施州")
    refused = await link(province, "周常委", "county_point", "云雾村")
    assert clause_or_code(refused["errors"]) == "HB-A3"
    linked = await link(province, "周常委", "county_point", "鹤峰县")
    assert [w["rule"]["code"] for w in linked["warnings"]] == ["HB-A3"]
    second = await link(province, "周常委", "county_point", "来凤县")
    assert clause_or_code(second["errors"]) == "HB-A3"
    await province.seat("李常委", "leader", "standing_member")
    mark = {"unit": province.places["来凤县"].code, "mark": "poor", "since": "2026-01-01"}
    await done(province.locality, "hubeiRecordHardPlace", mark | {"ground": "国家级贫困县"})
    poor = await link(province, "李常委", "county_point", "来凤县")
    assert (poor["errors"], poor["warnings"]) == ([], [])


async def test_hb_a3_another_kind_of_unit_is_warned_of_and_linked(province: Province) -> None:
    await province.place("省博物馆", "department")
    found = await link(province, "周常委", "unit_point", "省博物馆")
    assert found["liaison"] == {"since": "2026-09-01"}
    [warning] = found["warnings"]
    assert warning == {
        "message": "宜主要联系村、社区、企业、高校",
        "rule": {"code": "HB-A3"},
    }


async def test_hb_a3_a_point_may_be_another_programmes_too(province: Province) -> None:
    for kind in ("poverty_point", "new_village_point", "unit_point"):
        assert (await link(province, "周常委", kind, "云雾村"))["errors"] == []
    query = (
        """query ($rule: String!) { coverageGaps(rule: $rule) { edges { node { lacking } } } }"""
    )
    found = await data(province.locality, query, rule=KEY + "members_linked")
    assert [e["node"]["lacking"] for e in found["coverageGaps"]["edges"]] == ["县（市）联系点"]


async def test_hb_a4_points_due_for_a_change_are_listed_ahead(province: Province) -> None:
    who, county = province.people["周常委"], province.places["鹤峰县"]
    link = await make_liaison(
        province.locality, who, county, kind="county_point", since=date(2024, 2, 1)
    )
    query = """query ($days: Int) { rotationsDue(rule: "HB-A4", aheadDays: $days) {
        dueOn trace { date } liaison { id rotatesOn } } }"""
    [found] = (await data(province.locality, query))["rotationsDue"]
    assert found["liaison"] == {"id": f"Liaison:{link.id}", "rotatesOn": "2027-01-31"}
    assert found["dueOn"] == found["trace"][-1]["date"] == "2027-01-31"
    assert (await data(province.locality, query, days=10))["rotationsDue"] == []


@pytest.mark.parametrize("kind", ["county_point", "unit_point"])
async def test_hb_a4_points_are_not_those_of_city_leaders(province: Province, kind: str) -> None:
    city = province.places["恩施州"]
    await province.seat("州领导", "leader")
    await make_appointment(
        province.locality, city, "prefecture_leader", person=province.people["州领导"]
    )
    place = "鹤峰县" if kind == "county_point" else "云雾村"
    assert (await link(province, "州领导", "prefecture_point", place))["errors"] == []
    refused = await link(province, "周常委", kind, place)
    assert clause_or_code(refused["errors"]) == "HB-A4"


async def test_hb_a4_a_rotation_that_falls_due_during_a_stay(
    province: Province, clock: FixedClock
) -> None:
    """Linked on 30 September 2023, the point is due on 29 September 2026: on the second of four
    days that its holder stays there. It is listed 90 days ahead, and the stay counts."""
    who, county = province.people["周常委"], province.places["鹤峰县"]
    await make_liaison(province.locality, who, county, kind="county_point", since=date(2023, 9, 30))

    async def on(day: str) -> str:
        clock.move(datetime.fromisoformat(f"{day}T09:00:00+08:00"))
        state: str = (await stood(province, "county_points_change"))["state"]
        return state

    assert [await on("2026-06-30"), await on("2026-07-05")] == ["MET", "AT_RISK"]
    clock.move(datetime.fromisoformat("2026-10-02T09:00:00+08:00"))
    stay = {"until": "2026-10-01", "at": "鹤峰县"}
    assert await province.meets("周常委", "point_visit", "2026-09-28", **stay, **VISIT) == []
    assert [await on("2026-09-28"), await on("2026-10-01")] == ["AT_RISK", "BREACHED"]
    found = await stood(province, "county_point_visits")
    assert (found["rule"]["code"], found["actual"]) == ("HB-A5", 1)


@pytest.mark.parametrize(
    ("kind", "place", "number"), [("county_point", "鹤峰县", 2), ("unit_point", "云雾村", 1)]
)
async def test_hb_a5_points_are_visited_so_many_times(
    province: Province, kind: str, place: str, number: int
) -> None:
    who, unit = province.people["周常委"], province.places[place]
    await make_liaison(province.locality, who, unit, kind=kind, since=date(2025, 1, 1))
    await make_unit(province.locality, kind="village")
    for month in range(1, number + 1):
        found = await stood(province, f"{kind}_visits")
        assert (found["actual"], found["required"]) == (month - 1, number)
        day = f"2026-0{month + 2}-10"
        assert await province.meets("周常委", "point_visit", day, at=place, **VISIT) == []
    found = await stood(province, f"{kind}_visits")
    assert (found["rule"]["code"], found["state"]) == ("HB-A5", "MET")


@pytest.mark.parametrize("fields", [{"company": 1}, {"lodging": "农户家"}])
async def test_hb_a5_where_they_stayed_and_who_came_along_is_recorded(
    province: Province, fields: dict[str, Any]
) -> None:
    refused = await province.meets("周常委", "point_visit", "2026-03-02", at="鹤峰县", **fields)
    assert clause_or_code(refused) == "HB-A5"
    query = """{ meetingFields(kind: "point_visit") { name required } }"""
    asked = (await data(province.locality, query))["meetingFields"]
    assert [f["name"] for f in asked if f["required"]] == ["lodging", "company"]
