"""What every test has at hand: a database of its own, a locality on it, and whoever asks."""

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher

from factories.bench import Bench, PostgresqlBench, SqliteBench
from factories.round_trips import RoundTrips, counted
from factories.sealing import a_sealer
from factories.viewers import viewer_with
from lianxin.accounts import managing, signing_in
from lianxin.accounts.passwords import Passwords
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.calendar import national_calendar
from lianxin.clock import FixedClock
from lianxin.context import Context
from lianxin.database import Database
from lianxin.localities import Figures, Locality
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import Installed, load_plugins
from lianxin.tables import Counter, ModuleState

pytest_plugins = ["no_skips", "field_coverage"]

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 24, 9, 0, tzinfo=ZONE)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "modules(*keys): modules to enable besides the core's")
    config.addinivalue_line("markers", "long: takes many seconds, so it is begun first")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever begins a long test last lets the others wait."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What is there by now stays until the end: looking through it again and again for garbage
    takes a seventh of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def passwords() -> Iterator[None]:
    """Hashed quickly; tests/core/accounts tells what it costs otherwise."""
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    with pytest.MonkeyPatch.context() as patch:
        for module in (managing, signing_in):
            patch.setattr(module, "PASSWORDS", quick)
        yield


@pytest.fixture(scope="session")
def sqlite_bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return SqliteBench(tmp_path_factory.mktemp("template") / "template.db")


@pytest.fixture(scope="session")
def postgresql_bench() -> Iterator[Bench]:
    with PostgresqlBench() as bench:
        yield bench


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Both kinds of database, one after the other; PostgreSQL only where a server is named."""
    found: Bench = request.getfixturevalue(f"{request.param}_bench")
    return found


@pytest.fixture
async def database(bench: Bench, tmp_path: Path) -> AsyncIterator[Database]:
    """A locality's database: all tables of all plugins, the calendar of 2025 and 2026, no more."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(bench.fresh(tmp_path))


@pytest.fixture
def address(bench: Bench, tmp_path: Path) -> Iterator[str]:
    """Where no database is yet."""
    with bench.blank(tmp_path) as address:
        yield address


@pytest.fixture(scope="session")
def installed() -> Installed:
    """The plugins of this installation; a test folder with plugins of its own overrides it."""
    return load_plugins()


@pytest.fixture
def modules(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The modules enabled: the core's, and those of `@pytest.mark.modules("a.b")`."""
    marks = request.node.iter_markers("modules")
    return (*ALWAYS_ENABLED, *(key for mark in marks for key in mark.args))


@pytest.fixture(autouse=True)
def round_trips(monkeypatch: pytest.MonkeyPatch) -> Iterator[RoundTrips]:
    """No command of any test sends more than three statements between BEGIN and COMMIT."""
    with counted(monkeypatch) as trips:
        yield trips
    assert trips.too_many == []


@pytest.fixture
def clock() -> FixedClock:
    """The locality's clock, to be moved."""
    return FixedClock(NOW)


@pytest.fixture
async def locality(
    database: Database, installed: Installed, modules: tuple[str, ...], clock: FixedClock
) -> Locality:
    """A locality whose clock stands at 9:00 on Thursday, 24 September 2026, until it is moved."""
    composition = composed(installed, modules)
    async with database.writing() as tx:
        await tx.add(Counter(name="snapshot"), *(_enabled(key) for key in modules))
    return Locality(
        key="testing",
        name="测试县",
        database=database,
        composition=composition,
        figures=Figures({model: model() for model in composition.settings_models.values()}),
        calendar=national_calendar(),
        sealer=a_sealer(),
        zone=ZONE,
        clock=clock,
        installed=installed.plugins,
    )


@pytest.fixture
def context(locality: Locality) -> Callable[..., Context]:
    """`context(role="clerk", person_id=5)`: a request of somebody, now; `language="en"` too."""

    def make(role: str = "clerk", *, language: str = "zh", **viewer: Any) -> Context:
        return Context(locality, viewer_with(role, **viewer), locality.clock.now(), language)

    return make


@cache
def composed(installed: Installed, modules: tuple[str, ...]) -> Composition:
    return compose(installed.plugins, dict.fromkeys(modules, True))


def _enabled(key: str) -> ModuleState:
    return ModuleState(key=key, plugin=key.partition(".")[0], enabled=True, changed_at=NOW)
