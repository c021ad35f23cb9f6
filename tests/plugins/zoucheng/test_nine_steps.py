"""A call becomes a case and runs through all nine steps to the archive, by GraphQL."""

import pytest

from factories.desk import Desk
from factories.people import make_unit

pytestmark = pytest.mark.modules("zoucheng.opinions")


async def test_zc_c2_a_matter_runs_through_nine_steps(desk: Desk) -> None:
    await desk.submit(reporter={"name": "孔令仪", "phone": "13953712345"})
    steps = [
        await desk.step("clerk", "accept"),
        await desk.step("clerk", "classify", way="pass_for_handling", category="roads"),
        await desk.step("clerk", "assign", unit="CGJ"),
        await desk.step("supervisor", "supervise"),
        await desk.step("handler", "report_back", "已更换灯泡"),
        await desk.step("clerk", "call_back", satisfaction="satisfied", reasonable=True),
        await desk.step("clerk", "analyse"),
        await desk.step("clerk", "archive"),
    ]
    assert steps == [
        "accepted",
        "classified",
        "assigned",
        "supervised",
        "reported_back",
        "called_back",
        "analysed",
        "archived",
    ]


async def test_zc_c2_no_step_that_applies_is_skipped(desk: Desk) -> None:
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling")
    refused = await desk.act("clerk", "archive")
    assert "ZC-C2" in [e["rule"]["code"] for e in refused["errors"] if "rule" in e]


async def test_zc_c7_whoever_left_a_contact_is_called_back_before_archiving(desk: Desk) -> None:
    await desk.submit(reporter={"name": "孟母", "phone": "13953712345"})
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="answer_at_once")
    await desk.step("clerk", "report_back", "已告知办事地点")
    refused = await desk.act("clerk", "analyse")
    assert "ZC-C7" in [e["rule"]["code"] for e in refused["errors"] if "rule" in e]


async def test_zc_c6_several_units_are_consulted_before_assigning(desk: Desk) -> None:
    await make_unit(desk.locality, "公安局", kind="department", code="GAJ")
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling", units=["CGJ", "GAJ"])
    refused = await desk.act("clerk", "assign", unit="CGJ")
    assert "ZC-C6" in [e["rule"]["code"] for e in refused["errors"] if "rule" in e]
