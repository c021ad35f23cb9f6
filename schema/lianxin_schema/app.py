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
from lianxin_schema.limits import Limits


def create(platform: Platform | None = None, *, sweeping: bool = True) -> ASGIApp:
    """The ASGI application; without a platform, the one that the environment describes.

    `sweeping`: what happens by itself happens in this process too (else a worker must run).
    """
    platform = platform or Platform(Environment.read())
    gateway = PlannedGateway(platform, Limits.read())

    @asynccontextmanager
    async def lifetime() -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(run_background(gateway, stop, sweeping=sweeping))
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

    return create_app(gateway, HttpSettings.read(), lifetime=lifetime)


def create_without_sweep() -> ASGIApp:
    """For servers beside a worker."""
    return create(sweeping=False)
