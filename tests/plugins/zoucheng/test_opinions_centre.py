"""Clauses ZC-C10, ZC-C11 and ZC-C13: what the centre reports, who sits there, whom one may call."""

from datetime import UTC, date, datetime

import pytest

from factories.asking import ask, data
from factories.cases import make_case
from factories.people import make_appointment, make_person, make_unit
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.sweep import sweep
from lianxin.tables import Person
from lianxin_zoucheng.rules.opinions.nine_steps import NINE_STEPS

pytestmark = pytest.mark.modules("zoucheng.opinions")


@pytest.mark.parametrize("rule", ["weekly_report", "monthly_analysis", "yearly_analysis"])
async def test_zc_c10_the_reports_count_by_category_and_channel(
    locality: Locality, rule: str
) -> None:
    for channel in ("public_line", "public_line", "radio_hotline"):
        await make_case(
            locality,
            workflow=NINE_STEPS,
            module="zoucheng.opinions",
            channel=channel,
            category="noise",
        )
    query = """query ($rule: String!) { indicatorValues(rule: $rule, by: "key") {
        edges { node { value split } } } }"""
    found = await data(locality, query, rule=f"zoucheng.opinions.{rule}")
    edges = found["indicatorValues"]["edges"]
    assert sum(e["node"]["value"] for e in edges) == 3


PUT = """mutation ($input: PutOnRosterInput!) { putOnRoster(input: $input) {
    day { day missed sittings { person { name } } }
    errors { code path ... on RuleRefusal { rule { code } } } } }"""
ROSTER = """{ roster(rule: "ZC-C11", since: "2026-10-01", until: "2026-11-03") {
    day missed sittings { came person { name } unit { code } } } }"""


@pytest.fixture
async def mayor(locality: Locality) -> Person:
    leader = await make_person(locality, "市长", official=True)
    unit = await make_unit(locality, "市政府", kind="department", code="SZF")
    await make_appointment(locality, unit, "government_leader", person=leader)
    return leader


async def put(locality: Locality, person: Person, day: str) -> list[str]:
    """What is refused of putting somebody on the roster of the line."""
    given = {"rule": "ZC-C11", "person": f"Person:{person.id}", "day": day, "unit": "SZF"}
    answer = (await data(locality, PUT, role="clerk", input=given))["putOnRoster"]
    return [e["rule"]["code"] if "rule" in e else e["code"] for e in answer["errors"]]


async def test_zc_c11_the_roster_shows_who_sits_when_and_a_missed_day(
    locality: Locality, clock: FixedClock, mayor: Person
) -> None:
    assert await put(locality, mayor, "2026-10-06") == []
    assert await put(locality, mayor, "2026-11-03") == []
    clock.move(datetime(2026, 10, 21, 2, 0, tzinfo=UTC))
    days = (await data(locality, ROSTER, role="leader"))["roster"]
    sitting = {"came": False, "person": {"name": "市长"}, "unit": {"code": "SZF"}}
    assert days == [
        {"day": "2026-10-06", "missed": True, "sittings": [sitting]},
        {"day": "2026-10-20", "missed": True, "sittings": []},
        {"day": "2026-11-03", "missed": False, "sittings": [sitting | {"came": None}]},
    ]
    await sweep(locality, clock.now())
    query = """{ standings(filter: {rule: ["ZC-C11"], on: "2026-10-08"}) {
        edges { node { state rule { code } } } } }"""
    (edge,) = (await data(locality, query))["standings"]["edges"]
    assert edge["node"] == {"state": "BREACHED", "rule": {"code": "ZC-C11"}}


async def test_zc_c11_only_leaders_sit_and_on_these_tuesdays(
    locality: Locality, clock: FixedClock, mayor: Person
) -> None:
    assert await put(locality, mayor, "2026-10-07") == ["ZC-C11"]
    other = await make_person(locality, "科员", official=True)
    assert await put(locality, other, "2026-10-06") == ["ZC-C11"]
    assert await put(locality, mayor, "2026-10-06") == []
    assert await put(locality, mayor, "2026-10-06") == ["ON_ROSTER_ALREADY"]
    take_off = """mutation ($input: TakeOffRosterInput!) { takeOffRoster(input: $input) {
        day { sittings { came } } errors { code } } }"""
    given = {"rule": "ZC-C11", "person": f"Person:{mayor.id}", "day": "2026-10-06"}
    gone = (await data(locality, take_off, role="clerk", input=given))["takeOffRoster"]
    assert gone == {"day": {"sittings": []}, "errors": []}
    assert await put(locality, mayor, "2026-10-06") == []
    clock.move(datetime(2026, 10, 8, tzinfo=UTC))
    missed = (await data(locality, take_off, role="clerk", input=given))["takeOffRoster"]
    assert [error["code"] for error in missed["errors"]] == ["RULE_REFUSED"]


async def test_zc_c13_contacts_of_section_rank_and_above_are_public(locality: Locality) -> None:
    unit = await make_unit(locality, "教育局", kind="department")
    head = await make_person(locality, "孔局长", official=True, phone="0537-5212345")
    await make_appointment(locality, unit, "principal", person=head, rank="section")
    query = """{ livePublication(rule: "ZC-C13") }"""
    answer = await ask(locality, query, role="public")
    assert "孔局长" in str(answer["data"])


async def test_zc_c13_contacts_are_of_those_who_hold_office_today(locality: Locality) -> None:
    unit = await make_unit(locality, "教育局", kind="department")
    terms = {"现任": (2020, 2027), "将任": (2027, None), "卸任": (2020, 2025)}
    for name, (since, until) in terms.items():
        person = await make_person(locality, name, official=True, phone="0537-5212345")
        term = {"since": date(since, 1, 1), "until": until and date(until, 1, 1)}
        await make_appointment(locality, unit, "deputy", person=person, rank="section", **term)
    answer = await data(locality, """{ livePublication(rule: "ZC-C13") }""", role="public")
    assert [row[0] for row in answer["livePublication"]["rows"]] == ["现任"]
