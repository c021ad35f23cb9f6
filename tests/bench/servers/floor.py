"""The floor: a bare endpoint a question, one fixed prepared statement, bytes straight out.

No GraphQL, no rights, no limits; it writes the product's own access log, by the product's code.
"""

import asyncio
import os
import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.servers.floor_sql import POSTGRESQL, SQLITE, SQLITE_ENTRY
from lianxin_schema.http import log

DATABASE = os.environ["DATABASE"]
Arguments = Callable[[Mapping[str, Any]], list[Any]]


def _month(variables: Mapping[str, Any]) -> date:
    return date.fromisoformat(variables["from"][:10])


ARGUMENTS: dict[str, Arguments] = {
    "look-up": lambda v: [v["code"]],
    "page": lambda v: [int(v["unitId"]), v["step"]],
    "meetings": lambda v: [int(v["unitId"])],
    "statistics": lambda v: [int(v["departmentId"]), _month(v)],
    "act": lambda v: [v["code"], v["note"]],
}


class Postgresql:
    """The thinnest pool: the connection used last first, statements prepared once on each."""

    async def start(self) -> None:
        self._free = [await self._connected() for _ in range(int(os.environ["POOL"]))]
        self._waiting: list[Any] = []

    async def _connected(self) -> tuple[asyncpg.Connection, dict[str, Any]]:
        settings = {
            "search_path": os.environ["SCHEMAS"],
            "application_name": "bench_floor",
            "jit": "off",
        }
        connection = await asyncpg.connect(DATABASE, server_settings=settings)
        await connection.set_type_codec(
            "json", schema="pg_catalog", encoder=str.encode, decoder=bytes, format="binary"
        )
        prepared = {key: await connection.prepare(text) for key, text in POSTGRESQL.items()}
        return connection, prepared

    async def ask(self, key: str, arguments: list[Any]) -> bytes:
        while not self._free:
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            await waiter
        connection = self._free.pop()
        try:
            found: bytes = await connection[1][key].fetchval(*arguments)
            return found
        finally:
            self._free.append(connection)
            if self._waiting:
                self._waiting.pop(0).set_result(None)


class Sqlite:
    """One connection, asked where it stands: nothing is quicker."""

    async def start(self) -> None:
        file = DATABASE.removeprefix("sqlite:///")
        self._connection = sqlite3.connect(file, isolation_level=None, timeout=5)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    async def ask(self, key: str, arguments: list[Any]) -> bytes:
        values = [str(a) if isinstance(a, date) else a for a in arguments]
        if key != "act":
            return self._one(SQLITE[key], values)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(SQLITE_ENTRY, values)
        found = self._one(SQLITE[key], values[:1])
        self._connection.execute("COMMIT")
        return found

    def _one(self, text: str, values: list[Any]) -> bytes:
        (found,) = self._connection.execute(text, values).fetchall()
        return str(found[0]).encode()


DATABASE_SERVED = Sqlite() if DATABASE.startswith("sqlite") else Postgresql()


def _endpoint(key: str) -> Callable[[Request], Awaitable[Response]]:
    arguments = ARGUMENTS[key]

    async def answer(request: Request) -> Response:
        began = time.perf_counter()
        variables = orjson.loads(await request.body())["variables"]
        found = await DATABASE_SERVED.ask(key, arguments(variables))
        log.access(_told(key), time.perf_counter() - began)
        return Response(b'{"data":' + found + b"}", media_type="application/json")

    return answer


def _told(key: str) -> Any:
    """What the product's log tells of a request."""
    return SimpleNamespace(
        method="POST",
        template="/{question}",
        status=200,
        code=None,
        document_hash="0123456789abcdef",
        operation_name=key.replace("-", ""),
        request_id=secrets.token_hex(8),
    )


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[None]:
    log.configure_logging()
    await DATABASE_SERVED.start()
    yield


app = Starlette(
    routes=[Route(f"/{key}", _endpoint(key), methods=["POST"]) for key in ARGUMENTS],
    lifespan=_lifespan,
)
