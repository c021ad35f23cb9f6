"""CD-B1 … CD-B4: asked what is needed, asked how, asked to what effect."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from factories import make_appointment, make_household, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.hooks import deliver
from factories.returning import give_back, make_duties, proposal
from factories.viewers import viewer_with
from factories.villages import Village, clause_or_code, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin.tables import Person, Unit

pytestmark = pytest.mark.modules("chengdu.asking")
KEY = "chengdu.asking."
MICROBLOG = "chengduRecordMicroblog"
ID = "query ($code: String!) { case(code: $code) { id } }"


async def id_of(locality: Locality, code: str) -> str:
    found: str = (await data(locality, ID, code=code))["case"]["id"]
    return found


# --- CD-B1


@pytest.fixture
async def street(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "驷马桥街道", kind="street", code="SMQ"))
    await found.seat("clerk", "clerk")
    await found.seat("handler", "handler", "handler")
    account = {"unit": "SMQ", "level": "township", "handle": "@驷马桥服务"}
    await done(locality, MICROBLOG, account | {"openedOn": "2026-04-01"})
    return found


async def test_cd_b1_accounts_are_on_four_levels_and_who_lacks_one_is_listed(
    locality: Locality, street: Village
) -> None:
    await make_unit(locality, "曹家巷社区", kind="community", code="CJX")
    wrong = {"unit": "CJX", "level": "county", "handle": "@曹家巷", "openedOn": "2026-04-01"}
    assert await refusal(locality, MICROBLOG, wrong) == "CD-B1"
    found = {s["subject"]["code"]: s["state"] for s in await stands(locality, "CD-B1")}
    assert found == {"SMQ": "MET", "CJX": "BREACHED"}


async def test_cd_b1_a_mention_delivered_twice_is_one_case_at_its_account(
    locality: Locality, street: Village
) -> None:
    post = {"id": "wb-4417", "text": "@驷马桥服务 路灯坏了三天没人修", "account": "SMQ"}
    first, again = [await deliver(locality, "mention", **post) for _ in range(2)]
    assert first == again
    query = """{ cases { totalCount edges { node { code unit { code } channel { code }
        step { code } } } } }"""
    cases = (await data(locality, query))["cases"]
    assert cases["totalCount"] == 1
    node = cases["edges"][0]["node"]
    assert (node["code"], node["unit"]) == (first[1]["case"], {"code": "SMQ"})
    await make_unit(locality, "没有账号的社区", kind="community", code="NONE")
    status, told = await deliver(locality, "mention", **post | {"id": "wb-1", "account": "NONE"})
    assert (status, told["code"]) == (422, "RULE_REFUSED")


async def test_cd_b1_it_is_sorted_handled_and_answered_through_the_same_account(
    locality: Locality, street: Village
) -> None:
    await make_unit(locality, "路灯管理处", kind="department", code="LD")
    post = {"id": "wb-4418", "text": "@驷马桥服务 建议增设非机动车停放点", "account": "SMQ"}
    street.code = (await deliver(locality, "mention", **post))[1]["case"]
    assert await street.refusal("clerk", "handle", unit="LD") == "CD-B1"
    assert await street.step("handler", "sort", kind="suggestion") == "sorted"
    assert await street.step("clerk", "handle", unit="LD") == "handled"
    assert await street.refusal("clerk", "answer", "已采纳", account="LD") == "CD-B1"
    assert await street.step("clerk", "answer", "已采纳", account="SMQ") == "answered"


@pytest.fixture
async def handed_out(locality: Locality, street: Village) -> Village:
    """A mention handed out to the city management, which has a lighting office beside it."""
    found = await make_duties(locality)
    post = {"id": "wb-4419", "text": "@驷马桥服务 路灯坏了三天没人修", "account": "SMQ"}
    found.code = (await deliver(locality, "mention", **post))[1]["case"]
    await found.step("clerk", "sort", kind="complaint")
    await found.step("clerk", "handle", unit="CGJ")
    return found


@pytest.mark.parametrize("ground", ["LD-99", "CG-01"])
async def test_cd_b1_a_mention_goes_back_on_a_ground_of_the_duty_list_alone(
    handed_out: Village, ground: str
) -> None:
    assert await handed_out.refusal("handler", "return", "理由", ground=ground) == "CD-B1"
    await give_back(handed_out)
    assert (await proposal(handed_out))["unit"] is None


async def test_cd_b1_a_mention_goes_back_within_days(
    handed_out: Village, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=2, minutes=1))
    assert await handed_out.refusal("handler", "return", "理由", ground="LD-01") == "CD-B1"


async def test_cd_b1_after_two_returns_a_lead_is_ruled(handed_out: Village) -> None:
    assert await handed_out.refusal("supervisor", "rule_lead", "理由", unit="LDC") == "CD-B1"
    await give_back(handed_out)
    await handed_out.step("clerk", "handle", unit="CGJ")
    await give_back(handed_out)
    assert await handed_out.refusal("clerk", "handle", unit="CGJ") == "CD-B1"
    await handed_out.step("supervisor", "rule_lead", "城管牵头", unit="CGJ")
    assert await handed_out.refusal("handler", "return", "理由", ground="LD-01") == "CD-B1"


# --- CD-B2

PROPOSE = """mutation ($input: ProposeMotionInput!) { proposeMotion(input: $input) {
    motion { id } errors { code message } } }"""
CAST = """mutation ($input: CastBallotInput!) { castBallot(input: $input) {
    motion { ballots { eligible for against } }
    errors { code message ... on RuleRefusal { rule { code } } } } }"""
CONCLUDE = """mutation ($input: ActOnMotionInput!) { actOnMotion(input: $input) {
    motion { decided passed } errors { code message ... on RuleRefusal { rule { code } } } } }"""


class Area:
    """A renewal area with five households, one of two members, and what they vote on."""

    def __init__(self, locality: Locality, unit: Unit) -> None:
        self.locality = locality
        self.at = Village(locality, unit)
        self.members: list[list[Person]] = []
        self.motion = ""

    async def settle(self) -> None:
        await self.at.seat("clerk", "clerk")
        for size in (2, 1, 1, 1, 1):
            home = await make_household(self.locality, self.at.unit)
            people = [await make_person(self.locality, household=home) for _ in range(size)]
            self.members.append(people)

    async def elect(self, *people: Person) -> None:
        """The list is put to the households in an election."""
        code = await self.at.record(
            "clerk",
            "representative_election",
            "2026-09-20",
            motions=["推举自治改造委员会代表"],
            fields=[{"name": "people", "value": [f"Person:{p.id}" for p in people]}],
        )
        query = "query ($code: String!) { meeting(code: $code) { motions { id } } }"
        found = await data(self.locality, query, code=code)
        self.motion = found["meeting"]["motions"][0]["id"]

    async def vote(self, person: Person, choice: str = "FOR", *named: Person) -> dict[str, Any]:
        viewer = viewer_with("resident", person_id=person.id)
        given = {"motion": self.motion, "choice": choice}
        given |= {"people": [f"Person:{each.id}" for each in named]} if named else {}
        found: dict[str, Any] = await data(self.locality, CAST, viewer=viewer, input=given)
        return found["castBallot"]

    async def conclude(self) -> dict[str, Any]:
        given = {"motion": self.motion, "action": "conclude"}
        viewer = self.at.viewers["clerk"]
        found: dict[str, Any] = await data(self.locality, CONCLUDE, viewer=viewer, input=given)
        return found["actOnMotion"]

    def seat(self, person: Person) -> dict[str, Any]:
        return {"unit": self.at.unit.code, "person": f"Person:{person.id}", "since": "2026-09-24"}


@pytest.fixture
async def area(locality: Locality) -> Area:
    found = Area(locality, await make_unit(locality, "曹家巷片区", kind="renewal_area"))
    await found.settle()
    return found


async def test_cd_b2_households_put_forward_representatives_one_ballot_each(
    locality: Locality, area: Area
) -> None:
    (one, other), [second], [third], [candidate], _ = area.members
    seat = area.seat(candidate)
    assert await refusal(locality, "chengduRecordRepresentative", seat) == "CD-B2"
    await area.elect(candidate)
    assert clause_or_code((await area.vote(one, "FOR", other))["errors"]) == "CD-B2"
    assert (await area.vote(one, "FOR", candidate))["motion"]["ballots"]["eligible"] == 5
    again = await area.vote(other, "FOR", candidate)
    assert clause_or_code(again["errors"]) == "VOTED_ALREADY"
    assert await refusal(locality, "chengduRecordRepresentative", seat) == "CD-B2"
    await area.vote(second, "FOR", candidate)
    await area.vote(third, "AGAINST")
    assert (await area.conclude())["motion"] == {"decided": True, "passed": True}
    query = """query ($id: ID!) { node(id: $id) { ... on Motion { candidates {
        id votes elected person { id } } } } }"""
    [found] = (await data(locality, query, id=area.motion))["node"]["candidates"]
    assert (found["votes"], found["elected"]) == (2, True)
    assert found["person"]["id"] == seat["person"]
    await done(locality, "chengduRecordRepresentative", seat)
    assert await refusal(locality, "chengduRecordRepresentative", area.seat(one)) == "CD-B2"
    [stood] = await stands(locality, KEY + "areas_have_committees")
    assert (stood["state"], stood["actual"], stood["required"]) == ("BREACHED", 1, 13)


async def test_cd_b2_no_more_representatives_than_there_are_seats(
    locality: Locality, area: Area
) -> None:
    candidate = area.members[3][0]
    for _ in range(13):
        await make_appointment(locality, area.at.unit, "renewal_committee_member")
    await area.elect(candidate)
    await area.vote(candidate, "FOR", candidate)
    await area.conclude()
    record, seat = "chengduRecordRepresentative", area.seat(candidate)
    assert await refusal(locality, record, seat) == "CD-B2"
    await done(locality, record, {**seat, "since": "2025-12-01"})


async def test_cd_b2_exactly_half_of_the_households_are_not_enough(area: Area) -> None:
    await area.elect(area.members[1][0])
    await area.vote(area.members[0][0], "FOR", area.members[1][0])
    await area.vote(area.members[1][0], "AGAINST")
    assert (await area.conclude())["motion"] == {"decided": True, "passed": False}


async def test_cd_b2_the_committee_decides_on_motions(locality: Locality, area: Area) -> None:
    committee = [people[0] for people in area.members[:3]]
    for person in committee:
        unit, post = area.at.unit, "renewal_committee_member"
        await make_appointment(locality, unit, post, person=person)
    given = {
        "title": "签约期限延长十天",
        "procedure": KEY + "committee_decisions",
        "unit": area.at.unit.code,
    }
    viewer = area.at.viewers["clerk"]
    found = await data(locality, PROPOSE, viewer=viewer, input=given)
    area.motion = found["proposeMotion"]["motion"]["id"]
    assert (await area.conclude())["motion"] == {"decided": False, "passed": None}
    await area.vote(committee[0])
    assert clause_or_code((await area.conclude())["errors"]) == "CD-B2"
    outsider = area.members[4][0]
    assert clause_or_code((await area.vote(outsider))["errors"]) == "CD-B2"
    await area.vote(committee[1])
    assert (await area.conclude())["motion"] == {"decided": True, "passed": True}


# --- CD-B3

SETTER = "chengduRecordProjectSetter"


@pytest.fixture
async def office(locality: Locality, clock: FixedClock) -> Village:
    """In January, when projects are set."""
    clock.move(datetime.fromisoformat("2026-01-15T09:00:00+08:00"))
    found = Village(locality, await make_unit(locality, "市政府办公厅", kind="department"))
    await found.seat("clerk", "clerk")
    await make_unit(locality, "市民政局", kind="department", code="MZJ")
    return found


async def proposed(office: Village, *setters: Person, title: str = "新建社区养老院落") -> str:
    """A project that these residents set; its ID."""
    given = {"channel": "livelihood_project", "category": "livelihood_housing", "unit": None}
    await office.submit("clerk", title=title, **given)
    case = await id_of(office.locality, office.code)
    for person in setters:
        setter = {"case": case, "person": f"Person:{person.id}", "setOn": "2026-01-15"}
        await done(office.locality, SETTER, setter)
    return case


async def test_cd_b3_projects_are_set_by_residents_at_the_start_of_the_year(
    locality: Locality, office: Village, clock: FixedClock
) -> None:
    case = await proposed(office)
    assert await office.refusal("clerk", "choose", unit="MZJ") == "CD-B3"
    official = await make_person(locality, official=True)
    setter = {"case": case, "person": f"Person:{official.id}", "setOn": "2026-01-15"}
    assert await refusal(locality, SETTER, setter) == "CD-B3"
    resident = await make_person(locality)
    await done(locality, SETTER, setter | {"person": f"Person:{resident.id}"})
    assert await office.step("clerk", "choose", unit="MZJ") == "chosen"
    late = setter | {"person": f"Person:{(await make_person(locality)).id}"}
    assert await refusal(locality, SETTER, late) == "CD-B3"
    clock.move(datetime.fromisoformat("2026-04-01T09:00:00+08:00"))
    project = {"title": "新建书屋", "channel": "livelihood_project"}
    project |= {"category": "livelihood_culture"}
    assert await refusal(locality, "submitCase", project) == "CD-B3"


async def test_cd_b3_progress_and_completion_are_tracked(
    locality: Locality, office: Village
) -> None:
    await proposed(office, await make_person(locality))
    await office.step("clerk", "choose", unit="MZJ")
    assert await office.refusal("clerk", "report_progress", "推进", progress=120) == "CD-B3"
    await office.step("clerk", "report_progress", "主体完工", progress=60)
    assert await office.refusal("clerk", "complete", result="完工") == "CD-B3"
    await office.step("clerk", "report_progress", "验收", progress=100)
    assert await office.step("clerk", "complete", result="建成养老院落 3 处") == "completed"
    query = """query ($code: String!) { case(code: $code) { chengdu { progress result } }
        indicatorValues(rule: "chengdu.asking.projects_completed") { edges { node { value } } } }"""
    found = await data(locality, query, code=office.code)
    assert found["case"]["chengdu"] == {"progress": 100, "result": "建成养老院落 3 处"}
    assert found["indicatorValues"]["edges"][0]["node"]["value"] == 100


async def test_cd_b3_the_year_has_its_number_of_projects(
    locality: Locality, office: Village
) -> None:
    await make_unit(locality, "成都市", kind="city")
    for title in ("养老院落", "书屋"):
        await proposed(office, await make_person(locality), title=title)
    await office.step("clerk", "choose", unit="MZJ")
    [city] = await stands(locality, KEY + "projects_of_the_year")
    assert (city["rule"]["code"], city["required"]) == ("CD-B3", 163)
    query = """{ indicatorValues(rule: "chengdu.asking.projects_of_the_year") {
        edges { node { value split } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1, "split": ["livelihood_housing"]}


DRAWN = """query ($code: String!) { survey(code: $code) { sample { edges { node {
    id person { id } subject { ... on Case { title } } } } }
    scores { edges { node { score subject { ... on Case { title } } } } } } }"""


async def test_cd_b3_those_who_set_a_project_rate_it_and_nobody_else(
    locality: Locality, office: Village, clock: FixedClock
) -> None:
    first, second = [await make_person(locality, name) for name in ("邓**", "李**")]
    await make_person(locality, "王**")
    await proposed(office, first, second, title="养老院落")
    await proposed(office, second, title="绿道")
    clock.move(datetime.fromisoformat("2026-11-30T09:00:00+08:00"))
    assert await refusal(locality, "drawSample", {"rule": "CD-B3"}) == "CD-B3"
    clock.move(datetime.fromisoformat("2026-12-25T09:00:00+08:00"))
    made = await done(locality, "drawSample", {"rule": "CD-B3"}, "survey { code }")
    code = made["survey"]["code"]
    found = (await data(locality, DRAWN, role="clerk", code=code))["survey"]
    rows = [edge["node"] for edge in found["sample"]["edges"]]
    asked = {(row["subject"]["title"], row["person"]["id"]) for row in rows}
    people = f"Person:{first.id}", f"Person:{second.id}"
    assert asked == {("养老院落", people[0]), ("养老院落", people[1]), ("绿道", people[1])}
    for row in rows:
        grade = "satisfied" if row["person"]["id"] == people[0] else "basically_satisfied"
        await done(locality, "recordAnswer", {"drawn": row["id"], "grade": grade})
    await done(locality, "closeSurvey", {"survey": code})
    scores = (await data(locality, DRAWN, role="clerk", code=code))["survey"]["scores"]["edges"]
    found = {e["node"]["subject"]["title"]: e["node"]["score"] for e in scores}
    assert found == {"养老院落": 80, "绿道": 60}


# --- CD-B4


async def test_cd_b4_what_a_major_matter_lacks_of_the_three_is_listed(
    locality: Locality, office: Village
) -> None:
    await office.submit("clerk", title="北城改造", channel="major_matter")
    case = await id_of(locality, office.code)
    asked = {"case": case, "question": "need", "askedOn": "2026-01-16", "how": "入户调查"}
    project = await proposed(office)
    record = "chengduRecordAsked"
    assert await refusal(locality, record, asked | {"case": project}) == "CD-B4"
    await done(locality, record, asked)
    query = """{ coverageGaps(rule: "chengdu.asking.matters_carry_all_three") {
        edges { node { lacking subject { ... on Case { title } } } } } }"""
    gaps = (await data(locality, query))["coverageGaps"]["edges"]
    assert gaps[0]["node"] == {"lacking": "问计于民、问效于民", "subject": {"title": "北城改造"}}
    for question in ("advice", "effect"):
        await done(locality, record, asked | {"question": question})
    [stood] = await stands(locality, KEY + "matters_carry_all_three")
    assert (stood["state"], stood["rule"]["code"]) == ("MET", "CD-B4")
