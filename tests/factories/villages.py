"""A town with villages, those who serve there, and how everybody stands."""

from typing import Any

from factories.asking import data
from factories.people import make_appointment, make_person, make_unit
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.standings import refresh_standings
from lianxin.sweep import sweep as run_sweep
from lianxin.tables import Person, Unit

STANDINGS = """query ($rule: [String!], $state: [StandingState!], $on: Date) {
  standings(filter: {rule: $rule, state: $state, on: $on}, first: 100) { edges { node {
    rule { code key } state required actual explanation
    subject { __typename ... on Unit { code } ... on Person { id } ... on Household { code }
              ... on Liaison { id } ... on Meeting { code } ... on Case { code } }
  } } } }"""
SUBMIT = """mutation ($input: SubmitCaseInput!) { submitCase(input: $input) {
    case { code step { code } } receipt
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""
ACT = """mutation ($input: ActOnCaseInput!) { actOnCase(input: $input) {
    case { step { code phase terminal } }
    errors { code message path ... on RuleRefusal { rule { code key } } } } }"""


RECORD = """mutation ($input: RecordMeetingInput!) { recordMeeting(input: $input) {
    meeting { code motions { id code } } errors { code message path } } }"""


async def make_town(locality: Locality, villages: int = 1) -> tuple[Unit, list[Unit]]:
    town = await make_unit(locality, "大束镇", kind="town")
    return town, [await make_unit(locality, parent=town) for _ in range(villages)]


async def sweep(locality: Locality) -> None:
    """What the sweep does for standings."""
    async with locality.database.writing() as tx:
        await refresh_standings(tx, locality, locality.clock.now())


async def sweep_all(locality: Locality) -> None:
    """The sweep as it runs by itself."""
    assert not (await run_sweep(locality, locality.clock.now())).failed


async def stands(locality: Locality, rule: str, **variables: Any) -> list[dict[str, Any]]:
    """The standings of a rule or clause, as GraphQL gives them after a sweep."""
    await sweep(locality)
    found = await data(locality, STANDINGS, rule=[rule], **variables)
    return [edge["node"] for edge in found["standings"]["edges"]]


def clause_or_code(errors: list[dict[str, Any]]) -> str:
    """The clause by which something is refused, or else the first error's code."""
    assert errors, "nothing was refused"
    by_rule = [error["rule"]["code"] for error in errors if "rule" in error]
    told: str = (by_rule or [errors[0]["code"]])[0]
    return told


class Village:
    """Its people, each with an account, and what they do to one case."""

    def __init__(self, locality: Locality, unit: Unit) -> None:
        self.locality = locality
        self.unit = unit
        self.viewers: dict[str, Viewer] = {}
        self.people: dict[str, Person] = {}
        self.code = ""

    async def seat(self, who: str, role: str, post: str | None = None) -> Viewer:
        """An official with an account of that role, in the village where they hold a post."""
        person = await make_person(self.locality, who, official=True)
        if post:
            await make_appointment(self.locality, self.unit, post, person=person)
        units = (self.unit.id,) if post else ()
        viewer = viewer_with(role, person_id=person.id, unit_ids=units, lineage=units)
        self.people[who], self.viewers[who] = person, viewer
        return viewer

    async def serve_too(self, who: str, unit: Unit, post: str) -> None:
        await make_appointment(self.locality, unit, post, person=self.people[who])

    async def record(self, who: str, kind: str, day: str, **given: Any) -> str:
        """A meeting of a kind at ten on a day, in the village unless said otherwise; its code."""
        named = {name: given.pop(name) for name in ("households",) if name in given}
        input = {
            "kind": kind,
            "title": kind,
            "unit": self.unit.code,
            "startsAt": f"{day}T10:00:00+08:00",
            "participants": [{"person": self.id_of(who), "role": "participant"}],
            "fields": [{"name": name, "value": value} for name, value in named.items()],
            **given,
        }
        answer = await data(self.locality, RECORD, viewer=self.viewers[who], input=input)
        found = answer["recordMeeting"]
        assert found["errors"] == [], found["errors"]
        code: str = found["meeting"]["code"]
        return code

    def id_of(self, who: str) -> str:
        return f"Person:{self.people[who].id}"

    async def submit(self, who: str, **input: Any) -> str:
        given = {"unit": self.unit.code, **input}
        answer = await data(self.locality, SUBMIT, viewer=self.viewers[who], input=given)
        found = answer["submitCase"]
        assert found["errors"] == [], found["errors"]
        self.code = found["case"]["code"]
        return self.code

    async def act(self, who: str, action: str, note: str | None = None, **fields: Any) -> Any:
        given = [{"name": name, "value": value} for name, value in fields.items()]
        input = {"code": self.code, "action": action, "note": note, "fields": given}
        answer = await data(self.locality, ACT, viewer=self.viewers[who], input=input)
        return answer["actOnCase"]

    async def step(self, who: str, action: str, note: str | None = None, **fields: Any) -> str:
        """The step to which an action leads that nobody refuses."""
        found = await self.act(who, action, note, **fields)
        assert found["errors"] == [], found["errors"]
        step: str = found["case"]["step"]["code"]
        return step

    async def refusal(self, who: str, action: str, note: str | None = None, **fields: Any) -> str:
        return clause_or_code((await self.act(who, action, note, **fields))["errors"])
