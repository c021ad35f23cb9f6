"""`lianxin worker`: what happens by itself, apart from the servers."""

import asyncio
import signal

from lianxin.platform import Platform
from lianxin_schema.cli.running import on_platform
from lianxin_schema.cli.words import tell
from lianxin_schema.gateway import PlannedGateway
from lianxin_schema.gateway.background import run_background


def worker() -> None:
    """到期、升级、公布、封存等自动事务 · Escalate, publish, seal: whatever happens by itself."""
    on_platform(_run)


async def _run(platform: Platform) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    tell("后台进程已启动", "The worker has started")
    await run_background(PlannedGateway(platform), stop, sweeping=True)
    tell("后台进程已停止", "The worker has stopped")
