"""Another master key: every locality's keys are wrapped anew, and what they sealed stays as it is."""

from lianxin.context import SYSTEM, Context
from lianxin.events import audit
from lianxin.platform.directory import PLATFORM_KEY
from lianxin.platform.platform import Platform
from lianxin.privacy.keyfiles import renew_master_file
from lianxin.privacy.keys import MasterKey


async def rewrap(platform: Platform, master: MasterKey) -> int:
    """All keys or none are wrapped by `master`, which whoever calls has kept already. How many
    localities' were not yet. Processes that run go on with the keys that they have opened; those
    that start need the new one.

    Raises MasterKeyWrong where some are wrapped by neither the one nor the other.
    """
    locality = await platform.locality(PLATFORM_KEY)
    async with platform.database.writing() as tx:
        count = await platform.keys.rewrap(tx, master)
        await audit(
            *(tx, Context(locality, SYSTEM, locality.clock.now())),
            action="platform.rewrap",
            object="Key:master",
            result="done",
            content={"localities": count},
        )
    if not platform.environment.names_key:
        renew_master_file(platform.environment.home, master)
    return count
