"""However deep an operation goes, it is one statement; beyond the limits it is none."""

import pytest

from factories import make_case, make_unit
from factories.asking import ask, data
from lianxin.localities import Locality
from lianxin_schema.compose.merging import build_schema
from lianxin_schema.compose.snapshot import snapshot_over
from lianxin_schema.limits import Limits


def nested(levels: int) -> str:
    """Units within units, as many connections."""
    inner = "name"
    for _ in range(levels):
        inner = f"name children(first: 1) {{ edges {{ node {{ {inner} }} }} }}"
    return f'{{ unit(code: "T") {{ {inner} }} }}'


async def test_five_connections_deep_is_one_statement(
    locality: Locality, statements: list[str]
) -> None:
    unit = None
    for n in range(6):
        unit = await make_unit(locality, str(n), code="T" if n == 0 else str(n), parent=unit)
    roomy = snapshot_over(build_schema({}), locality.composition, Limits(depth=20))
    found = (await data(locality, nested(5), snapshot=roomy))["unit"]
    for n in range(1, 6):
        found = found["children"]["edges"][0]["node"]
        assert found["name"] == str(n)
    assert len(statements) == 1


async def test_links_to_the_limit_of_depth_are_one_statement(
    locality: Locality, statements: list[str]
) -> None:
    unit = None
    for n in range(12):
        unit = await make_unit(locality, str(n), code=f"U{n}", parent=unit)
    inner = "name"
    for _ in range(10):
        inner = f"name parent {{ {inner} }}"
    found = (await data(locality, f'{{ unit(code: "U11") {{ {inner} }} }}'))["unit"]
    for n in range(11, 1, -1):
        assert found["name"] == str(n)
        found = found["parent"]
    assert len(statements) == 1


async def test_everything_of_a_case_at_once_is_one_statement(
    locality: Locality, statements: list[str]
) -> None:
    unit = await make_unit(locality, "村")
    await make_case(locality, "灯", unit=unit)
    fields = (
        "edges { cursor node { at note action { label } step { label phase } actor { name } } }"
    )
    query = f"""{{ cases {{ totalCount totalCountIsExact pageInfo {{ hasNextPage hasPreviousPage
        startCursor endCursor }} edges {{ cursor node {{ id code title body channel {{ label }}
        unit {{ name kind {{ label }} parent {{ name }} children {{ totalCount edges {{ node {{
        name }} }} }} }} handler {{ name }} reporter {{ name }} overdue dueAt satisfaction {{ code }}
        one: timeline(first: 1) {{ {fields} }} two: timeline(last: 2) {{ {fields} pageInfo {{
        hasPreviousPage endCursor }} }} deadlines {{ dueAt state }} }} }} }} }}"""
    found = await data(locality, query)
    assert (
        found["cases"]["edges"][0]["node"]["one"]["edges"][0]["node"]["step"]["phase"] == "INTAKE"
    )
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (nested(20), "QUERY_TOO_DEEP"),
        ("{" + "".join(f"a{n}: __typename " for n in range(50)) + "}", "TOO_MANY_ALIASES"),
        ("{" + "viewer { locale } " * 50 + "}", "TOO_MANY_ROOT_FIELDS"),
        ("{" + "__typename " * 1000 + "}", "QUERY_TOO_LONG"),
        ("{ units(first: 100) { edges { node { children(first: 100) { totalCount } } } } }", ""),
        (
            "{ units(first: 100) { edges { node { children(first: 100) { edges { node { name } } } } } } }",
            "QUERY_TOO_COSTLY",
        ),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "FRAGMENT_CYCLE"),
    ],
)
async def test_what_is_too_much_never_reaches_the_database(
    locality: Locality, statements: list[str], document: str, code: str
) -> None:
    answer = await ask(locality, document)
    if code:
        assert {e["extensions"]["code"] for e in answer["errors"]} >= {code}
        assert statements == []
    else:
        assert "errors" not in answer


async def test_a_thousand_ids_never_reach_the_database(
    locality: Locality, statements: list[str]
) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    answer = await ask(locality, query, ids=[f"Unit:{n}" for n in range(1, 1001)])
    assert answer["errors"][0]["extensions"] == {"code": "LIST_TOO_LONG"}
    assert statements == []
    hundred = await data(locality, query, ids=[f"Unit:{n}" for n in range(1, 101)])
    assert hundred["nodes"] == [None] * 100


async def test_a_long_document_of_few_words_is_read(locality: Locality) -> None:
    padding = "# \u706f\n" * 900
    block = '"""' + "长" * 100_000 + '"""'
    assert await data(locality, f"{padding}{{ unit(code: {block}) {{ name }} }}") == {"unit": None}
