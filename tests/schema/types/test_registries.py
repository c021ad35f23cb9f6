"""A registry that is declared has its type, pages and mutations, without a line of GraphQL."""

from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from factories import make_person, make_unit
from factories.asking import ask, data
from factories.rules import CLAUSE, working_by
from factories.viewers import viewer_with
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Guard, OneOf, Registry, Term, recording
from lianxin.tables import Appointment, Regulation

ASPECTS = (Term("contact", Text("联系群众", "Contact")), Term("thrift", Text("节俭", "Thrift")))


class RuleFields(BaseModel, extra="forbid"):
    code: str
    title: str = Field(title="名称 Title", min_length=2)
    aspect: Annotated[str | None, OneOf("aspect", ASPECTS)] = None
    unit_id: int | None = None
    in_force_since: date


RULES = Registry(
    **CLAUSE,
    key="rules",
    table=Regulation,
    named="Rulebook",
    fields=RuleFields,
    unique=(("code",),),
    public=("code", "aspect", "unit_id"),
    order=("in_force_since",),
    where=col(Regulation.tier) == "rule",
)
NOT_YET = Guard(
    **CLAUSE,
    key="not_yet",
    actions=(recording("rules"),),
    refuse_if=col(Regulation.in_force_since) > date(2026, 12, 31),
    because=Text("为时过早", "Too early"),
)
ENTER = """mutation ($input: TestRecordRulebookInput!) { testRecordRulebook(input: $input) {
    record { id code title version aspect { label } unit { code } }
    errors { __typename code path ... on RuleRefusal { rule { key } } } } }"""
REVISE = """mutation ($input: TestReviseRulebookInput!) { testReviseRulebook(input: $input) {
    record { title version revisions { number by values } }
    errors { __typename code ... on Conflict { currentVersion } } } }"""
BOOK = {"code": "R1", "title": "作风规定", "inForceSince": "2026-01-01"}


@pytest.fixture
def office(locality: Locality) -> Locality:
    return working_by(locality, RULES, NOT_YET, terms={"aspect": ASPECTS})


async def enter(office: Locality, **given: Any) -> dict[str, Any]:
    answer = await data(office, ENTER, role="clerk", input={**BOOK, **given})
    found: dict[str, Any] = answer["testRecordRulebook"]
    return found


async def test_records_are_entered_listed_and_found_by_id(office: Locality) -> None:
    town = await make_unit(office, kind="town", code="T1")
    await make_unit(office, parent=town, code="V1")
    made = (await enter(office, unit="V1", aspect="thrift"))["record"]
    assert (made["aspect"], made["unit"]) == ({"label": "节俭"}, {"code": "V1"})
    await enter(office, code="R2")
    query = """query ($id: ID!) { testRulebooks(unit: "T1", aspect: ["thrift"]) { totalCount }
        all: testRulebooks(first: 1) { totalCount pageInfo { hasNextPage } }
        testRulebook(id: $id) { title } node(id: $id) { __typename } }"""
    found = await data(office, query, role="clerk", id=made["id"])
    assert found["testRulebooks"]["totalCount"] == 1
    assert found["all"] == {"totalCount": 2, "pageInfo": {"hasNextPage": True}}
    assert found["testRulebook"] == {"title": "作风规定"}
    assert found["node"] == {"__typename": "TestRulebook"}


async def test_what_a_record_was_is_kept_and_a_stale_version_refused(office: Locality) -> None:
    made = (await enter(office))["record"]
    change = {"id": made["id"], "version": 0, "title": "作风新规定"}
    found = (await data(office, REVISE, role="clerk", input=change))["testReviseRulebook"]
    assert (found["record"]["title"], found["record"]["version"]) == ("作风新规定", 1)
    assert found["record"]["revisions"][0]["values"]["title"] == "作风规定"
    stale = (await data(office, REVISE, role="clerk", input=change))["testReviseRulebook"]
    assert stale["errors"] == [
        {"__typename": "Conflict", "code": "STALE_VERSION", "currentVersion": 1}
    ]


async def test_what_may_not_be_is_refused_at_the_field_as_clients_call_it(
    office: Locality,
) -> None:
    wrong = await enter(office, unit="V9", title="规", aspect="fun")
    told = {(e["__typename"], *e["path"]) for e in wrong["errors"]}
    assert told == {("NotFound", "unit"), ("RuleRefusal", "title"), ("RuleRefusal", "aspect")}
    (early,) = (await enter(office, inForceSince="2027-01-01"))["errors"]
    assert early["rule"] == {"key": "test.rules.not_yet"}
    await enter(office)
    (twice,) = (await enter(office))["errors"]
    assert twice["path"] == ["code"]


async def test_anyone_reads_what_is_public_and_nothing_else(office: Locality) -> None:
    await enter(office, aspect="contact")
    query = "{ testRulebooks { edges { node { code title inForceSince aspect { code } } } } }"
    (edge,) = (await data(office, query, role="public"))["testRulebooks"]["edges"]
    assert edge["node"] == {
        "code": "R1",
        "title": None,
        "inForceSince": None,
        "aspect": {"code": "contact"},
    }
    refused = await ask(office, ENTER, role="resident", input=BOOK)
    assert refused["data"]["testRecordRulebook"]["errors"][0]["__typename"] == "NotPermitted"


class WishFields(BaseModel, extra="forbid"):
    person_id: int
    unit_id: int
    post: str
    since: date


WISHES = Registry(
    **CLAUSE,
    key="wishes",
    table=Appointment,
    named="Wish",
    fields=WishFields,
    authors=frozenset({"resident"}),
    author="person_id",
)
WISH = """mutation ($input: TestRecordWishInput!) { testRecordWish(input: $input) {
    errors { code } } }"""


async def test_residents_write_what_is_their_own_and_nothing_else(locality: Locality) -> None:
    office = working_by(locality, WISHES, RULES, terms={"aspect": ASPECTS})
    unit, me, other = await make_unit(office), await make_person(office), await make_person(office)
    viewer = viewer_with("resident", person_id=me.id)
    given = {"unit": unit.code, "post": "volunteer", "since": "2026-09-01"}

    async def codes(**more: Any) -> list[str]:
        answer = await data(office, WISH, viewer=viewer, input=given | more)
        return [error["code"] for error in answer["testRecordWish"]["errors"]]

    assert await codes() == []
    [row] = await office.database.all(select(Appointment.__table__))  # type: ignore[attr-defined]
    assert row.person_id == me.id
    assert await codes(person=f"Person:{other.id}") == ["NOT_PERMITTED"]
    [refused] = (await data(office, ENTER, viewer=viewer, input=BOOK | {"unit": "U-NONE"}))[
        "testRecordRulebook"
    ]["errors"]
    assert refused["code"] == "NOT_PERMITTED"
