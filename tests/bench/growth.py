"""How a page's cost grows with the cases there are, with its depth, and with who asks for it.

python -m bench.growth --postgres postgresql://me@host:5432/base --cases 10000,100000,1000000

What is told is the database's: its time (of generic plans, as kept statements have them; the
least of some runs, since others use the machine too) and the buffers that it touched.
"""

import argparse
import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import psycopg

from bench.__main__ import USUAL, made_on_postgresql
from bench.data import Scale
from lianxin.context import Viewer
from lianxin.database import PostgresqlDatabase
from lianxin.database.statements import SCHEMA_MARK
from lianxin.localities import Locality
from lianxin.platform import Environment, Platform
from lianxin.roles import permissions_of
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits
from lianxin_schema.planner.engine import PREPARE
from lianxin_schema.planner.turn import Turn

PAGE = """
query ($filter: CaseFilter, $order: [CaseOrder!], $after: String) {
  cases(first: 50, filter: $filter, orderBy: $order, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      code title submittedAt dueAt step { code } channel { code } category { code }
      reporter { name } unit { name parent { name } }
      timeline(first: 3) { edges { node { step { code } at actor { name } } } }
    } }
  }
}
"""
DEEP = 10_000 * 50
"""So many cases come before page 10,001."""
_RUNS = 15
_SETTINGS = "SET jit = off; SET plan_cache_mode = force_generic_plan; SET timezone = 'UTC'"
_UNITS = "SELECT id FROM {0}.core_unit WHERE code LIKE 'U___-___' ORDER BY code LIMIT 3"
_LINEAGE = "SELECT DISTINCT upper_id FROM {0}.core_unit_line WHERE lower_id = ANY($1)"
_PERSON = "SELECT person_id FROM {0}.core_appointment WHERE unit_id = $1 ORDER BY id LIMIT 1"
_DEEP = "SELECT submitted_at, id FROM {0}.core_case ORDER BY 1 DESC, 2 DESC OFFSET $1 LIMIT 1"


@dataclass(frozen=True)
class Cost:
    milliseconds: float
    buffers: int

    def __str__(self) -> str:
        return f"{self.milliseconds:8.2f} ms {self.buffers:7,} buffers"


class Lists:
    """A locality's list of cases, asked for by some viewer."""

    def __init__(self, locality: Locality, snapshots: Snapshots, connection: Any) -> None:
        assert isinstance(locality.database, PostgresqlDatabase)
        self._locality = locality
        self._snapshot = snapshots.of(locality.composition)
        self._connection = connection
        self._mark = f'"{locality.database.schema}".'
        self._prepared = 0

    async def viewers(self) -> dict[str, Viewer]:
        """A supervisor, and a handler who serves in three of the units."""
        units = [row[0] for row in await self._rows(_UNITS)]
        lineage = [row[0] for row in await self._rows(_LINEAGE, units)]
        ((person,),) = await self._rows(_PERSON, units[0])
        handler = Viewer(
            person_id=person,
            roles=frozenset({"handler"}),
            permissions=permissions_of(["handler"]),
            unit_ids=tuple(units),
            lineage=tuple(sorted(lineage)),
        )
        rights = {"roles": frozenset({"supervisor"}), "permissions": permissions_of(["supervisor"])}
        return {"supervisor": replace(Viewer(), **rights), "handler": handler}

    async def deep(self) -> str | None:
        """The cursor of the last case of page 10,000; None where there are fewer."""
        rows = await self._rows(_DEEP, DEEP - 1)
        return orjson.dumps(["-ins", rows[0][0], rows[0][1]]).decode() if rows else None

    async def cost(self, viewer: Viewer, **variables: Any) -> Cost:
        text, arguments = await self._statement(viewer, variables)
        self._prepared += 1
        name = f"growth_{self._prepared}"
        await self._connection.execute(f"PREPARE {name} AS {text}")
        given = f"({', '.join(map(_literal, arguments))})" if arguments else ""
        plans = [
            "\n".join(
                row[0]
                for row in await self._connection.fetch(
                    f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE {name}{given}"
                )
            )
            for _ in range(_RUNS)
        ]
        return min((_cost_of(plan) for plan in plans), key=lambda cost: cost.milliseconds)

    async def _statement(self, viewer: Viewer, variables: dict[str, Any]) -> tuple[str, list[Any]]:
        now = self._locality.clock.now()
        context = RequestContext(self._locality, viewer, now, "zh", snapshot=self._snapshot)
        turn = Turn(self._snapshot, context, PAGE, None, variables)
        for step in PREPARE:
            step(turn)
        assert turn.plan is not None
        assert turn.plan.rows is not None
        prepared = turn.plan.rows.prepared
        return prepared.text.replace(SCHEMA_MARK, self._mark), prepared.arguments(turn.values)

    async def _rows(self, text: str, *values: Any) -> Any:
        return await self._connection.fetch(text.format(self._mark.rstrip(".")), *values)


def _cost_of(plan: str) -> Cost:
    (time,) = re.findall(r"Execution Time: ([\d.]+)", plan)
    top = re.search(r"Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?", plan)
    return Cost(float(time), sum(int(n or 0) for n in top.groups()) if top else 0)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list | tuple):
        return "'{" + ",".join(map(str, value)) + "}'"
    return "'" + str(value).replace("'", "''") + "'"


ASKED: dict[str, dict[str, Any]] = {
    "newest first": {},
    "by what is due": {"order": [{"field": "DUE_AT", "direction": "ASC"}]},
    "one channel": {"filter": {"channel": ["web"]}},
    "one department": {"filter": {"unit": "U001"}},
}


async def measure(lists: Lists) -> dict[str, Cost]:
    found = {}
    for name, viewer in (await lists.viewers()).items():
        for said, variables in ASKED.items():
            found[f"{name}, {said}"] = await lists.cost(viewer, **variables)
    if cursor := await lists.deep():
        viewer = (await lists.viewers())["supervisor"]
        found["supervisor, page 10,001"] = await lists.cost(viewer, after=cursor)
    return found


@asynccontextmanager
async def lists_at(home: Path) -> AsyncIterator[Lists]:
    async with Platform(Environment.read(home=home, platform_database=None)) as platform:
        locality = await platform.locality("bench")
        database = locality.database
        assert isinstance(database, PostgresqlDatabase)
        async with database.server.connection() as connection:
            await connection.execute(_SETTINGS)
            yield Lists(locality, Snapshots(platform.installed, Limits()), connection)


async def _measured(homes: Sequence[Path]) -> list[dict[str, Cost]]:
    found = []
    for home in homes:
        async with lists_at(home) as lists:
            found.append(await measure(lists))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.growth", description=__doc__)
    parser.add_argument("--postgres", default=USUAL)
    parser.add_argument("--cases", default="10000,100000,1000000")
    parser.add_argument("--units", type=int, default=901)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    given = parser.parse_args()
    sizes = [int(size) for size in given.cases.split(",")]
    homes = []
    for size in sizes:
        folder = given.folder.resolve() / "growth"
        scale = Scale.of_cases(size, given.units)
        homes.append(made_on_postgresql(given.postgres, scale, folder))
        with psycopg.connect(given.postgres, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    for size, costs in zip(sizes, asyncio.run(_measured(homes)), strict=True):
        print(f"{size:,} cases")
        for name, cost in costs.items():
            print(f"  {name:28} {cost}")


if __name__ == "__main__":
    main()
