"""Whatever says by when tells each day on the way, and why it counts or not."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from graphql import GraphQLObjectType, build_schema, get_named_type

from factories import make_liaison, make_person, make_unit
from factories.asking import data
from factories.meetings import make_meeting
from factories.rules import CLAUSE, working_by
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.calendar import Weekday, Weekly
from lianxin.ids import global_id
from lianxin.localities import Locality
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin.rules import CalendarRule, Duty, LiaisonRule, StandingRule, encounter, times, units
from lianxin.sweep import sweep
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits

DUE = re.compile(r"^due|^rotates|.+(By|Until)$")
FACTS = re.compile(r"^(at|since|until|starts?(On|At)?|ends?(At)?|date|day|month|now|period\w+)$")
HAPPENED = re.compile(
    r"(ed|Since|done|Out|held|met|kept|said|given|found|sent|paid|set|made|spent)"
)
NOT_DUE = {
    "effectiveOn",
    "calledBackAt",
    "lastSeenAt",
    "expiresAt",
    "lastSignInAt",
    "lockedUntil",
}
"""Besides: from when figures count, a call that was made, how long somebody is signed in or locked
out."""


def dates() -> Iterator[tuple[GraphQLObjectType, str]]:
    """Every date that is served where everything is enabled."""
    installed = load_plugins()
    every = [p.module_key(m) for p in installed.plugins for m in p.modules]
    composed = compose(installed.plugins, dict.fromkeys((*ALWAYS_ENABLED, *every), True))
    schema = build_schema(Snapshots(installed, Limits()).of(composed).sdl)
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, field in type_.fields.items():
                if get_named_type(field.type).name in ("Date", "DateTime"):
                    yield type_, name


def explained(type_: GraphQLObjectType, name: str) -> bool:
    """By its own trace, by that of all of the type, or by the terms of which it is the next."""
    return any(field in type_.fields for field in (f"{name}Trace", "trace", "deadlines"))


def test_no_due_date_is_served_without_its_trace() -> None:
    due = [(type_, name) for type_, name in dates() if DUE.match(name) and name not in NOT_DUE]
    assert len(due) > 6
    assert [f"{type_.name}.{name}" for type_, name in due if not explained(type_, name)] == []


def test_every_other_date_is_known_to_be_none() -> None:
    """A new name says whether it is a due date: by matching `DUE`, or here."""
    others = {name for _, name in dates() if not DUE.match(name) and not FACTS.match(name)}
    assert {name for name in others - NOT_DUE if not HAPPENED.search(name)} == set()


ADD = """mutation ($input: AddTaskInput!) { addTask(input: $input) {
    errors { code } task { dueOn handedOutAt trace { date counted reason provisional } } } }"""


async def test_a_task_of_a_meeting_tells_each_day_from_when_it_was_handed_out(
    locality: Locality,
) -> None:
    meeting = await make_meeting(locality)
    given = {"title": "修路灯", "meeting": global_id("Meeting", meeting.id), "dueOn": "2026-09-26"}
    task = (await data(locality, ADD, role="clerk", input=given))["addTask"]["task"]
    assert [(d["date"], d["counted"]) for d in task["trace"]] == [
        ("2026-09-24", False),
        ("2026-09-25", True),
        ("2026-09-26", True),
    ]
    assert task["trace"][-1]["reason"] == "第2天，当日届满"


POINTS = LiaisonRule(**CLAUSE, key="points", of="point", years=3, ahead_days=90)
DUE_SOON = """{ rotationsDue(rule: "T-1") {
    dueOn trace { date } liaison { rotatesOn trace { date counted } } } }"""


async def test_a_rotation_that_is_due_tells_each_day_of_the_term(locality: Locality) -> None:
    leader, county = await make_person(locality), await make_unit(locality, kind="county")
    await make_liaison(locality, leader, county, kind="point", since=date(2023, 12, 1))
    await make_liaison(locality, leader, county, kind="point", since=date(2026, 1, 1))
    [found] = (await data(working_by(locality, POINTS), DUE_SOON))["rotationsDue"]
    assert found["dueOn"] == found["liaison"]["rotatesOn"] == "2026-11-30"
    assert (found["trace"][0]["date"], len(found["trace"])) == ("2023-12-01", 1096)
    assert [d["counted"] for d in found["liaison"]["trace"][:2]] == [False, True]


STANDING = "{ standings(first: 9) { edges { node { dueOn trace { date counted reason } } } } }"
VISITS = Duty(
    **CLAUSE, key="visits", every=units("village"), per="week", count=times(of="visit"), at_least=1
)
QUOTA = Duty(
    **CLAUSE, key="quota", every=units("village"), per="week", count=times(of="visit"), at_most=1
)
TUESDAYS = CalendarRule(
    **CLAUSE,
    key="tuesdays",
    per="week",
    every=units("village"),
    dates=Weekly((Weekday.TUESDAY,)),
    must=encounter("visit"),
)


@pytest.mark.parametrize(
    ("rule", "due", "counted"),
    [(VISITS, "2026-09-27", 7), (QUOTA, None, 0), (TUESDAYS, "2026-09-27", 1)],
)
async def test_a_standing_tells_the_days_left_for_what_it_waits_for(
    locality: Locality, rule: StandingRule, due: str | None, counted: int
) -> None:
    await make_unit(locality, kind="village")
    locality = working_by(locality, rule)
    await sweep(locality, locality.clock.now())
    [edge] = (await data(locality, STANDING))["standings"]["edges"]
    assert edge["node"]["dueOn"] == due
    assert sum(day["counted"] for day in edge["node"]["trace"]) == counted
