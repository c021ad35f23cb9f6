"""Denied by default: nothing is served that does not say who may read it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import strawberry

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import load_plugins
from lianxin.roles import PERMISSIONS
from lianxin_schema.compose.platform_schema import build_platform_schema
from lianxin_schema.compose.schema import ComposedSchema
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.fields.access import CHECKED
from lianxin_schema.fields.catalogue import Catalogue, Undeclared
from lianxin_schema.limits import Limits

INSTALLED = load_plugins()
ROOTS = {"Query", "Mutation", "Subscription"}


def compositions() -> Iterator[tuple[str, Composition]]:
    """The core alone, with each module of a plugin by itself, and with everything."""
    every = [plugin.module_key(m) for plugin in INSTALLED.plugins for m in plugin.modules]
    for modules in ((), *((key,) for key in every), tuple(every)):
        enabled = dict.fromkeys((*ALWAYS_ENABLED, *modules), True)
        yield "+".join(modules) or "core", compose(INSTALLED.plugins, enabled)


def catalogues() -> Iterator[tuple[str, Catalogue]]:
    snapshots = Snapshots(INSTALLED, Limits())
    for name, found in compositions():
        yield name, snapshots.of(found).catalogue
    yield "platform", build_platform_schema().catalogue


def without_rule(catalogue: Catalogue) -> list[str]:
    """Root fields by themselves, all others by their type: which have no rule, or an unknown one."""
    known = {OPEN, CHECKED, *PERMISSIONS}
    found = []
    for type_ in catalogue.types.values():
        for field in type_.fields.values():
            root = type_.name in ROOTS
            access = field.declared.permission if root else type_.planned.access
            named = {access} if isinstance(access, str) or access is None else set(access)
            if not named or not named <= known:
                found.append(f"{type_.name}.{field.name}")
    return found


def test_every_field_served_has_an_access_rule() -> None:
    found = {name: without_rule(catalogue) for name, catalogue in catalogues()}
    assert set(map(tuple, found.values())) == {()}, found


@value_type()
class Word:
    word: str = value()


@strawberry.type
class Query:
    word: Word = value(lambda _, context: Word(word="?"), permission=OPEN)


@strawberry.type
class Mutation:
    say: Word = value(lambda _, context: Word(word="?"), permission=CHECKED)


@pytest.mark.parametrize(
    ("type_name", "access"),
    [("Word", None), ("Word", "case.raed"), ("Query", None), ("Mutation", None)],
)
def test_one_that_is_left_out_is_noticed(type_name: str, access: str | None) -> None:
    catalogue = ComposedSchema(Query, Mutation).catalogue
    assert without_rule(catalogue) == []
    type_ = catalogue.types[type_name]
    (field,) = type_.fields.values()
    careless = replace(field, declared=replace(field.declared, permission=access))
    planned = replace(type_.planned, access=access)
    catalogue.types[type_name] = replace(
        type_,
        planned=planned,
        fields={field.name: careless},  # type: ignore[arg-type]
    )
    assert without_rule(catalogue) == [f"{type_name}.{field.name}"]


@pytest.mark.parametrize("root", ["Query", "Mutation"])
def test_one_that_is_left_out_is_not_served(root: str) -> None:
    silent: Any = value(lambda _, context: Word(word="?"))
    made = type(root, (), {"silent": silent, "__annotations__": {"silent": Word}})
    roots = {"Query": Query, "Mutation": Mutation, root: strawberry.type(made)}
    with pytest.raises(Undeclared, match=f"{root}.silent has no access rule"):
        ComposedSchema(roots["Query"], roots["Mutation"])
