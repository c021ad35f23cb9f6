"""CD-F1 … CD-F4: the community: few workers, all of them all-round, and visits to households."""

from datetime import date, datetime

import pytest

from factories import make_appointment, make_household, make_liaison, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.hooks import deliver
from factories.villages import Village, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("chengdu.community")
KEY = "chengdu.community."
CASE = "query ($code: String!) { case(code: $code) { handler { name } step { code } } }"


@pytest.fixture
async def beishun(locality: Locality) -> Village:
    unit = await make_unit(locality, "北顺社区", kind="community", code="BS", households=2400)
    found = Village(locality, unit)
    await found.seat("secretary", "handler", "community_secretary")
    await found.seat("worker", "handler", "community_worker")
    return found


async def test_cd_f1_five_workers_serve_two_thousand_households(
    locality: Locality, beishun: Village
) -> None:
    query = """{ indicatorValues(rule: "chengdu.community.households_per_worker", by: "community") {
        edges { node { value } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1200}
    [over] = await stands(locality, KEY + "five_for_two_thousand")
    assert (over["rule"]["code"], over["state"]) == ("CD-F1", "BREACHED")
    assert (over["actual"], over["required"]) == (6000, 2000)
    for _ in range(6):
        await make_appointment(locality, beishun.unit, "community_worker")
    [enough] = await stands(locality, KEY + "five_for_two_thousand")
    assert (enough["actual"], enough["state"]) == (1500, "MET")


async def away(beishun: Village, who: str, since: str, until: str) -> None:
    given = {"unit": "BS", "person": beishun.id_of(who), "since": since, "until": until}
    await done(beishun.locality, "chengduRecordAbsence", given)


async def test_cd_f2_a_present_colleague_takes_over_by_itself(
    locality: Locality, beishun: Village, clock: FixedClock
) -> None:
    await beishun.submit("worker", title="楼道灯不亮", channel="community_matter")
    await beishun.step("secretary", "assign", worker=beishun.id_of("worker"))
    await sweep_all(locality)
    assert (await data(locality, CASE, code=beishun.code))["case"]["handler"]["name"] == "worker"
    await away(beishun, "worker", "2026-09-25", "2026-09-26")
    clock.move(datetime.fromisoformat("2026-09-25T09:00:00+08:00"))
    await sweep_all(locality)
    case = (await data(locality, CASE, code=beishun.code))["case"]
    assert case == {"handler": {"name": "secretary"}, "step": {"code": "assigned"}}
    assert await beishun.step("secretary", "answer", "已更换灯泡") == "answered"


async def test_cd_f2_where_nobody_is_present_it_waits(locality: Locality, beishun: Village) -> None:
    await beishun.submit("worker", title="楼道灯不亮", channel="community_matter")
    await beishun.step("secretary", "assign", worker=beishun.id_of("worker"))
    for who in ("worker", "secretary"):
        await away(beishun, who, "2026-09-24", "2026-09-24")
    await sweep_all(locality)
    assert (await data(locality, CASE, code=beishun.code))["case"]["handler"]["name"] == "worker"


async def test_cd_f2_matters_are_given_to_somebody_present_and_any_worker_may_answer(
    locality: Locality, beishun: Village
) -> None:
    await make_unit(locality, kind="village", code="V1")
    elsewhere = {"title": "楼道灯不亮", "channel": "community_matter", "unit": "V1"}
    assert await refusal(locality, "submitCase", elsewhere) == "CD-F2"
    await beishun.submit("worker", title="办居住证明", channel="community_matter")
    await away(beishun, "worker", "2026-09-24", "2026-09-24")
    worker = beishun.id_of("worker")
    assert await beishun.refusal("secretary", "assign", worker=worker) == "CD-F2"
    assert (
        await refusal(
            locality,
            "chengduRecordAbsence",
            {"unit": "BS", "person": worker, "since": "2026-09-24", "until": "2026-09-20"},
        )
        == "CD-F2"
    )
    assert await beishun.step("secretary", "answer", "已开具") == "answered"


async def test_cd_f3_secretaries_are_published_with_qq_and_microblog(
    locality: Locality, beishun: Village
) -> None:
    point = {"unit": "BS", "person": beishun.id_of("secretary"), "qq": "283117645"}
    point |= {"microblog": "@北顺社区马皖轶"}
    record = "chengduRecordContactPoint"
    wrong = point | {"person": beishun.id_of("worker")}
    assert await refusal(locality, record, wrong) == "CD-F3"
    [before] = await stands(locality, KEY + "secretaries_published")
    await done(locality, record, point)
    [after] = await stands(locality, KEY + "secretaries_published")
    assert (before["state"], after["state"]) == ("BREACHED", "MET")
    live = '{ livePublication(rule: "CD-F3") }'
    rows = (await data(locality, live, role="public"))["livePublication"]["rows"]
    assert rows == [["北顺社区", "secretary", "283117645", "@北顺社区马皖轶"]]


async def test_cd_f3_messages_after_hours_are_intake(
    locality: Locality, beishun: Village, clock: FixedClock
) -> None:
    clock.move(datetime.fromisoformat("2026-09-26T22:40:00+08:00"))
    message = {"id": "qq-8831", "text": "小区北门积水,老人出行不便", "unit": "BS"}
    status, told = await deliver(locality, "message", channel="secretary_message", **message)
    assert status == 200
    query = """query ($code: String!) { case(code: $code) { channel { code } unit { name }
        availableActions { action } } }"""
    secretary = beishun.viewers["secretary"]
    case = (await data(locality, query, viewer=secretary, code=told["case"]))["case"]
    assert (case["channel"]["code"], case["unit"]["name"]) == ("secretary_message", "北顺社区")
    assert "answer" in {action["action"] for action in case["availableActions"]}


async def test_cd_f4_paired_households_are_visited_every_quarter(
    locality: Locality, beishun: Village
) -> None:
    home, other = [await make_household(locality, beishun.unit) for _ in range(2)]
    for household in (home, other):
        holder = beishun.people["secretary"]
        await make_liaison(locality, holder, household, kind="paired_help", since=date(2026, 1, 1))
    await beishun.record("secretary", "home_visit", "2026-09-10", households=[home.code])
    [person] = await stands(locality, KEY + "they_visit_regularly")
    assert (person["rule"]["code"], person["state"]) == ("CD-F4", "MET")
    links = await stands(locality, KEY + "each_paired_household")
    assert sorted(s["state"] for s in links) == ["AT_RISK", "MET"]
    [paired] = await stands(locality, KEY + "paired_with_households")
    assert (paired["actual"], paired["state"]) == (2, "MET")


async def test_cd_f4_help_is_given_by_whoever_is_paired_and_counted_by_kind(
    locality: Locality, beishun: Village
) -> None:
    home = await make_household(locality, beishun.unit)
    stranger = await make_person(locality, official=True)
    await make_liaison(locality, beishun.people["secretary"], home, kind="paired_help")
    given = {"household": home.code, "unit": "BS", "person": beishun.id_of("secretary")}
    given |= {"kind": "job", "givenOn": "2026-09-10", "what": "推荐到家政公司就业"}
    record = "chengduRecordHelp"
    other = given | {"person": f"Person:{stranger.id}"}
    assert await refusal(locality, record, other) == "CD-F4"
    assert await refusal(locality, record, given | {"kind": "cash"}) == "CD-F4"
    await done(locality, record, given)
    await done(locality, record, given | {"kind": "comfort", "what": "陪老人聊天"})
    query = """{ indicatorValues(rule: "chengdu.community.help_by_kind") {
        edges { node { value split } } } }"""
    edges = (await data(locality, query))["indicatorValues"]["edges"]
    assert {e["node"]["split"][0]: e["node"]["value"] for e in edges} == {"job": 1, "comfort": 1}
