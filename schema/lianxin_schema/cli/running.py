"""What most commands begin with: the platform that the environment describes, opened."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from lianxin.context import Context, Viewer
from lianxin.errors import LianxinError
from lianxin.localities import Locality
from lianxin.platform import Environment, Platform
from lianxin.roles import permissions_of
from lianxin_schema.cli.words import fail, language

R = TypeVar("R")


def on_platform(work: Callable[[Platform], Awaitable[R]]) -> R:
    """Run `work`; whatever it refuses is told, and ends the command."""

    async def running() -> R:
        async with Platform(Environment.read()) as platform:
            return await work(platform)

    return told(lambda: asyncio.run(running()))


def told(work: Callable[[], R]) -> R:
    try:
        return work()
    except LianxinError as error:
        fail(error)


def context_of(locality: Locality) -> Context:
    """Whoever may run commands on the server may do everything; the audit says who it was."""
    return _context(locality, "system")


def clerk_of(locality: Locality) -> Context:
    """The same person where files leave the house: they hold no more than a clerk's screen."""
    return _context(locality, "clerk")


def _context(locality: Locality, role: str) -> Context:
    viewer = Viewer(
        username=f"console:{getpass.getuser()}",
        roles=frozenset({role}),
        permissions=permissions_of({role}),
    )
    return Context(locality, viewer, locality.clock.now(), language())
