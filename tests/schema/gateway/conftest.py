"""The whole server in this process: a platform with one locality, asked over HTTP."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from factories.bench import Bench
from factories.server import Server
from lianxin.platform import Environment, Platform
from lianxin.platform.compositions import Compositions
from lianxin.plugins.composition import Composition
from lianxin.plugins.manager import Installed

MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def addresses(bench: Bench, tmp_path: Path) -> Iterator[list[str]]:
    with ExitStack() as stack:
        yield [stack.enter_context(bench.migrated(tmp_path)) for _ in range(2)]


class Lasting(Compositions):
    """Kept with the schemas that were made of them, though no locality has them any more."""

    def __init__(self, installed: Installed) -> None:
        super().__init__(installed)
        self._kept: set[Composition] = set()

    def of(self, enabled: Mapping[str, bool]) -> Composition:
        composition = super().of(enabled)
        self._kept.add(composition)
        return composition


@pytest.fixture(scope="session")
def compositions(installed: Installed) -> Compositions:
    """One for all platforms of these tests: making a schema takes longer than most of them."""
    return Lasting(installed)


@pytest.fixture
async def server(
    addresses: list[str], tmp_path: Path, installed: Installed, compositions: Compositions
) -> AsyncIterator[Server]:
    own, locality = addresses
    environment = Environment.read(
        home=tmp_path / "home", platform_database=own, master_key=MASTER_KEY
    )
    async with Platform(environment, installed) as platform:
        platform.compositions = compositions
        server = await Server.started(platform, locality)
        transport = httpx.ASGITransport(server.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            server.client = client
            yield server
        await server.gateway.close()
