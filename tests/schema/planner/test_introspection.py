"""Questions about the schema, alone and beside others."""

from factories import make_unit
from factories.asking import ask, data
from lianxin.localities import Locality


async def test_the_schema_and_data_in_one_operation(locality: Locality) -> None:
    await make_unit(locality, "村")
    query = """query ($type: String!) {
        units { edges { node { name } } } about: __type(name: $type) { ...T } viewer { locale }
        __schema { queryType { name } } } fragment T on __Type { name kind }"""
    found = await data(locality, query, type="Case")
    assert found["about"] == {"name": "Case", "kind": "OBJECT"}
    assert found["__schema"] == {"queryType": {"name": "Query"}}
    assert found["units"]["edges"] == [{"node": {"name": "村"}}]
    assert found["viewer"] == {"locale": "zh-CN"}


async def test_the_schema_alone_reads_no_data(locality: Locality, statements: list[str]) -> None:
    query = """{ __schema { types { name fields { name args { name } } } } __typename }"""
    found = await data(locality, query, role="public")
    assert found["__typename"] == "Query"
    assert "Case" in [t["name"] for t in found["__schema"]["types"]]
    assert statements == []


async def test_it_is_skipped_like_any_field(locality: Locality) -> None:
    query = "query ($no: Boolean!) { __schema @skip(if: $no) { queryType { name } } __typename }"
    assert await data(locality, query, no=True) == {"__typename": "Query"}


async def test_what_the_viewer_may_not_ask_is_refused_beside_it(locality: Locality) -> None:
    query = "{ __schema { queryType { name } } cases { edges { cursor } } }"
    answer = await ask(locality, query, role="public")
    assert answer["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
