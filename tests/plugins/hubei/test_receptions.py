"""HB-A6 … HB-A8, HB-A11, HB-A14: receptions and their cases, letters, the ledger, hardship."""

from datetime import datetime
from typing import Any

import pytest

from factories.asking import data
from factories.departments import change, done, refusal
from factories.provinces import Province, make_province, named
from factories.villages import clause_or_code, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Figures, Locality
from lianxin_hubei.settings import LeaderContactSettings

pytestmark = pytest.mark.modules("hubei.contact")
KEY = "hubei.contact."
NOTICE = "hubeiRecordReceptionNotice"


@pytest.fixture
async def province(locality: Locality) -> Province:
    found = await make_province(locality, "周常委")
    await found.seat("书记员", "clerk")
    await found.place("省信访局", "department")
    return found


def notice(province: Province, **more: Any) -> dict[str, Any]:
    return {
        "number": "JF-2026-09",
        "person": province.id_of("周常委"),
        "office": "省委常委、秘书长",
        "portfolio": "省委办公厅、信访",
        "heldOn": "2026-09-28",
        "hours": "09:00—11:30",
        "place": "省接访中心",
        "manner": "fixed",
        "announcedOn": "2026-09-24",
        **more,
    }


async def received(province: Province, clock: FixedClock) -> None:
    """A reception that was announced on the 24th and held on the 28th."""
    await done(province.locality, NOTICE, notice(province))
    clock.move(datetime.fromisoformat("2026-09-28T18:00:00+08:00"))
    assert await province.meets("周常委", "reception", "2026-09-28", notice="JF-2026-09") == []


async def test_hb_a6_receives_once_a_year_as_announced(
    province: Province, clock: FixedClock
) -> None:
    refused = await province.meets("周常委", "reception", "2026-09-28")
    assert clause_or_code(refused) == "HB-A6"
    await received(province, clock)
    refused = await province.meets("周常委", "reception", "2026-09-27", notice="JF-2026-09")
    assert clause_or_code(refused) == "HB-A6"
    [found] = await stands(province.locality, KEY + "receptions")
    assert (found["rule"]["code"], found["state"]) == ("HB-A6", "MET")


@pytest.mark.parametrize(
    "more",
    [
        {"heldOn": "2026-09-24", "announcedOn": "2026-09-23"},
        {"announcedOn": "2026-09-28"},
        {"manner": "otherwise"},
        {"manner": "by_balloon"},
    ],
)
async def test_hb_a6_it_is_announced_before_in_one_of_the_manners(
    province: Province, more: dict[str, str]
) -> None:
    assert await refusal(province.locality, NOTICE, notice(province, **more)) == "HB-A6"


async def test_hb_a6_the_announcement_is_for_the_audience_that_is_set(
    province: Province, clock: FixedClock
) -> None:
    await done(
        province.locality, NOTICE, notice(province, manner="otherwise", mannerOther="视频接访")
    )
    query = '{ livePublication(rule: "hubei.contact.receptions_announced") }'
    [row] = (await data(province.locality, query, role="resident"))["livePublication"]["rows"]
    assert row[:3] == ["周常委", "省委常委、秘书长", "省委办公厅、信访"]
    assert row[-2:] == ["其他方式", "视频接访"]
    assert (await data(province.locality, query, role="public"))["livePublication"] is None
    settings = {
        **province.locality.figures.settings,
        LeaderContactSettings: LeaderContactSettings(notice_audience="public"),
    }
    object.__setattr__(province.locality, "figures", Figures(settings))
    assert (await data(province.locality, query, role="public"))["livePublication"]["rows"]


async def taken_in(province: Province, clock: FixedClock) -> None:
    await received(province, clock)
    given = {"title": "征地补偿款拖欠", "channel": "reception_case", "meeting": province.meeting}
    await province.submit("书记员", **given)
    leader, unit = province.id_of("周常委"), province.places["省信访局"].code
    assert await province.step("周常委", "take_charge", leader=leader, unit=unit) == "in_charge"


async def test_hb_a7_what_is_taken_in_belongs_to_a_reception(
    province: Province, clock: FixedClock
) -> None:
    given = {"title": "补偿款", "channel": "reception_case"}
    assert await refusal(province.locality, "submitCase", given) == "HB-A7"
    await province.meets("周常委", "visit", "2026-09-23", at="云雾村")
    at_a_visit = given | {"meeting": province.meeting}
    assert await refusal(province.locality, "submitCase", at_a_visit) == "HB-A7"
    await taken_in(province, clock)
    query = "query ($code: String!) { meeting(code: $code) { cases { edges { node { code } } } } }"
    found = await data(province.locality, query, code=province.meeting)
    assert [e["node"]["code"] for e in found["meeting"]["cases"]["edges"]] == [province.code]


async def test_hb_a7_four_charges_of_which_one_is_open(
    province: Province, clock: FixedClock
) -> None:
    await taken_in(province, clock)
    for charge in ("know", "explain", "settle"):
        await province.step("周常委", charge, how="已落实，见台账")
    assert await province.refusal("周常委", "close") == "HB-A7"
    assert await province.step("周常委", "answer", result="补偿款已列支") == "answered"
    assert await province.refusal("周常委", "close") == "HB-A7"
    query = """query ($code: String!) { case(code: $code) {
        availableActions { action allowed refusals { rule { code } } }
        hubei { understood explained settled ended leader { name } } } }"""
    case = (await data(province.locality, query, code=province.code))["case"]
    assert (case["hubei"]["settled"], case["hubei"]["ended"]) == ("已落实，见台账", None)
    [close] = [a for a in case["availableActions"] if a["action"] == "close"]
    assert close == {"action": "close", "allowed": False, "refusals": [{"rule": {"code": "HB-A7"}}]}
    await province.step("周常委", "end", how="签订息诉协议")
    assert await province.step("周常委", "close") == "closed"


async def test_hb_a8_letters_are_read_before_they_are_handed_over(province: Province) -> None:
    await province.submit("书记员", title="关于村路的来信", channel="leader_letter")
    unit = province.places["省信访局"].code
    assert await province.refusal("书记员", "hand_over", unit=unit) == "HB-A8"
    [found] = await stands(province.locality, KEY + "letters_read")
    assert (found["state"], found["explanation"]) == ("BREACHED", "缺批示（具备 0，要求 1 项）")
    assert await province.refusal("书记员", "annotate", annotation="阅") == "NOT_PERMITTED"
    await province.step("周常委", "annotate", annotation="请交通部门核实，两周内答复来信人")
    await province.step("书记员", "hand_over", unit=unit)
    assert await province.step("书记员", "answer", result="已列入计划") == "answered"
    [found] = await stands(province.locality, KEY + "letters_read")
    assert (found["rule"]["code"], found["state"]) == ("HB-A8", "MET")


async def test_hb_a11_nothing_leaves_the_ledger_unsettled(
    province: Province, clock: FixedClock
) -> None:
    given = {"title": "库区移民遗留问题", "channel": "leader_ledger"}
    assert await refusal(province.locality, "submitCase", given) == "REQUIRED"
    await province.submit("书记员", **given, fields=named(ground="not_own_field"))
    await province.seat("经办人", "handler", "member")
    assert await province.refusal("经办人", "settle", result="已办") == "HB-A11"
    unit = province.places["省信访局"].code
    note = "移送移民部门"
    await province.step("书记员", "transfer", note, unit=unit)
    assert await province.refusal("书记员", "settle", result="已办") == "NOT_PERMITTED"
    query = """query ($code: String!) { case(code: $code) {
        deadlines { state dueAt rule { code } } hubei { ground { label } } timeline {
            edges { node { action { code } } } } } }"""
    found = (await data(province.locality, query, code=province.code))["case"]
    # Thirty working days from the 25th: seven days of holidays, three Saturdays worked.
    [term] = found["deadlines"]
    assert (term["rule"]["code"], term["state"]) == ("HB-A11", "RUNNING")
    assert found["hubei"]["ground"] == {"label": "不属于分管范围"}
    clock.move(datetime.fromisoformat("2026-11-20T09:00:00+08:00"))
    await sweep_all(province.locality)
    found = (await data(province.locality, query, code=province.code))["case"]
    assert found["deadlines"][0]["state"] == "MISSED"
    assert found["timeline"]["edges"][-1]["node"]["action"]["code"] == "supervise"


async def test_hb_a14_people_in_difficulty_are_heard_on_four_topics_and_helped(
    province: Province,
) -> None:
    given = {"title": "孩子上学路远", "channel": "hardship", "category": "hardship_schooling"}
    village, office = province.places["云雾村"].code, province.places["省信访局"].code
    for wrong in ({"unit": office}, {}, {"unit": village, "category": None}):
        assert await refusal(province.locality, "submitCase", given | wrong) == "HB-A14"
    found = await change(
        province.locality, "submitCase", given | {"unit": village}, "case { code }"
    )
    province.code = found["case"]["code"]
    assert await province.refusal("书记员", "help", help="协调校车") == "HB-A14"
    await province.step("书记员", "take_up")
    assert await province.step("书记员", "help", help="协调开通校车") == "helped"
    query = """query ($rule: String!) { indicatorValues(rule: $rule) { edges { node {
        value split } } } }"""
    values = await data(province.locality, query, rule=KEY + "helped_by_topic")
    assert [e["node"] for e in values["indicatorValues"]["edges"]] == [
        {"value": 100, "split": ["hardship_schooling"]}
    ]
