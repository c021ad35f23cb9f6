"""Pages by cursor: every order, both directions, values missing, and cursors that are none."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from factories import make_case, make_meeting, make_person
from factories.asking import ask, data
from factories.viewers import viewer_with
from lianxin.localities import Locality

PAGE = """query ($order: [CaseOrder!], $first: Int, $last: Int, $after: String, $before: String) {
    cases(orderBy: $order, first: $first, last: $last, after: $after, before: $before) {
    edges { cursor node { title } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""

START = datetime(2026, 9, 1, tzinfo=UTC)


async def page(locality: Locality, **arguments: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await data(locality, PAGE, **arguments))["cases"]
    return found


def titles(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["title"] for edge in found["edges"]]


async def all_forwards(locality: Locality, **arguments: Any) -> list[str]:
    seen: list[str] = []
    after = None
    while True:
        found = await page(locality, first=2, after=after, **arguments)
        seen += titles(found)
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            return seen


async def all_backwards(locality: Locality, **arguments: Any) -> list[str]:
    seen: list[str] = []
    before = None
    while True:
        found = await page(locality, last=2, before=before, **arguments)
        seen = titles(found) + seen
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            return seen


@pytest.fixture
async def seven(locality: Locality) -> None:
    """Cases with ties, and some that have no term."""
    for n in range(7):
        due = None if n % 3 == 0 else START + timedelta(days=n // 2)
        at = START - timedelta(days=n // 2)
        await make_case(locality, str(n), due_at=due, submitted_at=at)


ORDERS = [
    [],
    [("SUBMITTED_AT", "ASC")],
    [("DUE_AT", "ASC")],
    [("DUE_AT", "DESC")],
    [("DUE_AT", "ASC"), ("SUBMITTED_AT", "DESC")],
    [("SUBMITTED_AT", "DESC"), ("DUE_AT", "ASC")],
    [("CLOSED_AT", "DESC"), ("DUE_AT", "DESC")],
]


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("role", ["supervisor", "handler"])
async def test_pages_in_both_directions_are_one_list(
    locality: Locality, order: list[tuple[str, str]], role: str
) -> None:
    asked = [{"field": field, "direction": direction} for field, direction in order]
    handler = await make_person(locality, official=True)
    viewer = viewer_with(role, person_id=handler.id)
    if role == "handler":
        async with locality.database.writing() as tx:
            from sqlmodel import col

            from lianxin.tables import Case

            await tx.change(Case, col(Case.title) < "3", handler_id=handler.id)
            await tx.change(Case, col(Case.title) > "1", reporter_id=handler.id)
    whole = titles(await page(locality, order=asked, first=100, viewer=viewer))
    assert sorted(whole) == [str(n) for n in range(7)]
    assert await all_forwards(locality, order=asked, viewer=viewer) == whole
    assert await all_backwards(locality, order=asked, viewer=viewer) == whole


@pytest.mark.usefixtures("seven")
async def test_between_two_cursors(locality: Locality) -> None:
    order = [{"field": "DUE_AT"}]
    edges = (await page(locality, order=order, first=100))["edges"]
    whole = [edge["node"]["title"] for edge in edges]
    cursors = [edge["cursor"] for edge in edges]
    inner = {"order": order, "after": cursors[1], "before": cursors[5]}
    assert titles(await page(locality, **inner)) == whole[2:5]
    first, last = await page(locality, first=2, **inner), await page(locality, last=2, **inner)
    assert (titles(first), titles(last)) == (whole[2:4], whole[3:5])
    assert first["pageInfo"]["hasNextPage"] is last["pageInfo"]["hasPreviousPage"] is True


def cursor(*values: Any) -> str:
    return orjson.dumps(values).decode()


KEY = 5
WRONG = [
    "",
    "null",
    "[]",
    "{}",
    "5",
    cursor("-ins", "2026-09-01T00:00:00+00:00"),
    cursor("+ins", "2026-09-01T00:00:00+00:00", KEY),
    cursor("-ins", "2026-09-01T00:00:00", KEY),
    cursor("-ins", "0001-01-01T00:00:00+23:00", KEY),
    cursor("-ins", "9999-12-31T23:59:59-23:00", KEY),
    cursor("-ins", "yesterday", KEY),
    cursor("-ins", None, KEY),
    cursor("-ins", 5, KEY),
    cursor("-ins", "2026-09-01T00:00:00+00:00", "5"),
    cursor("-ins", "2026-09-01T00:00:00+00:00", True),
    cursor("-ins", "2026-09-01T00:00:00+00:00", 1.5),
    '["-ins","2026-09-01T00:00:00+00:00",9223372036854775808]',
    '["-ins","2026-09-01T00:00:00+00:00",1e400]',
    "[" * 2000,
]


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_no_cursor_of_this_order_is_refused(
    locality: Locality, wrong: str, statements: list[str]
) -> None:
    answer = await ask(locality, PAGE, after=wrong)
    assert answer["errors"][0]["extensions"] == {"code": "INVALID_CURSOR"}
    assert "data" not in answer
    assert statements == []


async def test_a_text_in_a_cursor_is_a_text(locality: Locality) -> None:
    query = "query ($after: String) { people(after: $after) { edges { node { name } } } }"
    await make_person(locality, "b")
    for wrong in (cursor("+tex", 5, KEY), '["+tex","\\u0000",5]', cursor("+tex", ["a"], KEY)):
        answer = await ask(locality, query, after=wrong)
        assert answer["errors"][0]["extensions"] == {"code": "INVALID_CURSOR"}
    found = await data(locality, query, after=cursor("+tex", "a", KEY))
    assert found["people"]["edges"] == [{"node": {"name": "b"}}]


async def test_who_was_present_comes_first(locality: Locality) -> None:
    """An order by a truth value, from page to page."""
    people = [await make_person(locality, name) for name in "abc"]
    meeting = await make_meeting(locality, participants=people)
    query = """query ($code: String!, $after: String) { meeting(code: $code) {
        participants(first: 2, after: $after) { edges { cursor node { present } } } } }"""
    first = (await data(locality, query, code=meeting.code))["meeting"]["participants"]["edges"]
    rest = await data(locality, query, code=meeting.code, after=first[1]["cursor"])
    assert len(rest["meeting"]["participants"]["edges"]) == 1


async def test_texts_order_by_their_bytes(locality: Locality) -> None:
    for name in ("b", "B", "a", "é", "啊", "_", "一"):
        await make_person(locality, name)
    query = "{ people { edges { node { name } } } }"
    found = [e["node"]["name"] for e in (await data(locality, query))["people"]["edges"]]
    assert found == sorted(found, key=str.encode)
