"""FG-A1 … FG-A5: councils and branches, the four steps, five fields, and what is carried out."""

from datetime import date
from typing import Any

import pytest

from factories import make_appointment, make_household, make_liaison, make_person, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, clause_or_code, stands
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Person, Unit

pytestmark = pytest.mark.modules("fenggang.deliberation")
KEY = "fenggang.deliberation."
MEMBER, REPORT = "fenggangRecordCouncilMember", "fenggangRecordReport"
MOTION = "motion { id step { code } decided passed ballots { eligible for } }"


class Group:
    """A villagers' group with a council of three, and the branch of two that serves it."""

    def __init__(self, locality: Locality, unit: Unit) -> None:
        self.locality, self.unit = locality, unit
        self.at = Village(locality, unit)
        self.council: list[Person] = []
        self.branch: list[Person] = []
        self.motion = ""

    async def settle(self) -> None:
        await self.at.seat("clerk", "clerk")
        branch = await make_unit(self.locality, "临平党支部", kind="branch")
        await make_liaison(self.locality, branch, self.unit, kind="branch_serves_group")
        for unit, post, people, size in (
            (self.unit, "council_member", self.council, 3),
            (branch, "branch_member", self.branch, 2),
        ):
            for n in range(size):
                person = await make_person(self.locality, f"{post}{n}")
                await make_appointment(self.locality, unit, post, person=person)
                people.append(person)

    async def propose(self, viewer: Viewer | None = None, **said: str) -> dict[str, Any]:
        fields = {"field": "development", "subject": "residents", **said}
        asked = {
            "title": "九龙生态养生园占地",
            "procedure": KEY + "direct_deliberation",
            "unit": self.unit.code,
            "fields": [{"name": n, "value": v} for n, v in fields.items()],
        }
        who = viewer or viewer_with("resident", person_id=self.council[0].id)
        found = await change(self.locality, "proposeMotion", asked, MOTION, viewer=who)
        self.motion = (found["motion"] or {}).get("id", "")
        return found

    async def elect(self, *people: Person) -> None:
        """The list is put to the households."""
        code = await self.at.record(
            "clerk",
            "council_election",
            "2026-09-20",
            motions=["选举组议事会"],
            fields=[{"name": "people", "value": [f"Person:{p.id}" for p in people]}],
        )
        query = "query ($code: String!) { meeting(code: $code) { motions { id } } }"
        found = await data(self.locality, query, code=code)
        self.motion = found["meeting"]["motions"][0]["id"]

    async def vote(self, person: Person, choice: str = "FOR", **named: Any) -> dict[str, Any]:
        asked = {"motion": self.motion, "choice": choice, **named}
        who = viewer_with("resident", person_id=person.id)
        return await change(self.locality, "castBallot", asked, MOTION, viewer=who)

    async def conclude(self, *, spoken: bool | None = True) -> dict[str, Any]:
        """`spoken`: who spoke is on record; None: nothing is asked for."""
        fields: list[dict[str, Any]] = [{"name": "course", "value": "逐项讨论"}]
        if spoken is None:
            fields = []
        if spoken:
            fields.append({"name": "spoke", "value": [f"Person:{self.council[0].id}"]})
        asked = {"motion": self.motion, "action": "conclude", "fields": fields}
        who = self.at.viewers["clerk"]
        return await change(self.locality, "actOnMotion", asked, MOTION, viewer=who)

    async def resolve(self) -> None:
        """Through all four steps."""
        await self.propose()
        await self.conclude(spoken=False)
        for voters in (self.council, self.branch, self.council):
            for person in voters:
                await self.vote(person)
            assert (await self.conclude())["errors"] == []


@pytest.fixture
async def group(locality: Locality) -> Group:
    found = Group(locality, await make_unit(locality, "街坝组", kind="group", code="JB"))
    await found.settle()
    return found


async def test_fg_a1_each_group_has_its_council_and_a_branch(
    locality: Locality, group: Group
) -> None:
    bare = await make_unit(locality, "河沟组", kind="group", code="HG")
    found = await stands(locality, KEY + "groups_have_councils")
    assert {s["subject"]["code"]: s["state"] for s in found} == {"JB": "MET", "HG": "BREACHED"}
    query = """{ coverageGaps(rule: "fenggang.deliberation.groups_have_councils") {
        edges { node { lacking } } } }"""
    [gap] = (await data(locality, query))["coverageGaps"]["edges"]
    assert gap["node"]["lacking"] == "组议事会成员、党支部所辖村民组"
    idle = await make_unit(locality, "空支部", kind="branch", code="KZB")
    links = await stands(locality, KEY + "branches_serve_groups")
    states = {s["subject"]["code"]: s["state"] for s in links}
    assert (states[idle.code], bare.code) == ("BREACHED", "HG")


async def test_fg_a1_households_elect_the_members_who_are_listed_with_their_term(
    locality: Locality, group: Group
) -> None:
    voters = []
    for _ in range(3):
        home = await make_household(locality, group.unit)
        voters.append(await make_person(locality, household=home))
    chosen, other = voters[0], await make_person(locality)
    term = {"unit": "JB", "person": f"Person:{chosen.id}"}
    term |= {"since": "2026-09-24", "until": "2029-08-31"}
    assert await refusal(locality, MEMBER, term) == "FG-A1"
    await group.elect(chosen, other)
    await group.vote(voters[0], people=[f"Person:{chosen.id}"])
    assert clause_or_code((await group.conclude(spoken=None))["errors"]) == "FG-A1"
    await group.vote(voters[1], people=[f"Person:{chosen.id}"])
    assert (await group.conclude(spoken=None))["motion"]["passed"]
    await done(locality, MEMBER, term)
    loser = {"person": f"Person:{other.id}"}
    assert await refusal(locality, MEMBER, term | loser) == "FG-A1"
    query = """{ indicatorValues(rule: "fenggang.deliberation.members_elected") {
        edges { node { value } } } fenggangCouncilMembers { edges { node { since until } } } }"""
    found = await data(locality, query)
    assert found["indicatorValues"]["edges"][0]["node"]["value"] == 4
    assert {"since": "2026-09-24", "until": "2029-08-31"} in [
        edge["node"] for edge in found["fenggangCouncilMembers"]["edges"]
    ]


async def test_fg_a1_a_group_elects_for_a_term(locality: Locality, group: Group) -> None:
    home = await make_household(locality, group.unit)
    chosen = await make_person(locality, household=home)
    await group.elect(chosen)
    await group.vote(chosen, people=[f"Person:{chosen.id}"])
    await group.conclude(spoken=None)
    term = {"unit": "JB", "person": f"Person:{chosen.id}", "since": "2026-09-24"}
    assert await refusal(locality, MEMBER, term | {"until": "2032-09-23"}) == "FG-A1"
    assert await refusal(locality, MEMBER, term | {"until": "2026-09-01"}) == "FG-A1"
    await done(locality, MEMBER, term | {"until": "2029-09-23"})


async def test_fg_a1_an_election_that_is_due_is_announced_to_all(
    locality: Locality, group: Group
) -> None:
    """The council of SG ends within two months, that of HG is over, that of NG runs on as does the
    one without an end; KG has none."""
    ends = {"SG": date(2026, 11, 1), "HG": date(2026, 9, 1), "NG": date(2028, 1, 1), "KG": None}
    for code, until in ends.items():
        unit = await make_unit(locality, f"{code}组", kind="group", code=code)
        if until is not None:
            await make_appointment(locality, unit, "council_member", until=until)
    query = """{ livePublication(rule: "fenggang.deliberation.elections_due") }"""
    rows = (await data(locality, query))["livePublication"]["rows"]
    assert {row[0]: row[1:] for row in rows} == {
        "SG组": ["2026-11-01", 0],
        "HG组": ["2026-09-01", 1],
        "KG组": [None, 1],
    }


async def test_fg_a2_four_steps_in_order_each_with_who_spoke_and_its_ballot(group: Group) -> None:
    proposed = await group.propose()
    assert (proposed["errors"], proposed["motion"]["step"]["code"]) == ([], "propose")
    assert (await group.conclude(spoken=False))["motion"]["step"]["code"] == "discuss"
    assert clause_or_code((await group.vote(group.branch[0]))["errors"]) == "FG-A2"
    for person in group.council[:2]:
        await group.vote(person)
    assert clause_or_code((await group.conclude(spoken=False))["errors"]) == "REQUIRED"
    reviewed = (await group.conclude())["motion"]
    assert (reviewed["step"]["code"], reviewed["ballots"]["eligible"]) == ("review", 2)
    for person in group.branch:
        await group.vote(person)
    assert (await group.conclude())["motion"]["step"]["code"] == "resolve"
    for person in group.council:
        await group.vote(person)
    resolved = (await group.conclude())["motion"]
    assert (resolved["decided"], resolved["passed"]) == (True, True)


async def test_fg_a2_it_comes_from_above_and_from_below(locality: Locality, group: Group) -> None:
    resident = viewer_with("resident", person_id=group.council[1].id)
    for subject in ("organisation", "party_members"):
        found = await group.propose(resident, subject=subject)
        assert clause_or_code(found["errors"]) == "FG-A2"
    party = viewer_with("resident", person_id=group.branch[0].id)
    assert (await group.propose(party, subject="party_members"))["errors"] == []
    assert (await group.propose(group.at.viewers["clerk"], subject="organisation"))["errors"] == []


async def test_fg_a3_motions_are_counted_by_field_unit_and_period(
    locality: Locality, group: Group
) -> None:
    for field in ("development", "law", "development"):
        await group.propose(field=field)
    assert clause_or_code((await group.propose(field="sport"))["errors"]) == "INVALID_FIELD"
    query = """{ indicatorValues(rule: "fenggang.deliberation.motions_by_field") {
        edges { node { value split } } }
      motions(first: 9, filter: {unit: "JB"}) { edges { node { fields { name label value } } } } }"""
    found = await data(locality, query)
    counted = {e["node"]["split"][0]: e["node"]["value"] for e in found["indicatorValues"]["edges"]}
    assert counted == {"development": 2, "law": 1}
    fields = [e["node"]["fields"] for e in found["motions"]["edges"]]
    told = {"name": "subject", "label": "提议主体", "value": "residents"}
    assert all(field[1] == told for field in fields)


async def test_fg_a4_those_who_made_a_resolution_carry_it_out(
    locality: Locality, group: Group
) -> None:
    await group.propose()
    stranger = await make_person(locality)
    mine, theirs = (f"Person:{p.id}" for p in (group.council[0], stranger))
    task = {"title": "丈量土地", "motion": group.motion, "person": mine, "dueOn": "2026-10-08"}
    assert await refusal(locality, "addTask", task) == "FG-A4"
    await group.resolve()
    [stood] = await stands(locality, KEY + "tasks_in_time")
    assert (stood["state"], stood["required"]) == ("DUE", 1)
    task["motion"] = group.motion
    assert await refusal(locality, "addTask", task | {"person": theirs}) == "FG-A4"
    assert await refusal(locality, "addTask", task | {"dueOn": None}) == "FG-A4"
    await done(locality, "addTask", task)
    await done(locality, "addTask", task | {"title": "公示", "dueOn": "2026-09-25"})
    [stood] = await stands(locality, KEY + "tasks_in_time")
    assert (stood["state"], stood["actual"], stood["required"]) == ("AT_RISK", 1, 2)


async def test_fg_a4_progress_is_reported_back_to_the_council(
    locality: Locality, group: Group
) -> None:
    await group.propose()
    person = f"Person:{group.council[0].id}"
    report = {"person": person, "reportedOn": "2026-09-24", "progress": "已丈量 40 亩"}
    assert await refusal(locality, REPORT, report | {"motion": group.motion}) == "FG-A4"
    await group.resolve()
    [before] = await stands(locality, KEY + "progress_reported")
    await done(locality, REPORT, report | {"motion": group.motion})
    [after] = await stands(locality, KEY + "progress_reported")
    assert (before["state"], after["state"]) == ("BREACHED", "MET")
    query = """{ motions(filter: {passed: true}) { edges { node { fenggang { reports {
        id reportedOn progress person { id } } } } } } }"""
    [edge] = (await data(locality, query, role="clerk"))["motions"]["edges"]
    [told] = edge["node"]["fenggang"]["reports"]
    assert (told["progress"], told["person"]["id"]) == ("已丈量 40 亩", person)


async def test_fg_a5_each_step_has_its_quorum_and_majority(group: Group) -> None:
    await group.propose()
    await group.conclude(spoken=False)
    await group.vote(group.council[0])
    assert clause_or_code((await group.conclude())["errors"]) == "FG-A5"
    await group.vote(group.council[1], "AGAINST")
    assert (await group.conclude())["motion"]["step"]["code"] == "propose"
    await group.conclude(spoken=False)
    for person in group.council[:2]:
        await group.vote(person)
    assert (await group.conclude())["motion"]["step"]["code"] == "review"
    await group.vote(group.branch[0], "ABSTAIN")
    assert (await group.conclude())["motion"]["step"]["code"] == "discuss"
