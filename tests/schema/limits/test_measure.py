"""Measuring an operation: figures that can be counted by hand, and bombs that must not go off."""

import time
from typing import Any

import pytest
from graphql import DocumentNode, build_schema, get_introspection_query

from lianxin_schema.limits import (
    Excess,
    Limits,
    Measure,
    UnparsableDocument,
    excesses,
    measure,
    parse_document,
)

SCHEMA = build_schema(
    """
    interface Node { id: ID! }
    type PageInfo { hasNextPage: Boolean! }
    type Query {
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]!
      units(first: Int, last: Int): UnitConnection!
      rules: [Rule!]!
      viewer: Viewer!
    }
    type Mutation { rename(to: String): Viewer! }
    type Viewer { name: String  unit: Unit }
    type Rule { id: ID!  source: Viewer! }
    type Unit implements Node { id: ID!  parent: Unit  units(first: Int): UnitConnection! }
    type UnitConnection { edges: [UnitEdge!]!  nodes: [Unit!]!  pageInfo: PageInfo!  total: Int }
    type UnitEdge { cursor: String!  node: Unit! }
    """
)
LIMITS = Limits()


def parsed(text: str) -> DocumentNode:
    document = parse_document(text, LIMITS)
    assert isinstance(document, DocumentNode)
    return document


def measured(text: str, name: str | None = None, **variables: Any) -> Measure:
    found = measure(parsed(text), SCHEMA, name, LIMITS, variables)
    assert found is not None
    return found


def codes(text: str, limits: Limits = LIMITS, **variables: Any) -> list[str]:
    return [e.code for e in excesses(measured(text, None, **variables), limits, variables)]


def test_counts_of_the_expanded_operation() -> None:
    found = measured(
        "query @a { x: viewer { ...V @b unit { id } } ... on Query { viewer { ...V } } }"
        " fragment V on Viewer @c { n: name @d }"
    )
    # @c and @d count once for each spread.
    assert (found.depth, found.fields, found.aliases) == (3, 6, 3)
    assert (found.directives, found.root_fields) == (6, 2)


@pytest.mark.parametrize(
    ("text", "variables", "cost"),
    [
        ("{ viewer { name } }", {}, 1),
        ("{ viewer { unit { parent { id } } } }", {}, 3),
        ("{ units { total } }", {}, 1),
        ("{ units { edges { cursor node { id } } pageInfo { hasNextPage } } }", {}, 21),
        ("{ units(first: 100) { nodes { id } } }", {}, 101),
        ("{ units(last: 7) { nodes { id } } }", {}, 8),
        ("query($n: Int) { units(first: $n) { nodes { id } } }", {"n": 5}, 6),
        ("query($n: Int) { units(first: $n) { nodes { id } } }", {}, 21),
        ("query($n: Int = 3) { units(first: $n) { nodes { id } } }", {}, 4),
        ("{ units(first: 10) { nodes { units(first: 10) { nodes { id } } } } }", {}, 121),
        ("{ nodes(ids: [1, 2, 3]) { id } }", {}, 3),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["a"] * 50}, 50),
        ("{ rules { source { name } } }", {}, 4),
        ("{ nothing { at { all } } }", {}, 2),
    ],
)
def test_the_cost_is_objects_times_page_sizes(
    text: str, variables: dict[str, Any], cost: int
) -> None:
    assert measured(text, **variables).cost == cost


def test_a_kept_price_is_worked_out_for_other_variables() -> None:
    found = measured("query($n: Int) { units(first: $n) { nodes { units(first: $n) { total } } } }")
    assert found.price.varies
    assert found.price.cost({"n": 10}) == 1 + 10 * (1 + 1)
    assert found.price.cost({"n": 100}) == 1 + 100 * (1 + 1)
    assert found.price.largest_page({"n": 100}) == 100
    assert not measured("{ viewer { name } }").price.varies


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ viewer { unit " + "{ parent " * 11 + "{ id }" + "}" * 12 + " }", "QUERY_TOO_DEEP"),
        ("{" + " ".join(f"a{n}: viewer {{ name }}" for n in range(16)) + "}", "TOO_MANY_ALIASES"),
        ("{ viewer { " + "name @a " * 31 + "} }", "TOO_MANY_DIRECTIVES"),
        ("{" + "viewer { name } " * 21 + "}", "TOO_MANY_ROOT_FIELDS"),
        ("mutation {" + "rename { name } " * 5 + "}", "TOO_MANY_MUTATIONS"),
        ("{ units(first: 101) { total } }", "PAGE_TOO_LARGE"),
        ("{ units(last: 99999999999999999999) { total } }", "PAGE_TOO_LARGE"),
        (
            "{ units(first: 100) { nodes { units(first: 100) { nodes { id } } } } }",
            "QUERY_TOO_COSTLY",
        ),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "FRAGMENT_CYCLE"),
        ("{ ...A } fragment A on Query { viewer { name } ...A }", "FRAGMENT_CYCLE"),
    ],
)
def test_each_limit_has_a_code_and_says_what_to_do(text: str, code: str) -> None:
    found = excesses(measured(text), LIMITS, {})
    assert [excess.code for excess in found] == [code]
    assert str(found[0].limit) in found[0].message.zh or code == "FRAGMENT_CYCLE"
    assert found[0].message.en != found[0].message.zh


def test_variables_are_held_to_the_limits_too() -> None:
    text = "query($n: Int) { units(first: $n) { total } }"
    assert codes(text, n=100) == []
    assert codes(text, n=101) == ["PAGE_TOO_LARGE"]
    keys = "query($i: [ID!]!) { nodes(ids: $i) { id } }"
    assert codes(keys, i=["x"] * 5001) == ["QUERY_TOO_COSTLY"]


@pytest.mark.parametrize("levels", [12, 25, 120])
def test_a_fragment_bomb_takes_milliseconds(levels: int) -> None:
    text = "{ ...F0 }" + "".join(
        f" fragment F{n} on Query {{ {f'...F{n + 1} ' * (3 if levels < 100 else 1)}}}"
        for n in range(levels)
    )
    text += f" fragment F{levels} on Query {{ units(first: $n) {{ nodes {{ id }} }} }}"
    began = time.perf_counter()
    found = codes(text, n=100)
    assert time.perf_counter() - began < 0.25
    assert ("QUERY_TOO_LARGE" in found) is (levels < 100)


def test_introspection_is_free_of_depth_and_cost() -> None:
    found = measured(get_introspection_query())
    assert (found.depth, found.cost) == (0, 0)
    assert excesses(found, LIMITS, {}) == []


def test_the_named_operation_is_measured_and_all_are_counted() -> None:
    text = "".join(f"query Q{n} {{ viewer {{ name }} }} " for n in range(11))
    found = measured(text, "Q3")
    assert (found.depth, found.operations) == (2, 11)
    assert [e.code for e in excesses(found, LIMITS, {})] == ["TOO_MANY_OPERATIONS"]
    assert measure(parsed(text), SCHEMA, None, LIMITS, {}) is None
    assert measure(parsed(text), SCHEMA, "Other", LIMITS, {}) is None


def test_long_documents_are_not_parsed_to_their_end() -> None:
    for text in ("{ viewer " * 1000, "# c\n" * 1001 + "{ viewer { name } }"):
        found = parse_document(text, LIMITS)
        assert isinstance(found, Excess)
        assert found.code == "QUERY_TOO_LONG"


@pytest.mark.parametrize("text", ["", "{", "{ viewer { name }", "\x00", "{" * 400])
def test_what_is_no_graphql_says_where(text: str) -> None:
    with pytest.raises(UnparsableDocument) as failed:
        parse_document(text, LIMITS)
    assert failed.value.code == "GRAPHQL_PARSE_FAILED"
    assert len(failed.value.message.zh) < 300
