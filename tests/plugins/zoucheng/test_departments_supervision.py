"""ZC-B2, ZC-B7 to ZC-B9: overlapping parts, supervision, accountability, commitments."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from factories import make_appointment, make_person
from factories.asking import data
from factories.departments import change, done, make_department, refusal
from factories.people import make_unit
from factories.viewers import viewer_with
from factories.villages import Village, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.tables import Person, Unit

pytestmark = pytest.mark.modules("zoucheng.departments")
KEY = "zoucheng.departments."
LIVE = "query ($rule: String!) { livePublication(rule: $rule) }"
TASKS = "{ tasks { edges { node { id title startedAt doneAt unit { code } } } } }"


async def offices(locality: Locality, unit: Unit) -> Village:
    """A unit with somebody who handles its matters, and those who supervise it."""
    found = Village(locality, unit)
    await found.seat("handler", "handler", "handler")
    await found.seat("supervisor", "supervisor")
    await found.seat("clerk", "clerk")
    return found


async def live(locality: Locality, rule: str) -> list[list[Any]]:
    found = await data(locality, LIVE, role="public", rule=KEY + rule)
    rows: list[list[Any]] = found["livePublication"]["rows"]
    return rows


async def figure(locality: Locality, rule: str) -> dict[str, Any]:
    query = """query ($rule: String!) { indicatorValues(rule: $rule) {
        edges { node { value split } } } }"""
    found = await data(locality, query, rule=KEY + rule)
    first: dict[str, Any] = found["indicatorValues"]["edges"][0]["node"]
    return first


async def test_zc_b2_the_next_department_may_begin_before_the_former_is_done(
    locality: Locality,
) -> None:
    first, second = await make_department(locality), await make_department(locality, "住建局")
    at = await offices(locality, first)
    await at.submit("clerk", title="办理开业手续", channel="joint_application")
    dates = {"startsOn": "2026-09-24", "dueOn": "2026-09-30"}
    parts = [{"title": "审图", "unit": first.code, **dates}, {"title": "踏勘", "unit": second.code}]
    assert await at.refusal("clerk", "plan", parts=parts) == "TASK_INCOMPLETE"
    parts[1] |= dates | {"startsOn": "2026-09-27"}
    assert await at.step("clerk", "plan", parts=parts) == "planned"
    found = await data(locality, TASKS)
    tasks = {e["node"]["title"]: e["node"]["id"] for e in found["tasks"]["edges"]}
    for title in ("审图", "踏勘"):
        await done(locality, "beginTask", {"task": tasks[title]})
    assert await at.refusal("clerk", "answer", "办结", result="granted") == "ZC-B2"
    for title in ("踏勘", "审图"):
        await done(locality, "finishTask", {"task": tasks[title]})
    assert await at.step("clerk", "answer", "办结", result="granted") == "answered"


async def inspect(
    locality: Locality, kind: str, unit: Unit, people: list[Person], day: str, **fields: Any
) -> dict[str, Any]:
    given = {
        "kind": kind,
        "title": "督查",
        "startsAt": f"{day}T09:00:00+08:00",
        "unit": unit.code,
        "participants": [{"person": f"Person:{p.id}", "role": "participant"} for p in people],
        "fields": [{"name": name, "value": value} for name, value in fields.items()],
    }
    return await change(locality, "recordMeeting", given, "meeting { code }", role="supervisor")


async def jointly(locality: Locality) -> list[Person]:
    """Somebody of each of the offices that supervise."""
    office = await make_unit(locality, "督查室", kind="centre")
    people = []
    for post in ("organisation_officer", "discipline_officer", "supervision_officer"):
        people.append(await make_person(locality, post, official=True))
        await make_appointment(locality, office, post, person=people[-1])
    return people


async def test_zc_b7_each_unit_is_toured_every_half_year(
    locality: Locality, clock: FixedClock
) -> None:
    toured, left_out, early = [await make_department(locality, n) for n in ("甲局", "乙局", "丙局")]
    clock.move(datetime.fromisoformat("2026-12-20T09:00:00+08:00"))
    team = await jointly(locality)
    assert (await inspect(locality, "tour", toured, team, "2026-12-10"))["errors"] == []
    assert (await inspect(locality, "tour", early, team, "2026-10-10"))["errors"] == []
    rule = KEY + "half_yearly_tour"
    states = {s["subject"]["code"]: s["state"] for s in await stands(locality, rule)}
    assert states == {toured.code: "MET", left_out.code: "AT_RISK", early.code: "AT_RISK"}
    clock.move(datetime.fromisoformat("2027-01-04T09:00:00+08:00"))
    last = await stands(locality, rule, on="2026-12-31")
    assert {s["subject"]["code"] for s in last if s["state"] == "BREACHED"} == {
        left_out.code,
        early.code,
    }


async def test_zc_b7_units_to_be_looked_at_are_drawn_by_lot(locality: Locality) -> None:
    units = {(await make_department(locality, f"部门{n}")).code for n in range(9)}
    query = """query ($seed: String!, $number: Int) {
        zouchengRandomUnits(seed: $seed, number: $number) { code } }"""

    async def lot(**asked: Any) -> list[str]:
        found = await data(locality, query, **asked)
        return [unit["code"] for unit in found["zouchengRandomUnits"]]

    first = await lot(seed="九月")
    assert (len(first), set(first) <= units) == (5, True)
    assert await lot(seed="九月") == first
    assert len(await lot(seed="九月", number=20)) == 9


async def test_zc_b7_leaders_are_reviewed_and_the_offices_work_jointly(
    locality: Locality, clock: FixedClock
) -> None:
    unit = await make_department(locality)
    leader, staff = [await make_person(locality, n, official=True) for n in ("局长", "科员")]
    await make_appointment(locality, unit, "principal", person=leader, rank="deputy_section")
    await make_appointment(locality, unit, "member", person=staff, rank="staff")
    clock.move(datetime.fromisoformat("2026-12-20T09:00:00+08:00"))
    team = await jointly(locality)
    await inspect(locality, "year_end_review", unit, [leader, *team], "2026-12-18")
    await inspect(locality, "random_supervision", unit, team[:2], "2026-12-19")
    reviewed = await stands(locality, KEY + "leaders_reviewed")
    assert [(s["subject"]["id"], s["state"]) for s in reviewed] == [(f"Person:{leader.id}", "MET")]
    assert await figure(locality, "supervisions") == {"value": 1, "split": ["random_supervision"]}
    joint = await stands(locality, KEY + "offices_work_jointly")
    assert {s["state"] for s in joint} == {"MET", "BREACHED"}
    [lacking] = [s for s in joint if s["state"] == "BREACHED"]
    assert "督查部门人员" in lacking["explanation"]


async def test_zc_b7_a_listed_matter_stays_until_it_is_struck_off(
    locality: Locality, clock: FixedClock
) -> None:
    unit = await make_department(locality)
    at = await offices(locality, unit)
    await at.submit("clerk", title="河道治理推进缓慢", channel="listed_matter")
    until = "2026-10-20"
    assert await at.refusal("clerk", "list", unit=unit.code) == "NOT_PERMITTED"
    await at.step("supervisor", "list", unit=unit.code, rectify_by=until)
    assert await at.refusal("supervisor", "strike_off", "销号") == "ZC-B7"
    await at.step("supervisor", "urge", "请加快进度")
    assert await at.step("handler", "rectify", rectification="已清淤三公里") == "rectified"
    assert await at.step("supervisor", "send_back", "未清到位") == "listed"
    query = """query ($code: String!) { case(code: $code) { closedAt supervisor { name }
        deadlines { state dueAt rule { code } } zoucheng { rectifyBy rectification } } }"""
    found = (await data(locality, query, code=at.code))["case"]
    assert (found["closedAt"], found["supervisor"]) == (None, {"name": "supervisor"})
    running = [d for d in found["deadlines"] if d["state"] == "RUNNING"]
    assert [d["rule"]["code"] for d in running] == ["ZC-B7"]
    met = [d["dueAt"] for d in found["deadlines"] if d["state"] == "MET"]
    assert met == [f"{until}T15:59:59+00:00"], "the day that was named is the last one"
    assert found["zoucheng"] == {"rectifyBy": until, "rectification": "已清淤三公里"}
    clock.advance(timedelta(days=3))
    await at.step("handler", "rectify", rectification="已全部清淤")
    assert await at.step("supervisor", "strike_off", "现场核实,销号") == "struck_off"


async def test_zc_b8_each_kind_of_accountability_is_recorded_with_its_ground(
    locality: Locality,
) -> None:
    unit = await make_department(locality)
    person = await make_person(locality, "孟科长", official=True)
    kinds = ("public_criticism", "admonitions", "interviews", "held_to_account", "suspensions")
    for kind in kinds:
        given = {"rule": KEY + kind, "subject": f"Person:{person.id}", "unit": unit.code}
        assert await refusal(locality, "recordConsequence", {**given, "ground": ""}, role="leader")
        given["ground"] = "推进重点工作不力"
        answer = "consequence { kind { code } ground unit { code } rule { code } }"
        found = await done(locality, "recordConsequence", given, answer, role="leader")
        assert found["consequence"]["rule"] == {"code": "ZC-B8"}
        assert found["consequence"]["unit"] == {"code": unit.code}
    of_unit = {"rule": KEY + "public_criticism", "subject": f"Unit:{unit.id}", "ground": "逾期"}
    await done(locality, "recordConsequence", of_unit, role="supervisor")
    published = await live(locality, "criticism_is_public")
    assert sorted(row[1] or "" for row in published) == ["", "孟科长"]
    query = """query ($rule: String!) { indicatorValues(rule: $rule) {
        edges { node { value split } } } }"""
    found = await data(locality, query, rule=KEY + "accountability")
    counts = {
        tuple(e["node"]["split"]): e["node"]["value"] for e in found["indicatorValues"]["edges"]
    }
    assert counts["criticism", "Unit"] == counts["suspension", "Person"] == 1


async def test_zc_b8_the_unit_states_its_position_on_unfulfilled_work(locality: Locality) -> None:
    unit = await make_department(locality)
    head = await make_person(locality, official=True)
    told: dict[str, Any] = {"ground": "重点项目未开工"}
    refused = await inspect(locality, "unfulfilled_work", unit, [head], "2026-09-23", **told)
    assert refused["errors"][0]["rule"]["code"] == "ZC-B8"
    told["position"] = "十日内开工"
    found = await inspect(locality, "unfulfilled_work", unit, [head], "2026-09-23", **told)
    assert found["errors"] == []
    assert found["meeting"]["code"]


async def test_zc_b9_commitments_are_published_and_what_was_kept_is_shown(
    locality: Locality,
) -> None:
    unit, silent = await make_department(locality), await make_department(locality, "气象局")
    record = "zouchengRecordCommitment"
    given = {"unit": unit.code, "text": "停水抢修不过夜", "dueOn": "2026-12-31"}
    assert await refusal(locality, record, {**given, "onWeb": False}) == "ZC-B9"
    own = viewer_with("handler", unit_ids=(unit.id,), lineage=(unit.id,))
    of_others = {**given, "unit": silent.code}
    assert await refusal(locality, record, of_others, viewer=own) == "NOT_PERMITTED"
    shown = {**given, "onTelevision": True}
    made = await done(locality, record, shown, "record { id }", viewer=own)
    kept = {"id": made["record"]["id"], "kept": True}
    revise = "zouchengReviseCommitment"
    assert await refusal(locality, revise, kept) == "ZC-B9"
    assert await live(locality, "commitments_are_public") == [
        ["水务局", "public", "停水抢修不过夜", "2026-12-31", True, None, None, None]
    ]
    await done(locality, revise, {**kept, "keptOn": "2026-09-20", "outcome": "全部当日修复"})
    assert (await figure(locality, "commitments_kept"))["value"] == 100
    [row] = await live(locality, "commitments_are_public")
    assert row[5:] == [True, "2026-09-20", "全部当日修复"]
    rule = KEY + "every_department_publishes"
    publish = {"rule": rule, "title": "水务局承诺书", "subject": f"Unit:{unit.id}"}
    await done(locality, "publish", publish, viewer=own)
    states = {s["subject"]["code"]: s["state"] for s in await stands(locality, rule)}
    assert states == {unit.code: "MET", silent.code: "DUE"}
    public = "{ zouchengCommitments { edges { node { text kept unit { name } } } } }"
    found = await data(locality, public, role="public")
    assert found["zouchengCommitments"]["edges"][0]["node"]["kept"] is True
