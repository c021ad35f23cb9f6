"""A client of graphql-transport-ws that says exactly what a test wants said."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed


class Socket:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, message: Any) -> None:
        text = message if isinstance(message, str | bytes) else json.dumps(message)
        await self.connection.send(text)

    async def init(self, **payload: Any) -> None:
        await self.say({"type": "connection_init", "payload": payload})
        assert (await self.hear())["type"] == "connection_ack"

    async def subscribe(self, id_: str, query: str, **payload: Any) -> None:
        await self.say({"type": "subscribe", "id": id_, "payload": {"query": query, **payload}})

    async def hear(self) -> Any:
        return json.loads(await self.connection.recv())

    async def end(self) -> tuple[int, str]:
        """Code and reason with which the server closes; messages before are passed over."""
        with pytest.raises(ConnectionClosed) as closed:
            await self._hear_all()
        frame = closed.value.rcvd
        assert frame is not None, "closed without a word"
        return frame.code, frame.reason

    async def _hear_all(self) -> None:
        while True:
            await self.connection.recv()


@asynccontextmanager
async def socket(server: str, path: str = "/demo/graphql", **options: Any) -> AsyncIterator[Socket]:
    options = {"subprotocols": ["graphql-transport-ws"], **options}
    async with connect(f"ws://{server}{path}", **options) as connection:
        yield Socket(connection)
