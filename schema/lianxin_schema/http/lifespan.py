"""The ASGI lifespan: what is opened when the server starts is closed when it stops."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from starlette.types import Receive, Scope, Send


class Lifespan:
    def __init__(self, lifetime: Callable[[], AbstractAsyncContextManager[object]]) -> None:
        self._lifetime = lifetime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        started = False
        try:
            async with self._lifetime():
                await send({"type": "lifespan.startup.complete"})
                started = True
                await receive()
        except BaseException as error:
            phase = "shutdown" if started else "startup"
            await send({"type": f"lifespan.{phase}.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})
