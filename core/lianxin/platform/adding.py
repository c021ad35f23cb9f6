"""Setting up the platform's own database, and adding localities to it."""

import asyncio
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from lianxin.clock import today
from lianxin.database import Database
from lianxin.database.migrating import CORE, migrate, owners_in_platform
from lianxin.platform.calendars import calendar_sources, days_for_new_locality, enter_days
from lianxin.platform.counters import SNAPSHOT, bump
from lianxin.platform.directory import PLATFORM_KEY, BelongsToAnother, Entry
from lianxin.platform.platform import Platform
from lianxin.tables import LocalityFact

_WHOSE = select(col(LocalityFact.value)).where(col(LocalityFact.name) == "key")


async def set_up(platform: Platform) -> None:
    """Make or upgrade the platform's own database. Doing so again does no harm."""
    await asyncio.to_thread(migrate, platform.database.url, owners_in_platform())
    await platform.keys.create(PLATFORM_KEY)


async def add_locality(platform: Platform, entry: Entry) -> Entry:
    """Make the database of a locality, or take over one that was its before, and enter it.

    Raises CannotAdd, BadAddress, DatabaseUnavailable, UnknownLocality (for the parent).
    """
    entry = replace(entry, database=platform.directory.placed(entry.database))
    await platform.directory.check_new(entry)
    await asyncio.to_thread(migrate, entry.database, [CORE])
    await _fill(platform, entry, platform.database_at(entry.database))
    await platform.keys.create(entry.key)
    return await platform.directory.add(entry, platform.clock.now())


async def _fill(platform: Platform, entry: Entry, database: Database) -> None:
    this_year = today(platform.clock, entry.zone).year
    days = days_for_new_locality(calendar_sources(platform.installed), this_year)
    async with database.writing() as tx:
        owner = await tx.scalar(_WHOSE)
        if owner not in (None, entry.key):
            raise BelongsToAnother(entry.database, owner)
        if owner is None:
            await tx.add(LocalityFact(name="key", value=entry.key))
        await enter_days(tx, days)
        await bump(tx, SNAPSHOT)
