"""`lianxin migrate`: bring every database up to date."""

import asyncio
from typing import Annotated

import typer

from lianxin.database.migrating import CORE, owners_of
from lianxin.database.migrating import migrate as apply
from lianxin.errors import LianxinError
from lianxin.platform import Entry, Environment, Platform, set_up
from lianxin.platform.stored import read_stored
from lianxin_schema.cli.running import on_any_platform
from lianxin_schema.cli.words import err, language, tell


def migrate(
    only: Annotated[
        list[str] | None,
        typer.Argument(help="地方代号，缺省为全部 · Keys of localities; all without"),
    ] = None,
) -> None:
    """升级平台及各地方的数据库 · Bring the platform's and the localities' databases up to date."""
    if not on_any_platform(lambda platform: _migrate(platform, only or []), Environment.read):
        raise typer.Exit(1)


async def _migrate(platform: Platform, only: list[str]) -> bool:
    await set_up(platform)
    tell("平台数据库已是最新", "The platform's database is up to date")
    entries = [await platform.directory.find(key) for key in only]
    # One that cannot be reached is no reason to leave the others as they are.
    done = [await _migrated(platform, e) for e in entries or await platform.directory.all()]
    return all(done)


async def _migrated(platform: Platform, entry: Entry) -> bool:
    try:
        changed = await migrate_locality(platform, entry)
    except LianxinError as error:
        err.print(f"{entry.key}: {error.code}: {error.message.say(language())}", style="red")
        return False
    named = ", ".join(changed)
    tell(
        f"{entry.key}：{named + ' 已升级' if changed else '已是最新'}",
        f"{entry.key}: {named + ' migrated' if changed else 'up to date'}",
    )
    return True


async def migrate_locality(platform: Platform, entry: Entry) -> tuple[str, ...]:
    """The core first: it says which plugins the locality works by."""
    core = await asyncio.to_thread(apply, entry.database, [CORE])
    stored = await read_stored(platform.database_at(entry.database))
    owners = owners_of(platform.installed.plugins, stored.plugins)
    return (*core, *await asyncio.to_thread(apply, entry.database, owners))
