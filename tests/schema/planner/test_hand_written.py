"""Fields that a plugin writes as plain resolvers: over rows, over values, at the root."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
import strawberry

from factories import make_case, make_unit
from factories.asking import ask, data
from lianxin import tables
from lianxin.context import Context
from lianxin.errors import LianxinError, PluginError
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.compose.merging import build_schema
from lianxin_schema.compose.snapshot import Snapshot, snapshot_over
from lianxin_schema.fields import OPEN, computed, plain, same, table_type, value_type
from lianxin_schema.limits import Limits
from lianxin_schema.types.cases import Case

BATCHES: list[int] = []


async def lengths(_: Context, rows: Sequence[Sequence[Any]]) -> list[int]:
    BATCHES.append(len(rows))
    return [len(title) for (title,) in rows]


def risk(title: str) -> str:
    if title == "refused":
        raise LianxinError(Text("不行", "No"))
    if title == "broken":
        raise RuntimeError("a secret")
    return title


@value_type()
class AlphaWord:
    text: str

    @strawberry.field
    def twice(self) -> str:
        return f"{self.text}{self.text}"


@table_type(tables.Case, access=OPEN)
class AlphaPart:
    title: str
    length: int = computed(lengths, "title")

    @strawberry.field
    def loud(self, mark: str = "!", times: int = 1) -> str:
        return f"{self.title}{mark * times}"

    @strawberry.field
    async def year(root: Any) -> int:
        await asyncio.sleep(0)
        assert isinstance(root.submitted_at, datetime)
        return root.submitted_at.year

    @strawberry.field
    def word(self) -> AlphaWord | None:
        return AlphaWord(text=self.title) if self.title != "none" else None

    @strawberry.field
    def maybe(self) -> str | None:
        return risk(self.title)

    @strawberry.field
    def surely(self) -> str:
        return risk(self.title)


@strawberry.type
class Fields:
    alpha: AlphaPart | None = same()


@strawberry.type
class AlphaQuery:
    @plain(permission=OPEN)
    def alpha_sum(self, numbers: list[int]) -> int:
        return sum(numbers)

    @plain(permission="audit.read")
    async def alpha_secret() -> str:
        return "for auditors"


PART = GraphQL(extends={Case: Fields}, query=AlphaQuery, types=(AlphaPart,))


@pytest.fixture(scope="module")
def schema() -> Any:
    return build_schema({"alpha": PART})


@pytest.fixture
def snapshot(locality: Locality, schema: Any) -> Snapshot:
    return snapshot_over(schema, locality.composition, Limits())


async def asked(locality: Locality, snapshot: Snapshot, fields: str) -> list[Any]:
    query = f"{{ cases(orderBy: {{field: SUBMITTED_AT}}) {{ edges {{ node {{ {fields} }} }} }} }}"
    found = await data(locality, query, snapshot=snapshot)
    return [edge["node"] for edge in found["cases"]["edges"]]


async def test_a_resolver_is_given_its_row_and_arguments(
    locality: Locality, snapshot: Snapshot, statements: list[str]
) -> None:
    await make_case(locality, "灯")
    fields = """alpha { loud more: loud(mark: "?", times: 2) year word { text twice } } title"""
    (found,) = await asked(locality, snapshot, fields)
    assert found == {
        "alpha": {
            "loud": "灯!",
            "more": "灯??",
            "year": 2026,
            "word": {"text": "灯", "twice": "灯灯"},
        },
        "title": "灯",
    }
    assert len(statements) == 1


async def test_a_batch_is_called_once_for_all_rows(locality: Locality, snapshot: Snapshot) -> None:
    for title in ("a", "bb", "ccc"):
        await make_case(locality, title)
    BATCHES.clear()
    found = await asked(locality, snapshot, "alpha { length title }")
    assert all(one["alpha"]["length"] == len(one["alpha"]["title"]) for one in found)
    assert BATCHES == [3]


async def test_one_row_that_fails_leaves_the_others(locality: Locality, snapshot: Snapshot) -> None:
    for title in ("fine", "refused", "broken"):
        await make_case(locality, title)
    query = "{ cases { edges { node { title alpha { maybe } } } } }"
    answer = await ask(locality, query, snapshot=snapshot)
    nodes = [edge["node"] for edge in answer["data"]["cases"]["edges"]]
    assert {n["title"]: n["alpha"]["maybe"] for n in nodes} == {
        "fine": "fine",
        "refused": None,
        "broken": None,
    }
    codes = {e["extensions"]["code"]: e for e in answer["errors"]}
    assert set(codes) == {"ERROR", "INTERNAL_ERROR"}
    assert codes["ERROR"]["message"] == "不行"
    assert "secret" not in str(answer)
    *_, place, node, part, field = codes["ERROR"]["path"]
    assert (nodes[place]["title"], node, part, field) == ("refused", "node", "alpha", "maybe")


async def test_what_must_not_be_null_goes_with_its_object(
    locality: Locality, snapshot: Snapshot
) -> None:
    await make_case(locality, "broken")
    query = "{ cases { edges { node { title alpha { surely } } } } }"
    answer = await ask(locality, query, snapshot=snapshot)
    assert [e["node"] for e in answer["data"]["cases"]["edges"]] == [
        {"title": "broken", "alpha": None}
    ]


async def test_root_resolvers_are_asked_by_whoever_may(
    locality: Locality, snapshot: Snapshot
) -> None:
    await make_unit(locality)
    query = "{ alphaSum(numbers: [1, 2]) units { totalCount } }"
    assert await data(locality, query, snapshot=snapshot, role="public") == {
        "alphaSum": 3,
        "units": {"totalCount": 1},
    }
    secret = "{ alphaSecret }"
    refused = await ask(locality, secret, snapshot=snapshot, role="clerk")
    assert refused["errors"][0]["extensions"] == {"code": "NOT_PERMITTED"}
    assert await data(locality, secret, snapshot=snapshot, role="auditor") == {
        "alphaSecret": "for auditors"
    }


def test_they_are_listed_for_the_doctor(snapshot: Snapshot) -> None:
    assert snapshot.catalogue.hand_written() == [
        "AlphaPart.loud",
        "AlphaPart.maybe",
        "AlphaPart.surely",
        "AlphaPart.word",
        "AlphaPart.year",
        "AlphaWord.twice",
        "Query.alphaSecret",
        "Query.alphaSum",
    ]


def test_a_resolver_that_asks_for_info_is_refused() -> None:
    @strawberry.type
    class Curious:
        @plain(permission=OPEN)
        def beta_info(self, info: strawberry.Info) -> str:
            return "?"

    with pytest.raises(PluginError, match="betaInfo: a resolver is given its row"):
        build_schema({"beta": GraphQL(query=Curious)})
