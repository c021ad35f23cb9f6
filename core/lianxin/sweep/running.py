"""Sweeping again and again: every second or so, sooner where something was stored."""

import asyncio
import logging
from datetime import datetime, timedelta

from lianxin.clock import SystemClock
from lianxin.errors import LianxinError
from lianxin.events.leases import Held, lease
from lianxin.ids import new_code
from lianxin.localities import Locality
from lianxin.sweep.sweeping import sweep
from lianxin.sweep.turn import Memory

SECONDS = 1.0
"""Between two turns, where nothing is stored in between."""

SHORTEST = 0.25
LEASE_SECONDS = 30.0
RETRY_SECONDS = 5.0
_log = logging.getLogger(__name__)


async def run_sweep(locality: Locality, stop: asyncio.Event, seconds: float = SECONDS) -> None:
    """Sweep until `stop` is set. One process at a time does, as long as it lives."""
    owner = new_code(16)
    while not stop.is_set():
        try:
            async with lease(
                locality.database, "sweep", owner, LEASE_SECONDS, SystemClock().now()
            ) as held:
                if held is not None:
                    await _sweep_while_held(locality, stop, seconds, held)
        except LianxinError as error:
            _log.warning("The sweep of %s waits: %s", locality.key, error.code)
        await _wait(stop, RETRY_SECONDS)


async def _sweep_while_held(
    locality: Locality, stop: asyncio.Event, seconds: float, held: Held
) -> None:
    memory: Memory = {}
    changes, clock = locality.database.changes, SystemClock()
    renewed = clock.now()
    while not stop.is_set():
        seen = changes.count
        if _is_half_gone(renewed, clock.now()):
            if not await held.renew(clock.now()):
                return
            renewed = clock.now()
        await sweep(locality, locality.clock.now(), memory)
        await _wait(stop, SHORTEST)
        waiting = asyncio.create_task(changes.after(seen, seconds - SHORTEST))
        await _either(stop, waiting)


def _is_half_gone(renewed: datetime, now: datetime) -> bool:
    return now - renewed >= timedelta(seconds=LEASE_SECONDS / 2)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    await _either(stop, asyncio.create_task(asyncio.sleep(seconds)))


async def _either(stop: asyncio.Event, other: "asyncio.Task[object]") -> None:
    """Until the other is done, or the end has come."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({stopping, other}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (stopping, other):
            task.cancel()
        await asyncio.gather(stopping, other, return_exceptions=True)
