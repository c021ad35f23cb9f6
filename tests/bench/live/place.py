"""A platform of its own with one locality, and several servers on it."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psycopg

from lianxin.accounts import create_account, hash_password
from lianxin.platform import Entry, Environment, Platform, add_locality, set_up

LOCALITY = "live"
ROLES = ("clerk", "admin")
PASSWORD = "lianxin-live-1"
START_SECONDS = 400


@dataclass
class Server:
    """A server process by itself, with a token for each role."""

    url: str
    process: subprocess.Popen[bytes]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def graphql(self) -> str:
        return f"{self.url}/{LOCALITY}/graphql"

    def headers(self, role: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens[role]}"}


@contextmanager
def serving(postgres: str | None, processes: int) -> Iterator[list[Server]]:
    """Servers on a new platform; its locality is in a schema of PostgreSQL or in a file."""
    with TemporaryDirectory() as folder, _address(postgres, folder) as address:
        home = Path(folder)
        asyncio.run(_make(home, address))
        servers: list[Server] = []
        try:
            servers += [_started(home) for _ in range(processes)]
            for server in servers:
                _signed_in(server)
            yield servers
        finally:
            for server in servers:
                server.process.terminate()
            for server in servers:
                server.process.wait(30)


@contextmanager
def _address(postgres: str | None, folder: str) -> Iterator[str]:
    if postgres is None:
        yield f"sqlite:///{folder}/live.db"
        return
    schema = f"lianxin_live_{os.urandom(3).hex()}"
    try:
        yield f"{postgres}#{schema}"
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())


async def _make(home: Path, address: str) -> None:
    async with Platform(Environment.read(home=home, platform_database=None)) as platform:
        await set_up(platform)
        await add_locality(platform, Entry(LOCALITY, "变更县", address))
        locality = await platform.locality(LOCALITY)
        hashed = await hash_password(PASSWORD, "x", None)
        async with locality.database.writing() as tx:
            for role in ROLES:
                await create_account(
                    tx,
                    username=role,
                    password_hash=hashed,
                    roles=[role],
                    now=locality.clock.now(),
                )


def _started(home: Path) -> Server:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lianxin_schema.cli", "serve", "--port", str(port)]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
    environment = {
        **kept,
        "LIANXIN_HOME": str(home),
        "LIANXIN_HTTP_ACCESS_LOG": "false",
        # What is slow on a machine that others use is told, not refused.
        "LIANXIN_HTTP_REQUEST_SECONDS": "60",
    }
    with (home / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    return Server(f"http://127.0.0.1:{port}", process)


def _signed_in(server: Server) -> None:
    """As soon as it answers."""
    began = time.monotonic()
    while not _is_up(server):
        if server.process.poll() is not None or time.monotonic() - began > START_SECONDS:
            raise SystemExit("A server did not start")
        time.sleep(0.1)
    for role in ROLES:
        given = {"locality": LOCALITY, "username": role, "password": PASSWORD}
        answer = httpx.post(f"{server.url}/auth/token", json=given, timeout=30)
        server.tokens[role] = answer.json()["accessToken"]


def _is_up(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/health/ready", timeout=30).status_code == 200
    except httpx.HTTPError:
        return False
