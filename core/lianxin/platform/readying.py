"""Is there a platform to work on? Asked before a command does anything, keys included."""

import asyncio

from lianxin.database.migrating import owners_in_platform, pending
from lianxin.database.opening import parse_address
from lianxin.platform.directory import PLATFORM_KEY
from lianxin.platform.environment import Environment
from lianxin.platform.errors import LocalityNotMigrated, NotSetUp
from lianxin.platform.platform import Platform


def check_there(environment: Environment) -> None:
    """Raises NotSetUp where the platform's database is a file that nobody made yet."""
    file, _ = parse_address(environment.platform_address)
    if file and not file.exists():
        raise NotSetUp(str(file))


async def check_migrated(platform: Platform) -> None:
    """Raises NotMigrated, UnknownRevision, DatabaseUnavailable."""
    url, owners = platform.database.url, owners_in_platform()
    if missing := await asyncio.to_thread(pending, url, owners):
        raise LocalityNotMigrated(PLATFORM_KEY, missing)
