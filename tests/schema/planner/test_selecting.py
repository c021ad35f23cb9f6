"""Fragments, aliases, directives, interfaces and unions: what is asked for is what is answered."""

from typing import Any

from factories import make_case, make_meeting, make_person, make_unit
from factories.asking import data
from lianxin.localities import Locality


async def test_fragments_in_fragments_merge_into_one_object(locality: Locality) -> None:
    town = await make_unit(locality, "大束镇", kind="town", code="T")
    await make_unit(locality, "葛炉山村", parent=town, code="V")
    query = """
    query { units(first: 9) { ...Names edges { node { code } } } }
    fragment Names on UnitConnection { edges { node { ...Named ... { parent { ...Named } } } } }
    fragment Named on Node { __typename id ... on Unit { name kind { code } } }
    """
    (top, below) = (await data(locality, query))["units"]["edges"]
    assert top["node"]["name"] == "大束镇"
    assert below["node"]["parent"]["kind"] == {"code": "town"}
    assert list(below["node"]) == ["__typename", "id", "name", "kind", "parent", "code"]


async def test_one_connection_twice_with_other_arguments(locality: Locality) -> None:
    town = await make_unit(locality, "镇", code="A")
    for name in ("一村", "二村", "三村"):
        await make_unit(locality, name, parent=town, code=name)
    query = """{ unit(code: "A") {
        head: children(first: 1) { edges { node { name } } }
        tail: children(last: 1) { edges { node { name } } pageInfo { hasPreviousPage } }
        children(first: 0) { totalCount edges { cursor } } } }"""
    unit = (await data(locality, query))["unit"]
    names = [unit[key]["edges"][0]["node"]["name"] for key in ("head", "tail")]
    assert names == ["一村", "二村"]
    assert unit["tail"]["pageInfo"] == {"hasPreviousPage": True}
    assert unit["children"] == {"totalCount": 3, "edges": []}


async def test_skip_and_include_decide_on_fields_and_fragments(locality: Locality) -> None:
    await make_unit(locality, "村", code="A")
    query = """query ($names: Boolean!, $kinds: Boolean! = false) { unit(code: "A") {
        code @skip(if: true) name @include(if: $names) ... @include(if: $kinds) { kind { code } }
        ...Id @skip(if: $names) } } fragment Id on Unit { id }"""
    assert (await data(locality, query, names=True))["unit"] == {"name": "村"}
    found = (await data(locality, query, names=False, kinds=True))["unit"]
    assert list(found) == ["kind", "id"]


async def test_typename_is_known_everywhere(locality: Locality) -> None:
    await make_unit(locality)
    query = """{ __typename units { __typename pageInfo { __typename } edges { __typename
        node { __typename kind { __typename } } } } viewer { __typename } }"""
    found = await data(locality, query)
    assert list(found) == ["__typename", "units", "viewer"]
    assert found["units"]["edges"][0] == {
        "__typename": "UnitEdge",
        "node": {"__typename": "Unit", "kind": {"__typename": "Term"}},
    }


async def test_a_node_is_read_as_what_it_is(locality: Locality, statements: list[str]) -> None:
    unit, person = await make_unit(locality, "村"), await make_person(locality, "王**")
    case, meeting = await make_case(locality, "灯", unit=unit), await make_meeting(locality)
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ...Titled
        ... on Unit { name } ... on Rule { key title } } }
        fragment Titled on Node { ... on Case { title unit { name } } ... on Meeting { title } }"""
    rule = "Rule:core.cases.default"
    ids = [f"Case:{case.id}", rule, f"Unit:{unit.id}", f"Meeting:{meeting.id}", "Unit:1", "x"]
    found = (await data(locality, query, ids=[*ids, f"Person:{person.id}"]))["nodes"]
    assert [n and n["__typename"] for n in found] == [
        "Case",
        "Rule",
        "Unit",
        "Meeting",
        None,
        None,
        "Person",
    ]
    assert found[0]["unit"] == {"name": "村"}
    assert (found[1]["id"], found[1]["key"]) == (rule, "core.cases.default")
    assert len(statements) == 1


async def test_a_node_without_rules_is_the_databases_own_text(
    locality: Locality, statements: list[str]
) -> None:
    unit = await make_unit(locality, "村")
    found = await data(locality, "query ($id: ID!) { node(id: $id) { id } }", id=f"Unit:{unit.id}")
    assert found == {"node": {"id": f"Unit:{unit.id}"}}
    assert await data(locality, '{ node(id: "Unit:junk") { id } }') == {"node": None}


async def test_words_say_their_labels_in_the_language_asked_for(locality: Locality) -> None:
    unit = await make_unit(locality, kind="town")
    odd = await make_unit(locality, kind="no such kind", code="odd")
    query = "query ($code: String!) { unit(code: $code) { kind { code label } } }"

    async def kind(code: str, language: str) -> Any:
        return (await data(locality, query, code=code, language=language))["unit"]["kind"]

    assert await kind(unit.code, "zh") == {"code": "town", "label": "乡镇"}
    assert await kind(unit.code, "en") == {"code": "town", "label": "Town"}
    assert await kind(odd.code, "en") == {"code": "no such kind", "label": "no such kind"}
