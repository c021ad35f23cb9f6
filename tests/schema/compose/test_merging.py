"""Composition: whatever does not go together refuses the plugin by name, and the core goes on."""

from typing import Any

import pytest
import strawberry

from lianxin import tables
from lianxin.errors import PluginError
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.compose.merging import build_schema
from lianxin_schema.fields import OPEN, column, page, same, table_type, value, value_type
from lianxin_schema.types.base import DateTimeRange, Node
from lianxin_schema.types.cases import Case, CaseConnection, CaseFilter


def hello() -> object:
    return value(lambda _, context: "hello", permission=OPEN)


@strawberry.type
class AlphaQuery:
    alpha_hello: str = hello()


@strawberry.type
class AlphaAgain:
    alpha_hallo: str = value(lambda _, context: "hallo", permission=OPEN, name="alphaHello")


@table_type(tables.Case, access=OPEN)
class AlphaPart:
    title: str = column()


@table_type(tables.Case, access=OPEN, name="AlphaPart")
class BetaPart:
    title: str = column()


@value_type()
class Gamma:
    alpha: str = value()


@strawberry.type
class Undeclared:
    word: str


def extension(field: str, type_: type, nullable: bool = True) -> type:
    annotation = type_ | None if nullable else type_
    made = type("Fields", (), {field: same(), "__annotations__": {field: annotation}})
    return strawberry.type(made)


def reading(field: str, type_: type) -> type:
    made = value(lambda _, context: None, permission=OPEN)
    cls = type("Fields", (), {field: made, "__annotations__": {field: type_ | None}})
    return strawberry.type(cls)


ALPHA = GraphQL(extends={Case: extension("alpha", AlphaPart)}, query=AlphaQuery, types=(AlphaPart,))


def refusal(**parts: GraphQL) -> PluginError:
    with pytest.raises(PluginError) as refused:
        build_schema(parts)
    return refused.value


def test_a_plugin_adds_a_field_to_a_core_type_and_to_the_root() -> None:
    fields = build_schema({"alpha": ALPHA}).catalogue.field_names()
    assert {"Case.alpha", "AlphaPart.title", "Query.alphaHello"} <= fields


def test_what_one_schema_gained_another_does_not_have() -> None:
    build_schema({"alpha": ALPHA})
    assert "Case.alpha" not in build_schema({}).catalogue.field_names()


def test_two_parts_of_one_plugin_cannot_give_one_root_field() -> None:
    found = refusal(alpha=GraphQL(query=AlphaQuery), beta=GraphQL(query=AlphaQuery))
    assert (found.plugin, "must be called beta…" in found.reason) == ("beta", True)


def test_names_collide_as_clients_see_them() -> None:
    two = [("alpha", GraphQL(query=AlphaQuery)), ("alphabet", GraphQL(query=AlphaAgain))]
    assert refusal(**dict(two)).plugin == "alphabet"


def test_a_root_field_of_the_core_is_taken() -> None:
    found = refusal(cases=GraphQL(query=reading("cases", AlphaPart), types=(AlphaPart,)))
    assert found.plugin == "cases"
    assert found.reason == "Query.cases is already provided by core"


def test_a_prefix_ends_where_a_word_does() -> None:
    assert refusal(al=GraphQL(query=AlphaQuery)).plugin == "al"


def test_two_plugins_cannot_give_one_type() -> None:
    beta = GraphQL(extends={Case: extension("beta", BetaPart)}, types=(BetaPart,))
    found = refusal(alpha=ALPHA, beta=beta)
    assert found.plugin == "beta"
    assert "AlphaPart" in found.reason


def test_a_type_is_called_by_its_plugin() -> None:
    found = refusal(alpha=GraphQL(query=reading("alpha_word", Gamma)))
    assert (found.plugin, found.reason) == ("alpha", "type Gamma must be called Alpha…")


def test_what_is_added_to_a_core_type_hangs_under_one_nullable_field() -> None:
    misnamed = GraphQL(extends={Case: extension("title2", AlphaPart)}, types=(AlphaPart,))
    assert refusal(alpha=misnamed).reason == "Case.title2 must hang under Case.alpha"
    required = GraphQL(extends={Case: extension("alpha", AlphaPart, nullable=False)})
    assert refusal(alpha=required).reason == "Case.alpha must be nullable"


@pytest.mark.parametrize("target", [Node, DateTimeRange])
def test_only_object_types_are_extended(target: type) -> None:
    part = GraphQL(extends={target: extension("alpha", AlphaPart)})
    assert "is no object type" in refusal(alpha=part).reason


def test_a_type_without_an_access_rule_is_refused() -> None:
    found = refusal(alpha=ALPHA, beta=GraphQL(query=reading("beta_word", Undeclared)))
    assert found.plugin == "beta"
    assert "type Undeclared has no access rule" in found.reason


def test_a_root_field_without_an_access_rule_is_refused() -> None:
    @strawberry.type
    class Careless:
        alpha_secret: str = value(lambda _, context: "?")

    found = refusal(alpha=GraphQL(query=Careless))
    assert "Query.alphaSecret has no access rule" in found.reason


def test_a_filter_that_nothing_answers_is_refused() -> None:
    cases: Any = page(filters=(CaseFilter, {}), permission=OPEN)
    members = {"alpha_cases": cases, "__annotations__": {"alpha_cases": CaseConnection}}
    found = refusal(alpha=GraphQL(query=strawberry.type(type("Careless", (), members))))
    assert "Query.alphaCases: nothing says what category, channel" in found.reason
