"""The application in memory, and a real server on loopback."""

from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn

from lianxin_schema.http import HttpSettings, create_app
from lianxin_schema.http.server import server_config
from schema.http.fake import FakeGateway


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def settings() -> HttpSettings:
    """A test module with figures of its own overrides this."""
    return HttpSettings(allowed_origins=("https://front.example",))


@pytest.fixture
async def client(gateway: FakeGateway, settings: HttpSettings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(gateway, settings)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxin.test") as client:
        yield client


@pytest.fixture
async def server(gateway: FakeGateway, settings: HttpSettings) -> AsyncIterator[str]:
    """host:port of a real server."""
    app = create_app(gateway, settings)
    config = server_config(app, settings, host="127.0.0.1", port=0)
    config.load()
    running = uvicorn.Server(config)
    running.lifespan = config.lifespan_class(config)
    # Not `serve()`, whose loop looks only every tenth of a second whether it is to end.
    await running.startup()
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}"
    await running.shutdown()
