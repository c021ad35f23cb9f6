"""Whatever is given to a mutation, the answer says what is wrong, and nothing is half done."""

from collections.abc import Sequence
from typing import Any

import pytest
from graphql import GraphQLObjectType
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
from lianxin.localities import Locality
from lianxin.rules.base import Rule

pytestmark = pytest.mark.modules("zoucheng.opinions", "zoucheng.villages", "zoucheng.departments")

ROUNDS = 8
SEED = 20261122
OF_THE_SERVER = {"configureModule", "enableModule", "disableModule"}
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


def document(name: str, payload: Any) -> str:
    input_type = name[0].upper() + name[1:] + "Input"
    return (
        f"mutation ($input: {input_type}!) {{ {name}(input: $input) "
        "{ __typename errors { __typename code message path } } }"
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


async def test_bad_input_is_answered_and_nothing_is_half_done(locality: Locality) -> None:
    known, codes = await a_world(locality)
    schema = snapshot_of(locality).graphql_schema
    hostile = Hostile(schema, known, codes, fitting(locality, known, codes), SEED)
    roles = ("clerk", "handler", "supervisor", "leader", "admin", "resident", "auditor")
    wrong = []
    assert isinstance(schema.mutation_type, GraphQLObjectType)
    for name, field in schema.mutation_type.fields.items():
        if "input" not in field.args or name in OF_THE_SERVER:
            continue
        before = await rows(locality)
        text = document(name, field.type)
        for n, given in enumerate(hostile.inputs(field, ROUNDS)):
            viewer = viewer_with(roles[n % len(roles)], person_id=int(known[2].split(":")[1]))
            answer = await ask(locality, text, viewer=viewer, input=given)
            said = judged(name, answer)
            after = await rows(locality)
            if said == "refused" and after != before:
                said = "refused, and something was stored"
            before = after
            if said not in ("done", "refused"):
                wrong.append((name, said, str(given)[:600]))
    assert wrong == []


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
