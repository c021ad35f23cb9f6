"""The platform in this process: its localities, opened when they are first asked for."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from math import inf
from time import monotonic
from typing import Any, Self

from lianxin.clock import Clock, SystemClock
from lianxin.database import Database, open_database
from lianxin.database.migrating import CORE, Owner, owners_in_platform, owners_of, pending
from lianxin.database.opening import Servers
from lianxin.errors import (
    DatabaseBusy,
    DatabaseUnavailable,
    LianxinError,
    UnknownLocality,
)
from lianxin.localities import Locality
from lianxin.modules.figures import Own, figures_in_force
from lianxin.platform.compositions import Compositions
from lianxin.platform.counters import DIRECTORY, SNAPSHOT, read_counter
from lianxin.platform.directory import MOVING, PLATFORM_KEY, Directory, Entry
from lianxin.platform.environment import Environment
from lianxin.platform.errors import LocalityMoving, LocalityNotMigrated
from lianxin.platform.heirs import heirs_of
from lianxin.platform.keystore import KeyStore
from lianxin.platform.opened import (
    FRESH_SECONDS,
    STALE_SECONDS,
    OpenLocality,
    Preparation,
    Trouble,
)
from lianxin.platform.stored import Stored, read_own, read_stored
from lianxin.plugins.manager import Installed, load_plugins
from lianxin.webhooks.secrets import hook_secret

_OWN = 1
"""The place of a locality's own counter among those that are looked at."""

_UNREACHABLE = (DatabaseUnavailable, DatabaseBusy, UnknownLocality, LocalityMoving)
"""What says nothing of the modules: whoever asks is told, and it is tried again."""

_log = logging.getLogger(__name__)


class Platform:
    """`async with Platform(environment) as platform: await platform.locality("key")`."""

    def __init__(
        self,
        environment: Environment,
        installed: Installed | None = None,
        clock: Clock | None = None,
        patience_seconds: int | None = None,
    ) -> None:
        """`patience_seconds`: how long a statement may take on a server, where it is not a request's."""
        self.environment = environment
        self.installed = installed or load_plugins()
        self.clock = clock or SystemClock()
        self.servers = Servers(environment.database_connections, patience_seconds)
        self.compositions = Compositions(self.installed)
        self.database = open_database(environment.platform_address, self.servers)
        self.directory = Directory(self.database, environment.home)
        self.keys = KeyStore(self.database, environment.key())
        self._databases: dict[str, Database] = {self.database.url: self.database}
        self._open: dict[str, OpenLocality] = {}
        self._opening: dict[str, asyncio.Lock] = {}
        self._looking: dict[str, asyncio.Task[None]] = {}
        self.before_use: list[Preparation] = []
        self.after_swap: list[Callable[[str], None]] = []
        """Told the locality's key once it works by other modules."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.close()

    async def close(self) -> None:
        looking = list(self._looking.values())
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
        self._open.clear()
        for database in self._databases.values():
            await database.close()
        await self.servers.close()

    async def locality(self, key: str) -> Locality:
        """The locality as it was at most two seconds ago; `platform` is the platform's own.

        Raises UnknownLocality, LocalityMoving, NotMigrated, DatabaseUnavailable, PluginError.
        """
        age = self._age(key)
        if age > STALE_SECONDS:
            async with self._one_at_a_time(key):
                # Of many who come at once, one looks and the others wait for it.
                if self._age(key) > FRESH_SECONDS:
                    await self._refreshed(key)
        elif age > FRESH_SECONDS and key not in self._looking:
            self._look_meanwhile(key)
        return self._open[key].locality

    async def refresh(self, key: str) -> bool:
        """Look whether modules, figures or calendar changed, and take them over; whether they had.

        What cannot be taken over is logged, and the locality goes on with what it has.
        """
        async with self._one_at_a_time(key):
            return await self._refreshed(key, insisting=True)

    def troubles(self) -> dict[str, Exception]:
        """By locality, why this process goes on with its former modules."""
        known = {key: one.trouble for key, one in self._open.items()}
        return {key: trouble.error for key, trouble in known.items() if trouble is not None}

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

    def _age(self, key: str) -> float:
        known = self._open.get(key)
        return monotonic() - known.looked_at if known is not None else inf

    def _look_meanwhile(self, key: str) -> None:
        task = self._looking[key] = asyncio.create_task(self._looked(key))
        task.add_done_callback(lambda _: self._looking.pop(key, None))

    async def _looked(self, key: str) -> None:
        try:
            async with self._one_at_a_time(key):
                await self._refreshed(key)
        except LianxinError:
            # Whoever waits for it before long meets the same, and tells.
            return

    @asynccontextmanager
    async def _one_at_a_time(self, key: str) -> AsyncIterator[None]:
        try:
            async with self._opening.setdefault(key, asyncio.Lock()):
                yield
        finally:
            # Whoever asks for localities that do not exist leaves nothing behind.
            if key not in self._open:
                self._opening.pop(key, None)

    async def _refreshed(self, key: str, insisting: bool = False) -> bool:
        known = self._open.get(key)
        if known is not None:
            return await self._look_again(known, insisting)
        self._open[key] = await self._read(key)
        return True

    async def _look_again(self, known: OpenLocality, insisting: bool) -> bool:
        started = monotonic()
        try:
            counters = await self._counters(known)
            is_new = known.is_news(counters, insisting) and await self._taken_over(known, counters)
        except UnknownLocality:
            del self._open[known.locality.key]
            raise
        known.looked_at = max(started, known.looked_at)
        return is_new

    async def _taken_over(self, known: OpenLocality, counters: list[int]) -> bool:
        """Whether what is stored could be taken over."""
        key = known.locality.key
        try:
            found = await self._read(key)
        except _UNREACHABLE:
            raise
        except Exception as error:
            # A plugin that fails here may work elsewhere: what served so far goes on serving.
            _log.exception("%s goes on with its former modules", key)
            known.trouble = Trouble(error, counters, monotonic())
            return False
        if known.line[0].database != found.line[0].database:
            self._open[key] = found
        elif known.replaced_by(found):
            for tell in self.after_swap:
                tell(key)
        return True

    async def _counters(self, known: OpenLocality) -> list[int]:
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

    async def _read(self, key: str) -> OpenLocality:
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
        for prepare in self.before_use:
            await prepare(locality)
        return OpenLocality(locality, line, counters, started)

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
            heirs=partial(heirs_of, self, entry.key),
        )
