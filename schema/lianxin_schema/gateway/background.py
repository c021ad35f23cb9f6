"""What runs beside the requests: per locality the sealer and, unless a worker does it, the sweep."""

import asyncio
from typing import TYPE_CHECKING

import structlog

from lianxin.errors import LianxinError
from lianxin.events import run_sealer
from lianxin.localities import Locality
from lianxin.sweep import run_sweep

if TYPE_CHECKING:
    from lianxin_schema.gateway.gateway import PlannedGateway

LOOK_AGAIN_SECONDS = 5.0
_log = structlog.get_logger("lianxin.background")


async def run_background(gateway: "PlannedGateway", stop: asyncio.Event, *, sweeping: bool) -> None:
    """Keep every active locality sealed and swept until told to stop; new ones are picked up."""
    running: dict[str, asyncio.Task[None]] = {}
    while not stop.is_set():
        for key in await _active(gateway):
            if key not in running or running[key].done():
                running[key] = asyncio.create_task(_keep(gateway, key, stop, sweeping))
        try:
            await asyncio.wait_for(stop.wait(), LOOK_AGAIN_SECONDS)
        except TimeoutError:
            continue
    await asyncio.gather(*running.values(), return_exceptions=True)


async def _active(gateway: "PlannedGateway") -> list[str]:
    try:
        entries = await gateway.platform.directory.all()
    except LianxinError:
        return []
    return [entry.key for entry in entries if entry.state == "active"]


async def _keep(gateway: "PlannedGateway", key: str, stop: asyncio.Event, sweeping: bool) -> None:
    try:
        locality: Locality = await gateway.platform.locality(key)
        jobs = [run_sealer(locality, stop)]
        if sweeping:
            jobs.append(run_sweep(locality, stop))
        await asyncio.gather(*jobs)
    except LianxinError as error:
        _log.warning("locality is not served", locality=key, code=error.code)
    except Exception:
        _log.exception("background work stopped", locality=key)
