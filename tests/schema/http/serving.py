"""A real server on loopback, in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from lianxin_schema.http import HttpSettings
from lianxin_schema.http.server import server_config


@asynccontextmanager
async def serving(app: ASGIApp, settings: HttpSettings) -> AsyncIterator[str]:
    """Yields host:port."""
    config = server_config(app, settings, host="127.0.0.1", port=0)
    config.load()
    running = uvicorn.Server(config)
    running.lifespan = config.lifespan_class(config)
    # Not `serve()`, whose loop looks only every tenth of a second whether it is to end.
    await running.startup()
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}"
    await running.shutdown()
