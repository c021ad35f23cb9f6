"""The whole server in this process: a platform with one locality, asked over HTTP."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from factories.bench import Bench
from factories.server import Server
from lianxin.platform import Environment, Platform

MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def addresses(bench: Bench, tmp_path: Path) -> Iterator[list[str]]:
    with ExitStack() as stack:
        yield [stack.enter_context(bench.blank(tmp_path)) for _ in range(2)]


@pytest.fixture
async def server(addresses: list[str], tmp_path: Path) -> AsyncIterator[Server]:
    own, locality = addresses
    environment = Environment.read(
        home=tmp_path / "home", platform_database=own, master_key=MASTER_KEY
    )
    async with Platform(environment) as platform:
        server = await Server.started(platform, locality)
        transport = httpx.ASGITransport(server.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            server.client = client
            yield server
        await server.gateway.close()
