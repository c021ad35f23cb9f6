"""Memory: what was swapped out is let go."""

import argparse
import asyncio
import itertools
import time

import httpx

from bench.live.changing import CHANGE
from bench.live.load import CASES, WORKS_BY
from bench.live.place import Server, serving
from bench.memory import pss

MODULE = "zoucheng.opinions"
EARLY = 20
MOST_GROWTH = 1.10
SETTLE_SECONDS = 4.0
"""Longer than servers wait before they tidy up."""


def grown(servers: list[Server], swaps: int) -> list[tuple[float, float]]:
    """By server, megabytes after the first swaps and after all."""
    return asyncio.run(_grown(servers, swaps))


async def _grown(servers: list[Server], swaps: int) -> list[tuple[float, float]]:
    async with httpx.AsyncClient(timeout=90) as client:
        kinds = itertools.cycle(("enable", "disable"))
        await _swap(client, servers, [next(kinds) for _ in range(EARLY)])
        early = _held(servers)
        await _swap(client, servers, [next(kinds) for _ in range(swaps - EARLY)])
        return list(zip(early, _held(servers), strict=True))


async def _swap(client: httpx.AsyncClient, servers: list[Server], kinds: list[str]) -> None:
    for kind, changing in zip(kinds, itertools.cycle(servers), strict=False):
        given = {"module": MODULE, "acceptBreakingChanges": True}
        mutation = CHANGE % (kind.capitalize(), kind)
        done = await _ask(client, changing, mutation, "admin", input=given)
        assert done["data"]["changed"]["errors"] == [], done
        for server in servers:
            await _until(client, server, enabled=kind == "enable")
            await _ask(client, server, CASES, "clerk")


async def _until(client: httpx.AsyncClient, server: Server, *, enabled: bool) -> None:
    """A server that has not noticed would leave a swap out."""
    while True:
        told = (await _ask(client, server, WORKS_BY, "admin"))["data"]["locality"]["modules"]
        if {"key": MODULE, "enabled": enabled}.items() <= _of(told).items():
            return
        await asyncio.sleep(0.05)


def _of(modules: list[dict[str, object]]) -> dict[str, object]:
    return next(module for module in modules if module["key"] == MODULE)


async def _ask(
    client: httpx.AsyncClient, server: Server, query: str, role: str, **variables: object
) -> dict[str, dict[str, dict[str, list[dict[str, object]]]]]:
    body = {"query": query, "variables": variables}
    answer = await client.post(server.graphql, json=body, headers=server.headers(role))
    found: dict[str, dict[str, dict[str, list[dict[str, object]]]]] = answer.json()
    return found


def _held(servers: list[Server]) -> list[float]:
    time.sleep(SETTLE_SECONDS)
    return [pss(server.process.pid) for server in servers]


def measure(given: argparse.Namespace) -> None:
    with serving(None if given.sqlite else given.postgres, given.processes) as servers:
        found = grown(servers, given.swaps)
    for early, late in found:
        print(
            f"memory: {early:.1f} MB after {EARLY} swaps, {late:.1f} MB after {given.swaps} "
            f"({late / early - 1:+.1%})",
            flush=True,
        )
    if any(late > early * MOST_GROWTH for early, late in found):
        raise SystemExit(1)
