"""What waits to be sent: in order, bounded, and not for ever."""

import asyncio
from typing import Any, Final

import orjson
from starlette.types import Send

from lianxin.patience import within
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.websocket.messages import Close

_TRY_AGAIN_LATER: Final = 1013


class Outbox:
    def __init__(self, send: Send, settings: HttpSettings) -> None:
        self._send = send
        self._seconds = settings.slow_reader_seconds
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(settings.send_queue)

    async def put(self, message: bytes) -> None:
        """Waits while the queue is full, so a slow reader slows its own operations only."""
        await self._queue.put(message)

    async def next(self, id_: str, body: bytes) -> None:
        """`body` is a GraphQL response; it is spliced in, not decoded."""
        head = orjson.dumps({"id": id_, "type": "next"})[:-1]
        await self.put(b"".join((head, b',"payload":', body, b"}")))

    async def error(self, id_: str, errors: list[Any]) -> None:
        await self.put(orjson.dumps({"id": id_, "type": "error", "payload": errors}))

    async def complete(self, id_: str) -> None:
        await self.put(orjson.dumps({"id": id_, "type": "complete"}))

    async def run(self) -> None:
        """Sends for ever; raises Close 1013 where a message is not taken in time."""
        while True:
            message = await self._queue.get()
            try:
                sending = self._send({"type": "websocket.send", "text": message.decode()})
                await within(self._seconds, sending)
            except TimeoutError:
                raise Close(_TRY_AGAIN_LATER, "Messages are not read") from None
