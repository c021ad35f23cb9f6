"""`lianxin worker`: what happens by itself, apart from the servers."""

import asyncio
import signal

from lianxin.platform import Platform
from lianxin_schema.cli.running import existing, on_any_platform
from lianxin_schema.cli.words import tell
from lianxin_schema.gateway.background import run_background


def worker() -> None:
    """到期、升级、公布、封存等自动事务 · Escalate, publish, seal: whatever happens by itself."""
    # A database that is away or behind will be there some day: it waits for it.
    on_any_platform(_run, existing)


async def _run(platform: Platform) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    tell("后台进程已启动", "The worker has started")
    await run_background(platform, stop, sweeping=True)
    tell("后台进程已停止", "The worker has stopped")
