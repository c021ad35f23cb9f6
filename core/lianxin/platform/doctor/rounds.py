"""From one patient to the next; what cannot be examined is itself a finding."""

from collections.abc import AsyncIterator

from lianxin.errors import LianxinError
from lianxin.platform.directory import PLATFORM_KEY
from lianxin.platform.doctor import surroundings
from lianxin.platform.doctor.finding import Finding, doubtful, failed
from lianxin.platform.doctor.locality import examine_locality
from lianxin.platform.environment import Environment
from lianxin.platform.errors import NotSetUp
from lianxin.platform.platform import Platform
from lianxin.platform.readying import check_there
from lianxin.plugins.manager import Installed, load_plugins


async def examine(
    environment: Environment, installed: Installed | None = None
) -> AsyncIterator[Finding]:
    installed = installed or load_plugins()
    try:
        check_there(environment)
    except NotSetUp as error:
        # A key would be made by asking for it: there is nothing to examine yet.
        yield failed(PLATFORM_KEY, error)
        return
    for finding in (*surroundings.master_key(environment), *surroundings.plugins(installed)):
        yield finding
    try:
        platform = Platform(environment, installed)
    except LianxinError:
        return  # no key, which has been told
    async with platform:
        async for finding in examine_platform(platform):
            yield finding


async def examine_platform(platform: Platform) -> AsyncIterator[Finding]:
    try:
        await platform.locality(PLATFORM_KEY)
        entries = await platform.directory.all()
    except LianxinError as error:
        yield failed(PLATFORM_KEY, error)
        return
    if not entries:
        yield doubtful(
            PLATFORM_KEY,
            "NO_LOCALITY",
            "还没有地方；请运行 lianxin locality add",
            "There is no locality yet; run `lianxin locality add`",
        )
    databases = [platform.database, *(platform.database_at(entry.database) for entry in entries)]
    for finding in surroundings.files(platform.environment, databases):
        yield finding
    for finding in surroundings.servers(databases):
        yield finding
    for entry in entries:
        async for finding in examine_locality(platform, entry):
            yield finding
