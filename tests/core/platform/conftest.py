"""A platform of its own for each test, on both kinds of database."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from factories.bench import Bench
from factories.platforms import Add, NewAddress, adding
from factories.plugins import as_module, sample_plugin
from lianxin.clock import FixedClock
from lianxin.platform import Environment, Platform, set_up
from lianxin.plugins.manager import Installed, load_plugins

MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture(scope="session")
def installed() -> Installed:
    return load_plugins(installed=False, extra=[("sample", as_module(sample_plugin()))])


@pytest.fixture
def new_address(bench: Bench, tmp_path: Path) -> Iterator[NewAddress]:
    """Gives the address of a new database each time; tests/core/database knows how it is made."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(bench.migrated(tmp_path))


@pytest.fixture
def environment(new_address: NewAddress, tmp_path: Path) -> Environment:
    return Environment.read(
        home=tmp_path / "home", platform_database=new_address(), master_key=MASTER_KEY
    )


@pytest.fixture
async def platform(
    environment: Environment, installed: Installed, clock: FixedClock
) -> AsyncIterator[Platform]:
    async with Platform(environment, installed, clock) as platform:
        await set_up(platform)
        yield platform


@pytest.fixture
def add(platform: Platform, new_address: NewAddress) -> Add:
    """`await add("somewhere", parent="province")`."""

    return adding(platform, new_address)
