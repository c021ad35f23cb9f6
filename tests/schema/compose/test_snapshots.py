"""Snapshots: one for all localities of a shape, dead ones collected, parallel builds in turn."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from graphql import build_schema as build_ast
from graphql import lexicographic_sort_schema, print_schema

from factories.asking import ask
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.localities import Locality
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import Installed
from lianxin_schema.compose.merging import build_schema
from lianxin_schema.compose.sdl import sorted_sdl
from lianxin_schema.compose.snapshot import Snapshot
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits


@pytest.fixture
def snapshots(installed: Installed) -> Snapshots:
    return Snapshots(installed, Limits())


def small(_: Installed) -> dict[str, bool]:
    """The modules that every locality has."""
    return dict.fromkeys(ALWAYS_ENABLED, True)


def everything(installed: Installed) -> dict[str, bool]:
    return {p.module_key(m): True for p in installed.plugins for m in p.modules}


def test_a_composition_has_one_snapshot(installed: Installed, snapshots: Snapshots) -> None:
    composition = compose(installed.plugins, small(installed))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(snapshots.of, [composition] * 4))
    assert all(one is found[0] for one in found)


def test_schemas_built_side_by_side_are_what_they_are_alone(
    installed: Installed, snapshots: Snapshots
) -> None:
    compositions = [compose(installed.plugins, s(installed)) for s in (small, everything) * 3]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(snapshots.of, compositions))
    assert len({one.hash for one in found}) == 2
    assert found[0].hash == found[2].hash == found[4].hash


async def test_thirty_swaps_leave_one_schema_alive(
    locality: Locality, installed: Installed, snapshots: Snapshots
) -> None:
    seen: list[weakref.ref[Snapshot]] = []
    for _ in range(30):
        locality.composition = compose(installed.plugins, small(installed))
        snapshot = snapshots.of(locality.composition)
        await ask(locality, "{ units { edges { node { name } } } }", snapshot=snapshot)
        seen.append(weakref.ref(snapshot))
        del snapshot
    gc.collect()
    assert [ref() is not None for ref in seen] == [False] * 29 + [True]


def test_the_sdl_is_that_of_strawberry_sorted() -> None:
    schema = build_schema({})
    slowly = print_schema(lexicographic_sort_schema(build_ast(schema.as_str()))) + "\n"
    assert sorted_sdl(schema.catalogue.schema) == slowly
