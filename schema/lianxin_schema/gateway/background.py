"""What runs beside the requests: per locality the sealer and, unless a worker does it, the sweep."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

import structlog

from lianxin.errors import LianxinError
from lianxin.events import run_sealer
from lianxin.localities import Locality
from lianxin.platform.platform import Platform
from lianxin.sweep import run_sweep

LOOK_AGAIN_SECONDS = 5.0
FOLLOW_SECONDS = 1.0
_log = structlog.get_logger("lianxin.background")


async def run_background(platform: Platform, stop: asyncio.Event, *, sweeping: bool) -> None:
    """Keep every active locality sealed and swept until told to stop; new ones are picked up."""
    running: dict[str, asyncio.Task[None]] = {}
    while not stop.is_set():
        for key in await _active(platform):
            if key not in running or running[key].done():
                running[key] = asyncio.create_task(_keep(platform, key, stop, sweeping))
        try:
            await asyncio.wait_for(stop.wait(), LOOK_AGAIN_SECONDS)
        except TimeoutError:
            continue
    await asyncio.gather(*running.values(), return_exceptions=True)


async def _active(platform: Platform) -> list[str]:
    try:
        entries = await platform.directory.all()
    except LianxinError:
        return []
    return [entry.key for entry in entries if entry.state == "active"]


async def _keep(platform: Platform, key: str, stop: asyncio.Event, sweeping: bool) -> None:
    try:
        locality: Locality = await platform.locality(key)
        jobs = [run_sealer(locality, stop)]
        if sweeping:
            jobs += [run_sweep(locality, stop), _follow(platform, key, stop)]
        await _together(jobs)
    except LianxinError as error:
        _log.warning("locality is not served", locality=key, code=error.code)
    except Exception:
        _log.exception("background work stopped", locality=key)


async def _together(jobs: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Whichever fails ends all; else the others would go on beside those that are begun anew."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _follow(platform: Platform, key: str, stop: asyncio.Event) -> None:
    """What happens by itself happens by the modules and figures of today, whether or not anybody
    asks this process for anything."""
    while not stop.is_set():
        with suppress(LianxinError):
            await platform.locality(key)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), FOLLOW_SECONDS)
