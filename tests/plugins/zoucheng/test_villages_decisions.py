"""ZC-A8: seconded cadres take part in the whole of the village's decision-making."""

from typing import Any

import pytest

from factories.asking import data
from factories.villages import Village, make_town, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")

CONCLUDE = """mutation ($input: ActOnMotionInput!) { actOnMotion(input: $input) {
    motion { step { code label } decided } errors { code message } } }"""


@pytest.fixture
async def village(locality: Locality) -> Village:
    _, (unit,) = await make_town(locality)
    found = Village(locality, unit)
    await found.seat("secretary", "handler", "first_secretary")
    await found.seat("member", "handler", "team_member")
    await found.seat("agent", "handler", "livelihood_agent")
    return found


def both(village: Village, *, member: bool) -> list[dict[str, Any]]:
    return [
        {"person": village.id_of("secretary"), "role": "chair"},
        {"person": village.id_of("member"), "role": "participant", "present": member},
    ]


async def test_zc_a8_a_decision_meeting_that_a_seconded_cadre_missed_is_reported(
    locality: Locality, village: Village
) -> None:
    day = "2026-09-22"
    for member in (True, False):
        await village.record(
            "secretary", "village_decision", day, participants=both(village, member=member)
        )
    found = sorted(await stands(locality, "ZC-A8"), key=lambda s: s["actual"])
    assert [(s["required"], s["actual"], s["state"]) for s in found] == [
        (2, 1, "BREACHED"),
        (2, 2, "MET"),
    ]
    assert found[0]["explanation"] == "应到 2 人，实到 1 人，缺席 1 人"
    assert found[0]["subject"]["__typename"] == "Meeting"


async def test_zc_a8_so_is_a_step_taken_in_another_meeting(
    locality: Locality, village: Village
) -> None:
    await village.record(
        "secretary",
        "village_decision",
        "2026-09-21",
        participants=both(village, member=True),
        motions=["硬化通村道路"],
    )
    query = """{ meetings(filter: {kind: ["village_decision"]}) { edges { node {
        motions { id procedure { code } step { label } } } } } }"""
    (edge,) = (await data(locality, query))["meetings"]["edges"]
    (motion,) = edge["node"]["motions"]
    assert (motion["procedure"], motion["step"]) == ({"code": "ZC-A8"}, {"label": "提议"})
    later = await village.record(
        "secretary", "deliberation", "2026-09-23", participants=both(village, member=False)
    )
    fields = [{"name": "meeting", "value": later}]
    for _ in range(2):
        answer = await data(
            locality,
            CONCLUDE,
            viewer=village.viewers["secretary"],
            input={"motion": motion["id"], "action": "conclude", "fields": fields},
        )
        assert answer["actOnMotion"]["errors"] == []
    assert answer["actOnMotion"]["motion"]["step"] == {"code": "resolved", "label": "决议"}
    found = {s["subject"]["code"]: s["state"] for s in await stands(locality, "ZC-A8")}
    assert found[later] == "BREACHED"
    assert sorted(found.values()) == ["BREACHED", "MET"]
