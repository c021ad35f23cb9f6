"""What most commands begin with: the platform that the environment describes, opened."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from lianxin.context import Context, Viewer
from lianxin.errors import LianxinError
from lianxin.localities import Locality
from lianxin.platform import Environment, Platform
from lianxin.platform.readying import check_migrated, check_there
from lianxin.roles import permissions_of
from lianxin_schema.cli.words import fail, language

R = TypeVar("R")


def on_platform(work: Callable[[Platform], Awaitable[R]]) -> R:
    """Run `work` on a platform that is set up; whatever is refused is told, and ends the
    command."""

    async def checked(platform: Platform) -> R:
        await check_migrated(platform)
        return await work(platform)

    return on_any_platform(checked, existing)


def on_any_platform(
    work: Callable[[Platform], Awaitable[R]], environment: Callable[[], Environment]
) -> R:
    """The same, whatever state the platform is in."""

    async def running() -> R:
        async with Platform(environment()) as platform:
            return await work(platform)

    return told(lambda: asyncio.run(running()))


def existing() -> Environment:
    """Raises NotSetUp before a key is made where nothing is."""
    environment = Environment.read()
    check_there(environment)
    return environment


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


def seeing_as(locality: Locality, viewer: Viewer) -> Context:
    """Work for somebody who will have what comes of it."""
    return Context(locality, viewer, locality.clock.now(), language())


def _context(locality: Locality, role: str) -> Context:
    viewer = Viewer(
        username=f"console:{getpass.getuser()}",
        roles=frozenset({role}),
        permissions=permissions_of({role}),
    )
    return Context(locality, viewer, locality.clock.now(), language())
