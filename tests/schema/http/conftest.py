"""The application in memory, and a real server on loopback."""

from collections.abc import AsyncIterator

import httpx
import pytest

from lianxin_schema.http import HttpSettings, create_app
from schema.http.fake import FakeGateway
from schema.http.serving import serving


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
    async with serving(app, settings) as address:
        yield address
