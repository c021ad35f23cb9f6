"""FG-B1 … FG-B5: four levels, five channels, link points, news for homes, the leaders' line."""

from typing import Any

import pytest

from factories import make_appointment, make_household, make_liaison, make_person, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, stands
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Person, Unit

pytestmark = pytest.mark.modules("fenggang.line")
KEY = "fenggang.line."
CASE = "case { code unit { code } handler { id } }"


class County:
    """Four levels, a resident of the group, and one who serves on each level."""

    def __init__(self, locality: Locality) -> None:
        self.locality = locality
        self.units: dict[str, Unit] = {}

    async def settle(self) -> None:
        parent = None
        for kind, name in (
            ("county", "凤冈县"),
            ("town", "永安镇"),
            ("village", "田坝村"),
            ("group", "茶园组"),
        ):
            code = kind.upper()
            parent = await make_unit(self.locality, name, kind=kind, code=code, parent=parent)
            self.units[kind] = parent
        home = await make_household(self.locality, self.units["group"])
        self.resident = await make_person(self.locality, household=home)
        self.at = Village(self.locality, self.units["group"])
        for kind in self.units:
            await self._seat(kind)

    async def _seat(self, kind: str) -> None:
        """Units below are theirs too, as the server finds it."""
        kinds = list(self.units)
        below = [self.units[k].id for k in kinds[kinds.index(kind) :]]
        above = [self.units[k].id for k in kinds[: kinds.index(kind) + 1]]
        person = await make_person(self.locality, kind, official=True)
        await make_appointment(self.locality, self.units[kind], "handler", person=person)
        self.at.viewers[kind] = viewer_with(
            "handler", person_id=person.id, unit_ids=tuple(below), lineage=tuple(above)
        )

    @property
    def asker(self) -> Viewer:
        return viewer_with("resident", person_id=self.resident.id)

    async def submit(self, channel: str = "app", **given: Any) -> dict[str, Any]:
        asked = {"title": "机耕道积水", "channel": channel, **given}
        found = await change(self.locality, "submitCase", asked, CASE, viewer=self.asker)
        self.at.code = (found["case"] or {}).get("code", "")
        return found


@pytest.fixture
async def county(locality: Locality) -> County:
    found = County(locality)
    await found.settle()
    return found


async def test_fg_b1_a_matter_starts_at_the_level_closest_to_the_resident(
    locality: Locality, county: County
) -> None:
    assert (await county.submit())["case"]["unit"] == {"code": "GROUP"}
    given = {"title": "机耕道积水", "channel": "app", "unit": "TOWN"}
    assert await refusal(locality, "submitCase", given, viewer=county.asker) == "FG-B1"
    stranger = viewer_with("resident", person_id=(await make_person(locality)).id)
    nowhere = {"title": "问路", "channel": "app"}
    assert await refusal(locality, "submitCase", nowhere, viewer=stranger) == "FG-B1"
    await done(locality, "submitCase", given, viewer=stranger)


async def test_fg_b1_it_goes_up_only_with_a_reason(county: County) -> None:
    await county.submit()
    assert await county.at.refusal("group", "pass_up", unit="VILLAGE") == "REQUIRED"
    down = {"unit": "GROUP", "reason": "涉及两村"}
    assert await county.at.refusal("village", "pass_up", **down) == "FG-B1"
    over = {"unit": "TOWN", "reason": "涉及两村"}
    assert await county.at.refusal("group", "pass_up", **over) == "FG-B1"
    up = {"unit": "VILLAGE", "reason": "涉及两组"}
    assert (await county.at.act("group", "pass_up", **up))["errors"] == []
    assert await county.at.refusal("village", "pass_up", **down) == "FG-B1"
    assert await county.at.step("village", "take_on") == "handling"
    query = "query ($code: String!) { case(code: $code) { fenggang { reason } } }"
    found = await data(county.locality, query, code=county.at.code)
    assert found["case"]["fenggang"] == {"reason": "涉及两组"}


async def test_fg_b1_every_level_sees_its_own_and_what_is_below_it(county: County) -> None:
    await county.submit()
    await county.at.act("group", "pass_up", unit="VILLAGE", reason="涉及两组")
    seen = {
        kind: (await data(county.locality, "{ cases { totalCount } }", viewer=viewer))
        for kind, viewer in county.at.viewers.items()
    }
    counts = {kind: found["cases"]["totalCount"] for kind, found in seen.items()}
    assert counts == {"county": 1, "town": 1, "village": 1, "group": 0}


async def test_fg_b2_matters_come_in_by_five_channels(locality: Locality, county: County) -> None:
    channels = ("tv_on_demand", "app", "hotline_12343", "mailbox", "walk_in")
    for channel in channels:
        assert (await county.submit(channel))["errors"] == []
    await county.at.step("village", "take_on")
    assert await county.at.refusal("village", "answer") == "NOTE_REQUIRED"
    assert await county.at.step("village", "answer", "已铺碎石") == "answered"
    query = """{ indicatorValues(rule: "fenggang.line.matters_by_channel") {
        edges { node { value split } } } rules { key code } }"""
    found = await data(locality, query)
    values = {e["node"]["split"][0]: e["node"]["value"] for e in found["indicatorValues"]["edges"]}
    assert values == dict.fromkeys(channels, 1)
    assert (KEY + "matters_by_channel", "FG-B2") in {(r["key"], r["code"]) for r in found["rules"]}


@pytest.fixture
async def leader(locality: Locality, county: County) -> Person:
    found = await make_person(locality, "县委副书记", official=True)
    await make_appointment(locality, county.units["county"], "county_leading_cadre", person=found)
    return found


async def test_fg_b3_leaders_have_link_points_and_take_part_in_the_campaign(
    locality: Locality, county: County, leader: Person
) -> None:
    before = await stands(locality, "FG-B3")
    assert {s["state"] for s in before} == {"BREACHED"}
    await make_liaison(locality, leader, county.units["village"], kind="link_point_321")
    await make_liaison(locality, leader, county.units["group"], kind="campaign_thousand")
    after = await stands(locality, "FG-B3")
    assert [(s["rule"]["key"], s["state"]) for s in after] == [
        (KEY + "campaign_links", "MET"),
        (KEY + "link_points", "MET"),
    ]


async def test_fg_b3_what_came_of_the_links_is_counted(
    locality: Locality, county: County, leader: Person
) -> None:
    record = "fenggangRecordLinkResult"
    result = {"person": f"Person:{leader.id}", "unit": "VILLAGE", "kind": "funds_raised"}
    result |= {"amount": 120_000, "achievedOn": "2026-09-20", "what": "争取茶园步道资金"}
    assert await refusal(locality, record, result) == "FG-B3"
    await make_liaison(locality, leader, county.units["village"], kind="link_point_321")
    await done(locality, record, result)
    settled = {"kind": "disputes_settled", "amount": 2, "what": "调解林地纠纷"}
    await done(locality, record, result | settled)
    query = """{ funds: indicatorValues(rule: "fenggang.line.funds_raised") { edges { node { value } } }
      other: indicatorValues(rule: "fenggang.line.settled_and_coordinated") {
        edges { node { value split } } } }"""
    found = await data(locality, query)
    assert [e["node"]["value"] for e in found["funds"]["edges"]] == [120_000]
    [other] = found["other"]["edges"]
    assert other["node"] == {"value": 2, "split": ["disputes_settled"]}


async def test_fg_b4_procedures_policies_and_news_reach_homes(
    locality: Locality, county: County
) -> None:
    piece = {"unit": "COUNTY", "kind": "policies", "medium": "tv", "title": "危房改造补助"}
    piece |= {"text": "每户补助两万元，咨询电话 13885212345", "sentOn": "2026-09-20"}
    await done(locality, "fenggangRecordBroadcast", piece)
    live = '{ livePublication(rule: "FG-B4") }'
    [row] = (await data(locality, live, role="public"))["livePublication"]["rows"]
    assert row == [
        *("惠民政策", "电视", "危房改造补助", "每户补助两万元，咨询电话 ***"),
        *("凤冈县", "2026-09-20"),
    ]


async def test_fg_b5_residents_reach_the_leader_in_charge(
    locality: Locality, county: County, leader: Person
) -> None:
    asked = {"title": "茶青收购资金", "channel": "leader_line"}
    assert await refusal(locality, "submitCase", asked, viewer=county.asker) == "FG-B5"
    [before] = await stands(locality, KEY + "leaders_in_charge")
    await make_liaison(locality, leader, county.units["town"], kind="leader_in_charge")
    [after] = await stands(locality, KEY + "leaders_in_charge")
    assert (before["state"], after["state"]) == ("BREACHED", "MET")
    case = (await county.submit("leader_line"))["case"]
    assert case["handler"] == {"id": f"Person:{leader.id}"}
    county.at.viewers["leader"] = viewer_with("leader", person_id=leader.id)
    assert await county.at.step("leader", "hand_on", "请镇里研究", unit="TOWN") == "handed"
    assert await county.at.refusal("town", "answer", "已办") == "NOT_PERMITTED"
    assert await county.at.step("leader", "answer", "已协调贷款 280 万元") == "answered"
