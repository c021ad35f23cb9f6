"""Whatever is given to a mutation, the answer says what is wrong, and nothing is half done."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_composite_type
from sqlalchemy import func, select, union_all
from sqlmodel import SQLModel

from factories import (
    make_appointment,
    make_case,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.asking import ask, snapshot_of
from factories.hostile import Hostile
from factories.viewers import viewer_with
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.localities import Locality
from lianxin.plugins.manager import load_plugins
from lianxin.rules.base import Rule

EVERY_MODULE = [plugin.module_key(m) for plugin in load_plugins().plugins for m in plugin.modules]
ZOUCHENG = ("zoucheng.opinions", "zoucheng.villages", "zoucheng.departments")

ROUNDS = 4
SEED = 20261122
OF_THE_SERVER = {
    "configureModule",
    "enableModule",
    "disableModule",
    "purgePlugin",
    "restoreSettings",
    "cancelScheduledSettings",
}
"""These change what a process serves; tests/core/modules and tests/schema try them."""

BESIDE = {"core_audit_entry", "core_refusal"}
"""What is written of a refusal too."""


async def rows(locality: Locality) -> int:
    """How many rows there are in all, but for what is written of a refusal."""
    tables = [t for name, t in SQLModel.metadata.tables.items() if name not in BESIDE]
    kept = [t for t in tables if not name_of_platform(t.name)]
    counted = union_all(*(select(func.count().label("n")).select_from(t) for t in kept))
    found = await locality.database.all(counted)
    return sum(row.n for row in found)


def name_of_platform(name: str) -> bool:
    return name.startswith("platform_")


def document(name: str, payload: GraphQLObjectType) -> str:
    """The mutation with all that it answers with."""
    input_type = name[0].upper() + name[1:] + "Input"
    answers = " ".join(
        f"{field} {{ __typename }}" if is_composite_type(get_named_type(of.type)) else field
        for field, of in payload.fields.items()
        if field != "errors"
    )
    return (
        f"mutation ($input: {input_type}!) {{ {name}(input: $input) "
        f"{{ {answers} errors {{ __typename code message path }} }} }}"
    )


async def a_world(locality: Locality) -> tuple[list[str], list[str]]:
    """IDs and codes of a little of everything."""
    unit = await make_unit(locality, "城市管理局", kind="department", code="CGJ")
    village = await make_unit(locality, "前柳村", kind="village", code="V1")
    official = await make_person(locality, "王立", official=True)
    resident = await make_person(locality, "孔令仪")
    post = await make_appointment(locality, village, "first_secretary", person=official)
    home = await make_household(locality, village)
    link = await make_liaison(locality, official, home, kind="household_link")
    case = await make_case(locality)
    meeting = await make_meeting(locality)
    made = (unit, village, official, resident, post, home, link, case, meeting)
    known = [f"{type(row).__name__}:{row.id}" for row in made]
    rules = [e.key for e, _ in locality.composition.of(Rule)]
    words = [
        "visit",
        "public_line",
        "first_secretary",
        "accept",
        "conclude",
        "in_need",
        "satisfied",
    ]
    return known, ["CGJ", "V1", home.code, case.code, meeting.code, *words, *rules[::12]]


@pytest.mark.modules(*ZOUCHENG)
async def test_bad_input_is_answered_and_nothing_is_half_done(locality: Locality) -> None:
    world = await a_world(locality)
    wrong, before = [], await rows(locality)
    async for name, given, said in bad_input(locality, world, ROUNDS):
        before, were = await rows(locality), before
        if said == "refused" and before != were:
            wrong.append((name, "refused, and something was stored", str(given)[:600]))
        elif said not in ("done", "refused"):
            wrong.append((name, said, str(given)[:600]))
    assert wrong == []


@pytest.mark.parametrize("bench", ["sqlite"], indirect=True)
@pytest.mark.modules(*(key for key in EVERY_MODULE if key not in ALWAYS_ENABLED))
async def test_bad_input_is_answered_by_every_model(locality: Locality) -> None:
    world = await a_world(locality)
    found = [(name, said) async for name, _, said in bad_input(locality, world, rounds=1)]
    assert [(name, said) for name, said in found if said not in ("done", "refused")] == []


async def bad_input(
    locality: Locality, world: tuple[list[str], list[str]], rounds: int
) -> AsyncIterator[tuple[str, Any, str]]:
    """Every mutation, what it is given, and what comes of it."""
    known, codes = world
    schema = snapshot_of(locality).graphql_schema
    hostile = Hostile(schema, known, codes, fitting(locality, known, codes), SEED)
    roles = ("clerk", "handler", "supervisor", "leader", "admin", "resident", "auditor")
    assert isinstance(schema.mutation_type, GraphQLObjectType)
    for name, field in schema.mutation_type.fields.items():
        if "input" not in field.args or name in OF_THE_SERVER:
            continue
        text = document(name, get_named_type(field.type))
        for n, given in enumerate(hostile.inputs(field, rounds)):
            viewer = viewer_with(roles[n % len(roles)], person_id=int(known[2].split(":")[1]))
            answer = await ask(locality, text, viewer=viewer, input=given)
            yield name, given, judged(name, answer)


def fitting(locality: Locality, known: list[str], codes: list[str]) -> dict[str, Sequence[Any]]:
    rules = [e.key for e, _ in locality.composition.of(Rule)]
    people, homes, posts, links = (
        [key for key in known if key.startswith(type_)]
        for type_ in ("Person:", "Household:", "Appointment:", "Liaison:")
    )
    return {
        "unit": ["CGJ", "V1"],
        "units": ["CGJ", "V1"],
        "department": ["CGJ"],
        "code": [codes[3], "NEW-1", "NEW-2"],
        "case": [codes[3], *known[-2:-1]],
        "kind": ["visit", "household_link", "village", "approval", "fund"],
        "channel": ["public_line", "errand", "village_problem"],
        "post": ["first_secretary"],
        "person": people,
        "subject": [*known[:2], *people],
        "holder": people,
        "target": homes,
        "household": [codes[2], *homes],
        "appointment": posts,
        "liaison": links,
        "rule": rules,
        "procedure": [rule for rule in rules if "decision" in rule],
        "action": ["accept", "classify", "note", "conclude"],
        "title": ["路灯不亮"],
        "startsAt": ["2026-09-23T09:00:00+08:00"],
        "version": [1],
    }


def judged(name: str, answer: dict[str, Any]) -> str:
    """`done`, `refused` with a code and a message, or what is wrong with the answer."""
    if "errors" in answer:
        codes = [e.get("extensions", {}).get("code") for e in answer["errors"]]
        return "refused" if all(codes) and "INTERNAL_ERROR" not in codes else str(answer["errors"])
    errors = answer["data"][name]["errors"]
    if any(not error["code"] or not error["message"] for error in errors):
        return f"an error without words: {errors}"
    return "refused" if errors else "done"
