"""The application: the protocol over the planner, with what runs beside the requests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from starlette.types import ASGIApp

from lianxin.platform.environment import Environment
from lianxin.platform.platform import Platform
from lianxin.plugins.manager import Installed
from lianxin_schema.gateway import PlannedGateway
from lianxin_schema.gateway.background import run_background
from lianxin_schema.gateway.tidying import Tidying
from lianxin_schema.http import HttpSettings, create_app
from lianxin_schema.limits import Limits

ENDING_SECONDS = 10.0
"""So long a sweep may take to come to its end when the server stops; then it is rolled back."""

_log = structlog.get_logger("lianxin.app")


def create(platform: Platform | None = None, *, sweeping: bool = True) -> ASGIApp:
    """The ASGI application; without a platform, the one that the environment describes.

    `sweeping`: what happens by itself happens in this process too (else a worker must run).
    """
    platform = platform or Platform(Environment.read())
    gateway = PlannedGateway(platform, Limits.read())

    @asynccontextmanager
    async def lifetime() -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(run_background(platform, stop, sweeping=sweeping))
        tidying = Tidying()
        tidying.tidy()
        platform.after_swap.append(tidying.soon)
        try:
            yield
        finally:
            stop.set()
            tidying.stop()
            await _ended(task)
            await gateway.close()
            await platform.close()

    mounts = _mounts(platform.installed)
    return create_app(gateway, HttpSettings.read(), mounts=mounts, lifetime=lifetime)


async def _ended(task: "asyncio.Task[None]") -> None:
    """Whatever came of it: it must not keep the rest from being closed, nor the process from ending."""
    await asyncio.wait({task}, timeout=ENDING_SECONDS)
    task.cancel()
    [failure] = await asyncio.gather(task, return_exceptions=True)
    if isinstance(failure, Exception):
        _log.error("what runs beside the requests had failed", exc_info=failure)


def _mounts(installed: Installed) -> dict[str, ASGIApp]:
    """What plugins serve beside the API, by first path segment."""
    return {
        segment: app
        for _, mounts in installed.collect("lianxin_mounts")
        for segment, app in mounts.items()
    }


def create_without_sweep() -> ASGIApp:
    """For servers beside a worker."""
    return create(sweeping=False)
