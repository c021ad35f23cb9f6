"""The application: the protocol over the planner, with what runs beside the requests."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from lianxin.platform.environment import Environment
from lianxin.platform.platform import Platform
from lianxin_schema.gateway import PlannedGateway
from lianxin_schema.gateway.background import run_background
from lianxin_schema.http import HttpSettings, create_app


def create(platform: Platform | None = None, *, background: bool = True) -> ASGIApp:
    """The ASGI application; without a platform, the one that the environment describes.

    `background`: run sealer and sweep in this process too (else a worker must).
    """
    platform = platform or Platform(Environment.read())
    gateway = PlannedGateway(platform)

    @asynccontextmanager
    async def lifetime() -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(run_background(gateway, stop, sweeping=background))
        # What start-up made lives as long as the process: full collections need not walk it.
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            stop.set()
            await task
            await gateway.close()
            await platform.close()

    return create_app(gateway, HttpSettings(), lifetime=lifetime)
