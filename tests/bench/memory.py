"""What a hundred localities in five shapes cost a process, and the database behind it.

python -m bench.memory --postgres postgresql://me@host:5432/base

Each locality has a database of its own (SQLite, or with --postgres a schema), is opened as a
server opens it and asked for a page of cases. Told: PSS for each locality after the first of its
shape, PSS for each further shape, and PSS of the database's processes.
"""

import argparse
import asyncio
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.growth import PAGE
from lianxin.context import Viewer
from lianxin.database import PostgresqlDatabase
from lianxin.database.migrating import migrate, owners_in_locality
from lianxin.platform import Entry, Environment, Platform, add_locality, set_up
from lianxin.roles import permissions_of
from lianxin.tables import ModuleState
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits
from lianxin_schema.planner.engine import execute
from lianxin_schema.planner.turn import Turn

SHAPES: tuple[tuple[str, ...], ...] = (
    (),
    ("zoucheng.villages",),
    ("zoucheng.departments",),
    ("zoucheng.opinions",),
    ("zoucheng.villages", "zoucheng.departments", "zoucheng.opinions"),
)
"""What localities have enabled besides the core's own modules."""


def pss(process: int | str = "self") -> float:
    """Megabytes of its own, shared ones by their share."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    (kilobytes,) = (int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


async def _open(platform: Platform, snapshots: Snapshots, key: str) -> None:
    locality = await platform.locality(key)
    snapshot = snapshots.of(locality.composition)
    viewer = Viewer(roles=frozenset({"leader"}), permissions=permissions_of(["leader"]))
    context = RequestContext(locality, viewer, locality.clock.now(), "zh", snapshot=snapshot)
    await execute(Turn(snapshot, context, PAGE, None, {}))


async def _make(platform: Platform, key: str, address: str, modules: tuple[str, ...]) -> None:
    entry = await add_locality(platform, Entry(key, key, address))
    plugins = {module.partition(".")[0] for module in modules}
    owners = owners_in_locality(platform.installed.plugins, plugins)
    await asyncio.to_thread(migrate, entry.database, list(owners))
    rows = [
        ModuleState(
            key=module,
            plugin=module.partition(".")[0],
            enabled=True,
            changed_at=platform.clock.now(),
        )
        for module in modules
    ]
    async with platform.database_at(entry.database).writing() as tx:
        await tx.add(*rows)


async def make(home: Path, keys: list[str], postgres: str | None) -> None:
    async with Platform(_environment(home)) as platform:
        await set_up(platform)
        for n, key in enumerate(keys):
            address = f"{postgres}#{key}" if postgres else f"sqlite:///{home / key}.db"
            await _make(platform, key, address, SHAPES[n % len(SHAPES)])


async def measure(home: Path, keys: list[str]) -> list[tuple[str, float]]:
    """What is told, in megabytes."""
    async with Platform(_environment(home)) as platform:
        snapshots = Snapshots(platform.installed, Limits())
        empty = pss()
        for key in keys[: len(SHAPES)]:
            await _open(platform, snapshots, key)
        first = pss()
        for key in keys[len(SHAPES) :]:
            await _open(platform, snapshots, key)
        last = pss()
        more = len(keys) - len(SHAPES)
        return [
            ("process before any locality", empty),
            (
                f"each of {len(SHAPES)} shapes, with its first locality",
                (first - empty) / len(SHAPES),
            ),
            (f"each of {more} further localities", (last - first) / more),
            (f"all {len(keys)}, each", (last - empty) / len(keys)),
            *(await _backend(platform, keys[0])),
        ]


async def _backend(platform: Platform, key: str) -> list[tuple[str, float]]:
    """The memory of the one database process that answered for all of them."""
    database = (await platform.locality(key)).database
    if not isinstance(database, PostgresqlDatabase):
        return []
    async with database.server.connection() as connection:
        held = await connection.fetchval("SELECT sum(total_bytes) FROM pg_backend_memory_contexts")
        kept = await connection.fetchval("SELECT count(*) FROM pg_prepared_statements")
    return [(f"database process with {kept} statements kept", int(held) / 1024**2)]


def _environment(home: Path) -> Environment:
    return Environment.read(home=home, platform_database=None)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.memory", description=__doc__)
    parser.add_argument("--postgres")
    parser.add_argument("--localities", type=int, default=100)
    given = parser.parse_args()
    keys = [f"memory{n:03}" for n in range(given.localities)]
    with TemporaryDirectory() as folder:
        home = Path(folder)
        try:
            # In a process of its own: memory that making them used and gave back would be used
            # again, and hide what opening them takes.
            making = get_context("spawn").Process(
                target=_make_all, args=(home, keys, given.postgres)
            )
            making.start()
            making.join()
            for said, size in asyncio.run(measure(home, keys)):
                print(f"{said:45} {size:8.2f} MB")
        finally:
            if given.postgres:
                _drop(given.postgres, keys)


def _make_all(home: Path, keys: list[str], postgres: str | None) -> None:
    asyncio.run(make(home, keys, postgres))


def _drop(dsn: str, schemas: list[str]) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        for schema in schemas:
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())


if __name__ == "__main__":
    main()
