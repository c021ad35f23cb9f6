"""The demonstration: a locality for each plugin that has made-up data, and accounts to try."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlmodel import col

from lianxin.accounts import create_account, hash_password
from lianxin.context import Context, Viewer
from lianxin.database.migrating.connecting import migrating
from lianxin.database.opening import parse_address
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.modules.carrying import carry_out
from lianxin.modules.switching import EnableModule
from lianxin.platform.adding import add_locality, set_up
from lianxin.platform.directory import ACTIVE, PLATFORM_KEY, Entry
from lianxin.platform.platform import Platform
from lianxin.plugins.contributions import Checked, Demo, Progress
from lianxin.tables import Account, LocalityFact

ROLES = ("resident", "clerk", "handler", "supervisor", "leader", "admin", "auditor")
PASSWORD = "lianxin"
PLATFORM_ADMIN = "platform-admin"
FILLING = "filling"
"""A locality whose data is not all there: made anew when the demonstration starts again."""

_ACCOUNT = select(col(Account.id)).where(col(Account.username) == bindparam("username"))
_SCALE = select(col(LocalityFact.value)).where(col(LocalityFact.name) == "scale")
_SETTING_UP = Viewer(username="demo", roles=frozenset({"system"}))


async def prepare_demo(
    platform: Platform, scale: str, progress: Progress, anew: bool = False
) -> list[Entry]:
    """Make what is not there yet, or all of it `anew`; the demo localities there are now."""
    await set_up(platform)
    own = await platform.locality(PLATFORM_KEY)
    await _add_accounts(own, {PLATFORM_ADMIN: "admin"}, {})
    known = {entry.key: entry for entry in await platform.directory.all()}
    for demo in demos(platform):
        found = known.get(demo.locality)
        outdated = found is not None and found.demo and (anew or found.state == FILLING)
        if found is not None and outdated:
            await _forget(platform, found)
        if found is None or outdated:
            await _make(platform, demo, scale, progress)
    return [entry for entry in await platform.directory.all() if entry.demo]


async def check_demo(platform: Platform) -> dict[str, list[Checked]]:
    """Of each demo locality, what it was to have beside what it has."""
    found: dict[str, list[Checked]] = {}
    for demo in demos(platform):
        locality = await platform.locality(demo.locality)
        if locality.demo and demo.check is not None:
            scale = await scale_of(locality)
            found[demo.locality] = await demo.check(locality, scale or "small")
    return found


async def scale_of(locality: Locality) -> str | None:
    row = await locality.database.first(_SCALE)
    return row.value if row else None


def demos(platform: Platform) -> list[Demo]:
    return [demo for _, demo in platform.installed.collect("lianxin_demo")]


async def _make(platform: Platform, demo: Demo, scale: str, progress: Progress) -> None:
    key = demo.locality
    address = platform.environment.locality_address(key)
    await add_locality(platform, Entry(key, demo.name, address, state=FILLING, demo=True))
    await _enable(platform, demo)
    locality = await platform.locality(key)
    people = await demo.fill(locality, scale, progress)
    await _add_accounts(locality, {role: role for role in ROLES}, people)
    async with locality.database.writing() as tx:
        await tx.add(LocalityFact(name="scale", value=scale))
    await locality.database.analyse()
    await platform.directory.change_state(key, ACTIVE)


async def _enable(platform: Platform, demo: Demo) -> None:
    for module in demo.modules:
        locality = await platform.locality(demo.locality)
        context = Context(locality, _SETTING_UP, locality.clock.now())
        outcome = await carry_out(EnableModule, {"module": module}, context)
        if outcome.problems:
            raise Refused(outcome.problems)
        await platform.refresh(demo.locality)


async def _add_accounts(
    locality: Locality, roles: Mapping[str, str], people: Mapping[str, int]
) -> None:
    """`roles` by user name; all with the one password that the demonstration prints."""
    hashed = await hash_password(PASSWORD, "", None)
    now: Any = locality.clock.now()
    async with locality.database.writing() as tx:
        for username, role in roles.items():
            if await tx.first(_ACCOUNT, username=username) is None:
                await create_account(
                    tx,
                    username=username,
                    password_hash=hashed,
                    roles=[role],
                    person_id=people.get(username),
                    now=now,
                )


async def _forget(platform: Platform, entry: Entry) -> None:
    await platform.forget(entry)
    await asyncio.to_thread(_delete, entry.database)


def _delete(address: str) -> None:
    file, schema = parse_address(address)
    for name in (f"{file}", f"{file}-wal", f"{file}-shm") if file else ():
        Path(name).unlink(missing_ok=True)
    if schema:
        with migrating(address) as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
