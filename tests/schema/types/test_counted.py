"""What a standing rests on: the encounters, links and records that counted."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col

from factories import (
    make_appointment,
    make_case,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.asking import data
from factories.rules import CLAUSE, working_by
from factories.viewers import viewer_with
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    OWN_UNIT,
    Coverage,
    Duty,
    LiaisonRule,
    Rule,
    appointment,
    days,
    encounter,
    holders,
    households,
    record,
    units,
)
from lianxin.standings import refresh_standings
from lianxin.tables import Case, Meeting

ZONE = ZoneInfo("Asia/Shanghai")
COUNTED = """{ standings(filter: {state: [MET, DUE, AT_RISK, BREACHED]}) { edges { node {
    actual subject { __typename ... on Unit { code } } counted { what day row {
        __typename id ... on Meeting { title } ... on Household { code } } } } } } }"""


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=ZONE)


async def told(locality: Locality, *rules: Rule, **viewer: Any) -> list[dict[str, Any]]:
    """The standings against the rules, with what counted."""
    locality = working_by(locality, *rules)
    async with locality.database.writing() as tx:
        await refresh_standings(tx, locality, locality.clock.now())
    edges = (await data(locality, COUNTED, **viewer))["standings"]["edges"]
    return [edge["node"] for edge in edges]


FOUR_DAYS = Duty(
    **CLAUSE,
    key="days",
    every=holders("secretary"),
    per="week",
    count=days("work", at=OWN_UNIT),
    at_least=4,
)


async def test_the_meetings_that_a_duty_counted_are_told_and_no_others(locality: Locality) -> None:
    village, who = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "secretary", person=who)
    for n, moment in enumerate((at(21), at(21, 15), at(22))):
        await make_meeting(
            locality, "work", unit=village, starts_at=moment, participants=[who], title=f"W{n}"
        )
    await make_meeting(locality, "visit", unit=village, starts_at=at(23), participants=[who])
    await make_meeting(locality, "work", unit=village, starts_at=at(14), participants=[who])
    [stood] = await told(locality, FOUR_DAYS)
    assert stood["actual"] == 2
    latest, *others = [(c["day"], c["row"]["title"]) for c in stood["counted"]]
    assert latest == ("2026-09-22", "W2")
    assert sorted(others) == [("2026-09-21", "W0"), ("2026-09-21", "W1")]


async def test_a_meeting_that_began_before_the_week_counts_for_its_days(locality: Locality) -> None:
    village, who = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "secretary", person=who)
    first = datetime(2026, 9, 19, 9, tzinfo=ZONE)
    await make_meeting(
        locality, "work", unit=village, starts_at=first, ends_at=at(22), participants=[who]
    )
    [stood] = await told(locality, FOUR_DAYS)
    assert (stood["actual"], [c["day"] for c in stood["counted"]]) == (2, ["2026-09-19"])


async def test_of_a_coverage_each_row_says_what_it_counts_for(locality: Locality) -> None:
    village = await make_unit(locality, code="V")
    agent, visitor = await make_person(locality), await make_person(locality)
    await make_appointment(locality, village, "agent", person=agent)
    await make_meeting(locality, "visit", unit=village, participants=[visitor], title="访")
    rule = Coverage(
        **CLAUSE,
        key="served",
        every=units("village"),
        has=(
            appointment("agent", called=Text("代办员", "an agent")),
            encounter("visit", called=Text("走访", "a visit")),
            encounter("forum", called=Text("座谈", "a forum")),
        ),
    )
    [stood] = await told(locality, rule)
    assert [(c["what"], c["row"]["__typename"]) for c in stood["counted"]] == [
        ("走访", "Meeting"),
        ("代办员", "Appointment"),
    ]


async def test_where_a_unit_stands_for_its_households_those_covered_are_told(
    locality: Locality,
) -> None:
    village, other = await make_unit(locality, code="V"), await make_unit(locality, code="W")
    visited, _ = [await make_household(locality, village) for _ in range(2)]
    elsewhere = await make_household(locality, other)
    for home in (visited, elsewhere):
        await make_meeting(locality, "visit", targets=[home])
    rule = Coverage(
        **CLAUSE,
        key="visited",
        every=households(),
        has=(encounter("visit"),),
        counted_by=("village",),
    )
    stood = {one["subject"]["code"]: one for one in await told(locality, rule)}
    assert [c["row"]["code"] for c in stood["V"]["counted"]] == [visited.code]
    assert [c["row"]["code"] for c in stood["W"]["counted"]] == [elsewhere.code]


async def test_the_links_in_force_are_told_of_their_holder_and_their_target(
    locality: Locality,
) -> None:
    village, cadre = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "cadre", person=cadre)
    linked, left_out = [await make_household(locality, village) for _ in range(2)]
    link = await make_liaison(locality, cadre, linked, kind="point")
    await make_liaison(locality, cadre, left_out, kind="point", until=date(2026, 9, 1))
    rule = LiaisonRule(
        **CLAUSE,
        key="points",
        of="point",
        holders=holders("cadre"),
        at_least=2,
        targets=households(),
    )
    found = await told(locality, rule)
    counted = {(one["subject"]["__typename"], one["actual"]): one["counted"] for one in found}
    assert [c["row"]["id"] for c in counted["Person", 1]] == [global_id("Liaison", link.id)]
    assert [c["row"]["id"] for c in counted["Household", 1]] == [global_id("Liaison", link.id)]
    assert counted["Household", 0] == []


async def test_records_are_told_that_a_registry_makes_readable(locality: Locality) -> None:
    village = await make_unit(locality, code="V")
    await make_meeting(locality, "visit", unit=village)
    rule = Coverage(
        **CLAUSE,
        key="held",
        every=units("village"),
        has=(record(col(Meeting.unit_id), on=col(Meeting.starts_at)),),
    )
    [stood] = await told(locality, rule)
    assert [c["day"] for c in stood["counted"]] == ["2026-09-23"]


async def test_rows_that_somebody_may_not_see_are_left_out_without_a_trace(
    locality: Locality,
) -> None:
    village = await make_unit(locality, code="V")
    await make_meeting(locality, "visit", unit=village)
    rule = Coverage(**CLAUSE, key="met", every=units("village"), has=(encounter("visit"),))
    reader = replace(viewer_with("supervisor"), permissions=frozenset({"standing.read"}))
    [stood] = await told(locality, rule, viewer=reader)
    assert (stood["actual"], stood["counted"]) == (1, [])


HAS_CASES = Coverage(
    **CLAUSE, key="cases", every=units("department"), has=(record(col(Case.unit_id), least=2),)
)


async def test_a_case_is_told_only_to_whom_it_is_shown(locality: Locality) -> None:
    office, elsewhere = [await make_unit(locality, kind="department") for _ in range(2)]
    await make_case(locality, unit=office)
    near = viewer_with("handler", person_id=7, unit_ids=(office.id,), lineage=(office.id,))
    far = viewer_with("handler", person_id=8, unit_ids=(elsewhere.id,), lineage=(elsewhere.id,))
    for viewer, told_of in ((near, ["Case"]), (far, [])):
        stood = next(s for s in await told(locality, HAS_CASES, viewer=viewer) if s["actual"])
        assert [c["row"]["__typename"] for c in stood["counted"]] == told_of


async def test_a_case_that_is_kept_from_some_counts_for_nobody(locality: Locality) -> None:
    office, other = [await make_unit(locality, kind="department") for _ in range(2)]
    await make_case(locality, unit=office, confined_to_id=other.id)
    await make_case(locality, unit=office, concerning=other)
    for stood in await told(locality, HAS_CASES):
        assert (stood["actual"], stood["counted"]) == (0, [])
