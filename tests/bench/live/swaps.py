"""Modules change under load: no request fails, none is answered by what was too long ago."""

import argparse
import asyncio
import os
import statistics
from collections import Counter
from dataclasses import dataclass, field

from bench.live.changing import Changer
from bench.live.history import History
from bench.live.load import Load, Seen
from bench.live.place import Server, serving


@dataclass
class Found:
    """What came of it; `wrong` is empty where all is as it must be."""

    answers: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    changes: list[float] = field(default_factory=list)
    schemas: int = 0
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        each = [
            f"  {kind:18} {n:6,}  {_told(self.seconds[kind])}" for kind, n in self.answers.items()
        ]
        changed = f"{len(self.changes)} changes, {self.schemas} schemas: {_told(self.changes)}"
        return [changed, *each, f"{len(self.wrong)} errors", *self.wrong[:10]]


def swapped(servers: list[Server], changes: int, pause: float) -> Found:
    return asyncio.run(_swapped(servers, changes, pause))


async def _swapped(servers: list[Server], changes: int, pause: float) -> Found:
    history, load = History(), Load(servers, pause)
    changer = Changer(servers, history)
    await load.run(lambda: changer.run(changes))
    found = Found(changes=changer.seconds, schemas=len(history.fields))
    found.wrong += changer.wrong + load.unheard()
    for seen in load.seen:
        _count(found, seen, history)
    return found


def _count(found: Found, seen: Seen, history: History) -> None:
    found.answers[seen.kind] += 1
    found.seconds.setdefault(seen.kind, []).append(seen.answered - seen.asked)
    if objection := seen.objection(history):
        found.wrong.append(f"{seen.kind}: {objection}")


def _told(seconds: list[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    slow = ordered[int(len(ordered) * 0.99)]
    return (
        f"median {statistics.median(ordered) * 1000:.0f} ms, p99 {slow * 1000:.0f} ms, "
        f"longest {ordered[-1] * 1000:.0f} ms"
    )


def measure(given: argparse.Namespace) -> None:
    with serving(None if given.sqlite else given.postgres, given.processes) as servers:
        found = swapped(servers, given.changes, given.pause)
    where = "SQLite" if given.sqlite else "PostgreSQL"
    print(f"swaps: {given.processes} processes on {where}, load {os.getloadavg()[0]:.1f}")
    print("\n".join(found.lines()), flush=True)
    if found.wrong:
        raise SystemExit(1)
