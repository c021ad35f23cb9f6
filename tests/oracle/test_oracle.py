"""The planner answers what a plain executor would, row by row, and shows nobody anything else.

LIANXIN_TEST_OPERATIONS=5000 compares so many random operations instead of a few.
"""

import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from factories.bench import Bench
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.database.opening import Servers, open_database
from lianxin.localities import Locality
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits
from oracle.comparing import BY_THEMSELVES, Scene, compare
from oracle.everything import every_field
from oracle.making import make_world
from oracle.operations import Operation
from oracle.tables import Loaded
from oracle.words import words_of

OPERATIONS = int(os.environ.get("LIANXIN_TEST_OPERATIONS", "50"))
UNLIMITED = Limits(
    tokens=10**6, depth=99, fields=10**6, aliases=10**4, directives=10**4, cost=10**12
)
EVERY_MODULE = [plugin.module_key(m) for plugin in load_plugins().plugins for m in plugin.modules]
MODULES = ("zoucheng.villages", "zoucheng.departments", "zoucheng.opinions")
SNAPSHOTS = Snapshots(load_plugins(), UNLIMITED)


async def scene_in(locality: Locality, seed: int) -> Scene:
    world = await make_world(locality, seed)
    loaded = await Loaded(locality).load()
    snapshot = SNAPSHOTS.of(locality.composition)
    return Scene(locality, snapshot, world, loaded, words_of(locality, loaded))


@pytest.fixture
async def scenes(
    locality: Locality, bench: Bench, tmp_path: Path
) -> AsyncIterator[Sequence[Scene]]:
    """A locality that works by a plugin, and another one, with a database of its own, that works
    by the core alone."""
    servers = Servers()
    with bench.migrated(tmp_path) as address:
        async with open_database(address, servers).opened() as database:
            plain = compose(load_plugins().plugins, dict.fromkeys(ALWAYS_ENABLED, True))
            other = replace(locality, key="other", database=database, composition=plain)
            yield [await scene_in(locality, seed=1), await scene_in(other, seed=2)]
        await servers.close()


@pytest.mark.modules(*MODULES)
# Where a null goes up, graphql-core leaves what it began around it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@settings(max_examples=OPERATIONS, deadline=None, suppress_health_check=list(HealthCheck))
# A seed, not `randoms()`: how much is drawn from it may depend on keys, which are new in each run.
@given(seed=st.integers(0, 2**32), language=st.sampled_from(["zh", "en"]))
async def test_random_operations(scenes: Sequence[Scene], seed: int, language: str) -> None:
    random = Random(seed)
    scene = random.choice(scenes)
    viewer = random.choice(scene.world.viewers)
    made = scene.operation(random)
    assume(made is not None)
    assert made is not None
    await compare(scene, made, scene.context(viewer, language), random)


@pytest.mark.modules(*(key for key in EVERY_MODULE if key not in ALWAYS_ENABLED))
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
async def test_every_field(locality: Locality) -> None:
    scene = await scene_in(locality, seed=3)
    schema = scene.snapshot.graphql_schema
    (auditor,) = (v for v in scene.world.viewers if "auditor" in v.roles)
    for text in every_field(schema, scene.words, BY_THEMSELVES):
        await compare(scene, Operation(text, {}, ()), scene.context(auditor, "zh"), Random(1))
