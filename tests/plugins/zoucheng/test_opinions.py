"""Clauses ZC-C1 to ZC-C13, each seen through GraphQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factories.asking import data
from factories.cases import make_case
from factories.desk import Desk
from factories.people import make_person, make_unit
from factories.viewers import viewer_with
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.sweep import sweep
from lianxin_zoucheng.rules.opinions.nine_steps import NINE_STEPS

pytestmark = pytest.mark.modules("zoucheng.opinions")
CHANNELS = ("public_line", "public_mailbox", "leader_message", "radio_hotline")


def refused_by(answer: dict) -> list[str]:
    return [e["rule"]["code"] for e in answer["errors"] if "rule" in e]


async def assigned(desk: Desk, **submitted: object) -> None:
    await desk.submit(**submitted)
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling", category="roads")
    await desk.step("clerk", "assign", unit="CGJ")


@pytest.mark.parametrize("channel", CHANNELS)
async def test_zc_c1_four_channels_come_to_one_centre(desk: Desk, channel: str) -> None:
    found = await desk.submit(channel=channel)
    assert found["case"]["step"]["code"] == "received"


async def test_zc_c1_nothing_goes_past_the_centre(desk: Desk) -> None:
    assert refused_by(await desk.submit(unit="CGJ")) == ["ZC-C1"]


@pytest.mark.parametrize(
    ("way", "next_step"),
    [
        ("answer_at_once", "report_back"),
        ("three_way_call", "report_back"),
        ("keep", "archive"),
        ("pass_for_reading", "archive"),
        ("pass_for_handling", "assign"),
        ("submit_to_leader", "instruct"),
    ],
)
async def test_zc_c3_each_way_has_its_path(desk: Desk, way: str, next_step: str) -> None:
    await desk.submit()
    await desk.step("clerk", "accept")
    found = await desk.act("clerk", "classify", way=way)
    assert found["errors"] == []
    who = "leader" if next_step == "instruct" else "clerk"
    actions = await desk.actions(who)
    assert actions[next_step] is True
    others = {"report_back", "archive", "assign", "instruct"} - {next_step}
    assert not any(actions.get(other) for other in others)


async def test_zc_c3_discipline_matters_are_visible_there_alone(desk: Desk) -> None:
    discipline = await make_unit(desk.locality, "纪委", kind="department", code="JW")
    await desk.submit()
    await desk.step("clerk", "accept")
    assert refused_by(await desk.act("clerk", "classify", way="discipline")) == ["ZC-C3"]
    await desk.act("clerk", "classify", way="discipline", discipline_unit="JW")
    query = "query ($code: String!) { case(code: $code) { code } }"
    inside = viewer_with("supervisor", unit_ids=(discipline.id,), lineage=(discipline.id,))
    assert (await data(desk.locality, query, viewer=inside, code=desk.code))["case"]
    assert (await data(desk.locality, query, role="leader", code=desk.code))["case"] is None


async def test_zc_c4_an_assigned_matter_is_due_after_five_days(desk: Desk) -> None:
    await assigned(desk)
    query = """query ($code: String!) { case(code: $code) { dueAt
        deadlines { rule { code } state dueAt provisional trace { date counted } } } }"""
    case = (await data(desk.locality, query, code=desk.code))["case"]
    (deadline,) = case["deadlines"]
    assert deadline["rule"]["code"] == "ZC-C4"
    assert deadline["dueAt"] == case["dueAt"] == "2026-09-29T15:59:59+00:00"
    assert [d["date"] for d in deadline["trace"] if d["counted"]] == [
        f"2026-09-{day}" for day in range(25, 30)
    ]


async def test_zc_c4_an_overdue_matter_is_escalated_by_itself(
    desk: Desk, clock: FixedClock
) -> None:
    await assigned(desk)
    clock.move(datetime(2026, 9, 29, 16, 0, 1, tzinfo=UTC))
    await sweep(desk.locality, clock.now())
    query = """query ($code: String!) { case(code: $code) { step { code } deadlines { state }
        timeline(last: 1) { edges { node { action { code } actor { name } } } } } }"""
    case = (await data(desk.locality, query, code=desk.code))["case"]
    assert case["step"]["code"] == "supervised"
    assert case["deadlines"] == [{"state": "MISSED"}]
    assert case["timeline"]["edges"][0]["node"]["action"]["code"] == "escalate"


async def test_zc_c5_whoever_took_it_in_answers_until_another_has_accepted(desk: Desk) -> None:
    await desk.submit()
    await desk.step("clerk", "accept")
    handler = desk.viewers["handler"]
    await desk.act("clerk", "pass_on", person=f"Person:{handler.person_id}")
    assert refused_by(await desk.act("supervisor", "take_over")) == ["ZC-C5"]


async def test_zc_c5_an_offer_holds_once(desk: Desk) -> None:
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "pass_on", person=f"Person:{desk.viewers['supervisor'].person_id}")
    await desk.step("supervisor", "take_over")
    await desk.step("supervisor", "pass_on", person=f"Person:{desk.viewers['clerk'].person_id}")
    await desk.step("clerk", "take_over")
    for who in ("supervisor", "clerk"):
        assert refused_by(await desk.act(who, "take_over")) == ["ZC-C5"]


async def test_zc_c5_an_offer_made_before_another_answered_for_it_is_stale(desk: Desk) -> None:
    await desk.submit()
    await desk.step("clerk", "pass_on", person=f"Person:{desk.viewers['supervisor'].person_id}")
    await desk.step("clerk", "accept")
    assert refused_by(await desk.act("supervisor", "take_over")) == ["ZC-C5"]


async def test_zc_c5_whoever_responsibility_is_offered_to_sees_the_case(desk: Desk) -> None:
    elsewhere = await make_unit(desk.locality, kind="department")
    official = await make_person(desk.locality, official=True)
    place = {"unit_ids": (elsewhere.id,), "lineage": (elsewhere.id,)}
    desk.viewers["other"] = viewer_with("handler", person_id=official.id, **place)
    await desk.submit()
    await desk.step("clerk", "accept")
    query = """query ($code: String!) { cases { totalCount }
        case(code: $code) { zoucheng { offeredTo { id } } } }"""

    async def seen() -> Any:
        return await data(desk.locality, query, viewer=desk.viewers["other"], code=desk.code)

    assert await seen() == {"cases": {"totalCount": 0}, "case": None}
    await desk.step("clerk", "pass_on", person=f"Person:{official.id}")
    told = {"zoucheng": {"offeredTo": {"id": f"Person:{official.id}"}}}
    assert await seen() == {"cases": {"totalCount": 1}, "case": told}
    await desk.step("other", "take_over")
    assert (await seen())["case"] == {"zoucheng": {"offeredTo": None}}


async def test_zc_c5_responsibility_is_not_offered_to_whom_the_case_is_about(desk: Desk) -> None:
    official = await make_person(desk.locality, official=True)
    await desk.submit(concerningPeople=[f"Person:{official.id}"])
    refused = await desk.act("clerk", "pass_on", person=f"Person:{official.id}")
    assert [error["code"] for error in refused["errors"]] == ["CONCERNED_PERSON"]


async def test_zc_c6_the_decision_and_who_took_part_are_on_record(desk: Desk) -> None:
    await make_unit(desk.locality, "公安局", kind="department", code="GAJ")
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling", units=["CGJ", "GAJ"])
    people = [f"Person:{desk.viewers['leader'].person_id}"]
    await desk.step("supervisor", "consult", decision="城管牵头", people=people)
    query = "query ($code: String!) { case(code: $code) { zoucheng { decision } } }"
    found = await data(desk.locality, query, code=desk.code)
    assert found["case"]["zoucheng"] == {"decision": "城管牵头"}
    assert await desk.step("clerk", "assign", unit="CGJ") == "assigned"


async def test_zc_c7_dissatisfied_with_a_reasonable_appeal_is_handled_again(desk: Desk) -> None:
    await assigned(desk, reporter={"name": "孟母", "phone": "13953712345"})
    await desk.step("supervisor", "supervise")
    await desk.step("handler", "report_back", "已处理")
    unhappy = {"satisfaction": "dissatisfied", "reasonable": True}
    assert refused_by(await desk.act("clerk", "call_back", **unhappy)) == ["ZC-C7"]
    assert await desk.step("clerk", "send_back", "灯仍不亮") == "assigned"


async def test_zc_c7_what_was_answered_at_once_and_leaves_dissatisfied_is_classified_again(
    desk: Desk,
) -> None:
    await desk.submit(reporter={"name": "孟母", "phone": "13953712345"})
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="answer_at_once", category="roads")
    await desk.step("clerk", "report_back", "已解释")
    unhappy = {"satisfaction": "dissatisfied", "reasonable": True}
    assert refused_by(await desk.act("clerk", "call_back", **unhappy)) == ["ZC-C7"]
    assert await desk.step("clerk", "classify_again", "未解决") == "classified"
    await desk.step("clerk", "classify", way="pass_for_handling")
    assert await desk.step("clerk", "assign", unit="CGJ") == "assigned"
    await desk.step("supervisor", "supervise")
    await desk.step("handler", "report_back", "已修好")
    assert refused_by(await desk.act("clerk", "classify_again", "再来")) == ["ZC-C7"]


async def test_zc_c9_calling_an_appeal_unreasonable_needs_a_ground(desk: Desk) -> None:
    await assigned(desk, reporter={"name": "孟母", "phone": "13953712345"})
    await desk.step("supervisor", "supervise")
    await desk.step("handler", "report_back", "已处理")
    unhappy = {"satisfaction": "dissatisfied", "reasonable": False}
    assert refused_by(await desk.act("clerk", "call_back", **unhappy)) == ["ZC-C9"]
    unhappy |= {"reasonable_ground": "要求超出政策规定"}
    assert await desk.step("clerk", "call_back", **unhappy) == "called_back"


async def test_zc_c8_how_matters_were_handled_is_published(
    locality: Locality, clock: FixedClock
) -> None:
    for n in range(6):
        await make_case(
            locality,
            workflow=NINE_STEPS,
            module="zoucheng.opinions",
            step="archived",
            category="roads",
            channel="public_line",
            closed_at=datetime(2026, 9, 20, tzinfo=UTC),
            satisfaction="basically_satisfied" if n else "dissatisfied",
            returns=n % 2,
        )
    clock.move(datetime(2026, 10, 2, 2, 0, tzinfo=UTC))
    await sweep(locality, clock.now())
    query = "{ publications { edges { node { rule { code } body } } } }"
    found = (await data(locality, query, role="public"))["publications"]["edges"]
    (published,) = [e["node"] for e in found if e["node"]["rule"]["code"] == "ZC-C8"]
    (row,) = published["body"]["rows"]
    names = [column["name"] for column in published["body"]["columns"]]
    told = dict(zip(names, row, strict=True))
    assert told["closed"] == 6
    assert (told["satisfied"], told["handled_again"]) == (5, None)  # figures under five are hidden


async def test_zc_c9_three_hundred_percents_are_measured(locality: Locality) -> None:
    unit = await make_unit(locality, "水务局", kind="department", code="SW")
    for answered in (True, True, False):
        await make_case(
            locality,
            workflow=NINE_STEPS,
            module="zoucheng.opinions",
            unit=unit,
            assigned_at=datetime(2026, 9, 10, tzinfo=UTC),
            answered_at=datetime(2026, 9, 12, tzinfo=UTC) if answered else None,
        )
    query = """{ indicatorValues(rule: "zoucheng.opinions.answered_rate", by: "department") {
        edges { node { value numerator denominator } } } }"""
    (edge,) = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 66.67, "numerator": 2, "denominator": 3}


async def figure_of(locality: Locality, rule: str) -> Any:
    """The figure of the whole locality for the present period."""
    query = """query ($rule: String!) { indicatorValues(rule: $rule) {
        edges { node { value numerator denominator } } } }"""
    found = await data(locality, query, rule=f"zoucheng.opinions.{rule}")
    return found["indicatorValues"]["edges"][0]["node"]


async def answered(desk: Desk) -> None:
    await assigned(desk, reporter={"name": "孟母", "phone": "13953712345"})
    await desk.step("supervisor", "supervise")
    await desk.step("handler", "report_back", "路灯已修复")


async def test_zc_c9_who_was_called_back_and_who_was_satisfied_are_measured(desk: Desk) -> None:
    await answered(desk)
    await answered(desk)
    await desk.step("clerk", "call_back", satisfaction="satisfied", reasonable=True)
    called = await figure_of(desk.locality, "called_back_rate")
    satisfied = await figure_of(desk.locality, "satisfied_rate")
    assert (called["numerator"], called["denominator"]) == (1, 2)
    assert (satisfied["numerator"], satisfied["denominator"]) == (1, 1)


async def test_zc_c9_a_case_kept_from_some_is_in_no_units_standing(locality: Locality) -> None:
    unit = await make_unit(locality, "水务局", kind="department", code="SW")
    common = {"workflow": NINE_STEPS, "module": "zoucheng.opinions", "unit": unit}
    assigned = datetime(2026, 9, 10, tzinfo=UTC)
    await make_case(locality, **common, assigned_at=assigned, answered_at=assigned)
    kept = await make_unit(locality, kind="department")
    await make_case(locality, **common, assigned_at=assigned, concerning=kept)
    await sweep(locality, locality.clock.now())
    query = """{ unit(code: "SW") { standings(
        filter: {rule: ["zoucheng.opinions.answered_rate"], on: "2026-09-24"}
    ) { edges { node { state actual } } } } }"""
    (edge,) = (await data(locality, query))["unit"]["standings"]["edges"]
    assert edge["node"] == {"state": "MET", "actual": 100.0}


async def test_zc_c12_what_was_late_and_what_was_sent_back_is_counted(
    desk: Desk, clock: FixedClock
) -> None:
    await answered(desk)
    await desk.step("clerk", "send_back", "回访不满意")
    await assigned(desk)
    clock.advance(timedelta(days=6))
    await sweep(desk.locality, clock.now())
    assert (await figure_of(desk.locality, "sent_back"))["value"] == 1
    assert (await figure_of(desk.locality, "traced_back"))["value"] == 2


async def test_zc_c12_in_whose_hands_a_matter_was(desk: Desk) -> None:
    await assigned(desk)
    query = """query ($code: String!) { case(code: $code) {
        custody { step { code } unit { code } person { name } since until seconds } } }"""
    custody = (await data(desk.locality, query, code=desk.code))["case"]["custody"]
    assert [c["step"]["code"] for c in custody] == [
        "received",
        "accepted",
        "classified",
        "assigned",
    ]
    assert custody[-1]["unit"] == {"code": "CGJ"}
    assert custody[-1]["until"] is None


async def test_the_api_names_every_clause_of_the_platforms(locality: Locality) -> None:
    query = '{ rules(module: "zoucheng.opinions") { code } }'
    codes = {r["code"] for r in (await data(locality, query, role="public"))["rules"]}
    assert codes >= {f"ZC-C{n}" for n in range(1, 14)}
