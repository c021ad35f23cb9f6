"""The platform in this process: its localities, opened when they are first asked for."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Self

from lianxin.clock import Clock, SystemClock
from lianxin.database import Database, open_database
from lianxin.database.migrating import CORE, Owner, owners_in_platform, owners_of, pending
from lianxin.database.opening import Servers
from lianxin.errors import DatabaseUnavailable, NotMigrated, PluginError, UnknownLocality
from lianxin.localities import Locality
from lianxin.modules.figures import Own, figures_in_force
from lianxin.platform.compositions import Compositions
from lianxin.platform.counters import DIRECTORY, SNAPSHOT, read_counter
from lianxin.platform.directory import MOVING, PLATFORM_KEY, Directory, Entry
from lianxin.platform.environment import Environment
from lianxin.platform.errors import LocalityMoving, LocalityNotMigrated
from lianxin.platform.hook_secrets import hook_secret
from lianxin.platform.keystore import KeyStore
from lianxin.platform.stored import Stored, read_own, read_stored
from lianxin.plugins.manager import Installed, load_plugins

FRESH_SECONDS = 1.0
"""So long may what is known of a locality be in use before its counters are looked at again."""

_OWN = 1
"""The place of a locality's own counter among those that are looked at."""

_log = logging.getLogger(__name__)


@dataclass
class _Open:
    """A locality with what it was built from: its entry and those above it, and the counters
    that stood in their databases. `looked_at` on the monotonic clock."""

    locality: Locality
    line: list[Entry]
    counters: list[int]
    looked_at: float


class Platform:
    """`async with Platform(environment) as platform: await platform.locality("key")`."""

    def __init__(
        self,
        environment: Environment,
        installed: Installed | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.environment = environment
        self.installed = installed or load_plugins()
        self.clock = clock or SystemClock()
        self.servers = Servers(environment.database_connections)
        self.compositions = Compositions(self.installed)
        self.database = open_database(environment.platform_address, self.servers)
        self.directory = Directory(self.database, environment.home)
        self.keys = KeyStore(self.database, environment.key())
        self._databases: dict[str, Database] = {self.database.url: self.database}
        self._open: dict[str, _Open] = {}
        self._opening: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.close()

    async def close(self) -> None:
        self._open.clear()
        for database in self._databases.values():
            await database.close()
        await self.servers.close()

    async def locality(self, key: str) -> Locality:
        """The locality as it was at most a second ago; `platform` is the platform's own.

        Raises UnknownLocality, LocalityMoving, NotMigrated, DatabaseUnavailable, PluginError.
        """
        if not self._is_fresh(key):
            async with self._one_at_a_time(key):
                # Of many who come at once, one looks and the others wait for it.
                if not self._is_fresh(key):
                    await self._refreshed(key)
        return self._open[key].locality

    async def refresh(self, key: str) -> bool:
        """Look whether modules, figures or calendar changed, and take them over; whether they had.

        What cannot be taken over is logged, and the locality goes on with what it has.
        """
        async with self._one_at_a_time(key):
            return await self._refreshed(key)

    async def hook_secret(self, key: str, channel: str) -> str | None:
        return await hook_secret(await self.locality(key), channel)

    async def forget(self, entry: Entry) -> None:
        """Take a locality out of the directory and close its database, which stays as it is."""
        await self.directory.forget(entry.key)
        self._open.pop(entry.key, None)
        if database := self._databases.pop(entry.database, None):
            await database.close()

    def opened(self) -> list[Locality]:
        """Those that were asked for so far."""
        return [known.locality for known in self._open.values()]

    def database_at(self, address: str) -> Database:
        """One object for each address, so that its connections are shared."""
        if address not in self._databases:
            self._databases[address] = open_database(address, self.servers)
        return self._databases[address]

    def _is_fresh(self, key: str) -> bool:
        known = self._open.get(key)
        return known is not None and monotonic() - known.looked_at <= FRESH_SECONDS

    @asynccontextmanager
    async def _one_at_a_time(self, key: str) -> AsyncIterator[None]:
        try:
            async with self._opening.setdefault(key, asyncio.Lock()):
                yield
        finally:
            # Whoever asks for localities that do not exist leaves nothing behind.
            if key not in self._open:
                self._opening.pop(key, None)

    async def _refreshed(self, key: str) -> bool:
        known = self._open.get(key)
        if known is None:
            self._open[key] = await self._read(key)
            return True
        return await self._look_again(known)

    async def _look_again(self, known: _Open) -> bool:
        started, key = monotonic(), known.locality.key
        try:
            has_changed = await self._counters(known) != known.counters
            if has_changed:
                self._take_over(known, await self._read(key))
        except (PluginError, NotMigrated):
            # A plugin that fails here may work elsewhere: what served so far goes on serving.
            _log.exception("%s goes on with its former modules", key)
            has_changed = False
        except UnknownLocality:
            del self._open[key]
            raise
        known.looked_at = started
        return has_changed

    async def _counters(self, known: _Open) -> list[int]:
        """While the platform's or a parent's database is away, nothing changes from there."""
        before, (own, *above) = known.counters, known.line
        places = [(self.database, DIRECTORY), (self.database_at(own.database), SNAPSHOT)]
        places += [(self.database_at(entry.database), SNAPSHOT) for entry in above]
        counters = []
        for n, (database, name) in enumerate(places):
            try:
                counters.append(await self._counted(database, name))
            except DatabaseUnavailable:
                if n == _OWN:
                    raise
                counters.append(before[n])
        return counters

    async def _counted(self, database: Database, name: str) -> int:
        async with database.reading() as session:
            return await read_counter(session, name)

    def _take_over(self, known: _Open, found: _Open) -> None:
        if known.line[0].database != found.line[0].database:
            self._open[known.locality.key] = found
            return
        for name in ("name", "composition", "figures", "calendar", "sealer", "zone", "parent"):
            setattr(known.locality, name, getattr(found.locality, name))
        known.line, known.counters = found.line, found.counters

    async def _read(self, key: str) -> _Open:
        started = monotonic()
        counters = [await self._counted(self.database, DIRECTORY)]
        line = [self._own_entry()] if key == PLATFORM_KEY else await self.directory.line(key)
        entry, *above = line
        if entry.state == MOVING:
            raise LocalityMoving
        stored = await self._stored(entry)
        inherited = [await read_own(self.database_at(e.database)) for e in above]
        counters += [stored.counter, *(counter for counter, _ in inherited)]
        own_above = tuple(own for _, own in inherited)
        locality = await self._built(entry, stored, own_above, sum(counters))
        return _Open(locality, line, counters, started)

    def _own_entry(self) -> Entry:
        return Entry(PLATFORM_KEY, "平台", self.database.url)

    async def _stored(self, entry: Entry) -> Stored:
        """Raises NotMigrated where tables of the core or of a plugin in use are not up to date."""
        core = owners_in_platform() if entry.key == PLATFORM_KEY else (CORE,)
        await self._check_migrated(entry, core)
        stored = await read_stored(self.database_at(entry.database))
        await self._check_migrated(entry, owners_of(self.installed.plugins, stored.plugins))
        return stored

    async def _check_migrated(self, entry: Entry, owners: Sequence[Owner]) -> None:
        if owners and (missing := await asyncio.to_thread(pending, entry.database, owners)):
            raise LocalityNotMigrated(entry.key, missing)

    async def _built(
        self, entry: Entry, stored: Stored, inherited: tuple[Own, ...], version: int
    ) -> Locality:
        composition = self.compositions.of(stored.enabled)
        return Locality(
            key=entry.key,
            name=entry.name,
            database=self.database_at(entry.database),
            composition=composition,
            figures=figures_in_force(composition, stored.own, inherited, version),
            calendar=stored.calendar,
            sealer=await self.keys.sealer(entry.key),
            zone=entry.zone,
            clock=self.clock,
            demo=entry.demo,
            parent=entry.parent,
            installed=self.installed.plugins,
        )
