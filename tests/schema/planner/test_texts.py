"""Texts of any kind come back as they went in; what cannot be stored is refused before."""

from typing import Any

import pytest

from factories import make_case, make_unit
from factories.asking import ask, data
from lianxin.localities import Locality

ODD = (
    'quote " and \' and \\ and \\" and \\u0041',
    "\b\t\n\f\r\x01\x1f\x7f",
    "灯不亮 🏮👨‍👩‍👧 e\u0301 \u2028 \u2029 \ufeff \uffff",
    "%(name)s %s :name $1 ? {0} {{}} -- /* */ ; '",
    "null",
    "</script><!-- ]]>",
)


@pytest.mark.parametrize("text", ODD)
async def test_an_odd_text_comes_back_as_it_went_in(locality: Locality, text: str) -> None:
    case = await make_case(locality, "t", body=text)
    await make_unit(locality, text, code=f"[{text}]")
    query = """query ($case: String!, $unit: String!) {
        case(code: $case) { body } unit(code: $unit) { name code } }"""
    found = await data(locality, query, case=case.code, unit=f"[{text}]")
    assert found == {"case": {"body": text}, "unit": {"name": text, "code": f"[{text}]"}}


async def test_an_odd_text_in_a_literal_and_in_a_cursor(locality: Locality) -> None:
    for text in ("a'b\"c", "a\\b%c"):
        await make_unit(locality, text, code=text)
    query = r"""{ unit(code: "a\\b%c") { name } units(first: 1) { pageInfo { endCursor } } }"""
    found = await data(locality, query)
    assert found["unit"] == {"name": "a\\b%c"}
    after = found["units"]["pageInfo"]["endCursor"]
    rest = await data(
        locality, "query ($a: String) { units(after: $a) { edges { node { code } } } }", a=after
    )
    assert rest["units"]["edges"] == [{"node": {"code": "a\\b%c"}}]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x\udfff"])
async def test_what_cannot_be_stored_is_refused(
    locality: Locality, text: str, statements: list[str]
) -> None:
    query = """query ($code: String! $ids: [ID!] = [] $f: UnitFilter) {
        unit(code: $code) { name } nodes(ids: $ids) { id } units(filter: $f) { totalCount } }"""
    for variables in (
        {"code": text},
        {"code": "a", "ids": [text]},
        {"code": "a", "f": {"search": text}},
    ):
        answer = await ask(locality, query, **variables)
        assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}
    literal = await ask(locality, r'{ unit(code: "a\u0000b") { name } }')
    assert literal["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}
    assert statements == []


async def test_a_lone_surrogate_is_no_literal(locality: Locality) -> None:
    for document in (r'{ unit(code: "\uD800") { name } }', '{ unit(code: "\ud800") { name } }'):
        answer = await ask(locality, document)
        assert answer["errors"][0]["extensions"] == {"code": "GRAPHQL_PARSE_FAILED"}


async def test_numbers_are_the_same_on_both_databases(locality: Locality) -> None:
    assert await floats(locality, [0.1 + 0.2, 1 / 3, 1e300, 5e-324, -0.0, 100.0, 2.5]) is None


async def floats(locality: Locality, numbers: list[float]) -> Any:
    from sqlalchemy import Float, bindparam, select

    from lianxin_schema.planner.sql.json import Concat, Scalar

    for number in numbers:
        text = Concat([Scalar(bindparam("n", type_=Float()), "float")])
        prepared = locality.database.prepare(select(text))
        found = await locality.database.fetch_bytes(prepared, prepared.arguments({"n": number}))
        assert float(found or b"nan") == number, found
    return None
