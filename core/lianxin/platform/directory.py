"""The directory: which localities there are, and where each lives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from lianxin.database import Database, Row
from lianxin.database.opening import parse_address, without_password
from lianxin.errors import LianxinError, UnknownLocality
from lianxin.language import Text, listed
from lianxin.platform.counters import DIRECTORY, bump
from lianxin.tables import LocalityRow

PLATFORM_KEY = "platform"
ACTIVE, MOVING = "active", "moving"
RESERVED = frozenset({"auth", "health", "metrics", "console", PLATFORM_KEY, "hooks"})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")
_COLUMNS = (
    col(LocalityRow.key),
    col(LocalityRow.name),
    col(LocalityRow.database),
    col(LocalityRow.parent),
    col(LocalityRow.state),
    col(LocalityRow.time_zone),
    col(LocalityRow.demo),
)
_ALL = select(*_COLUMNS).order_by(col(LocalityRow.key))
_ONE = select(*_COLUMNS).where(col(LocalityRow.key) == bindparam("key"))
_AT = select(col(LocalityRow.key)).where(col(LocalityRow.database) == bindparam("database"))


class CannotAdd(LianxinError):
    code = "CANNOT_ADD_LOCALITY"


class BelongsToAnother(CannotAdd):
    def __init__(self, address: str, key: str) -> None:
        super().__init__(_TAKEN.format(address=without_password(address), key=key))


@dataclass(frozen=True)
class Entry:
    """A locality of the directory; `moving` while its database is copied elsewhere."""

    key: str
    name: str
    database: str
    parent: str | None = None
    state: str = ACTIVE
    time_zone: str = "Asia/Shanghai"
    demo: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Directory:
    """Kept in the platform's database. Files below `home` are noted as seen from there, so that
    the folder may be moved as a whole."""

    def __init__(self, database: Database, home: Path) -> None:
        self._database = database
        self._home = home.resolve()

    async def all(self) -> list[Entry]:
        return [self._entry(row) for row in await self._database.all(_ALL)]

    async def find(self, key: str) -> Entry:
        """Raises UnknownLocality."""
        row = await self._database.first(_ONE, key=key) if _KEY.fullmatch(key) else None
        if row is None:
            raise UnknownLocality(key)
        return self._entry(row)

    async def line(self, key: str) -> list[Entry]:
        """The locality and all above it, nearest first."""
        entries = [await self.find(key)]
        while parent := entries[-1].parent:
            entries.append(await self.find(parent))
        return entries

    async def check_new(self, entry: Entry) -> None:
        """Raises CannotAdd, BadAddress, or UnknownLocality for its parent."""
        if entry.key in RESERVED or not _KEY.fullmatch(entry.key):
            raise CannotAdd(_BAD_KEY.format(key=entry.key, reserved=_reserved()))
        if entry.key in {known.key for known in await self.all()}:
            raise CannotAdd(_KNOWN.format(key=entry.key))
        if entry.parent is not None:
            await self.find(entry.parent)
        _check_zone(entry.time_zone)
        await self.check_free(entry.database)

    async def check_free(self, address: str) -> None:
        """Two localities in one database would see each other. Raises CannotAdd, BadAddress."""
        parse_address(address)
        holder = await self._database.first(_AT, database=self._noted(address))
        if holder is not None or self.placed(address) == self._database.url:
            raise BelongsToAnother(address, holder.key if holder else PLATFORM_KEY)

    async def add(self, entry: Entry, now: datetime) -> Entry:
        """The entry as it will be found."""
        noted = replace(entry, database=self._noted(entry.database))
        async with self._database.writing() as tx:
            await tx.add(LocalityRow(**vars(noted), added_at=now))
            await bump(tx, DIRECTORY)
        return await self.find(entry.key)

    async def change_state(self, key: str, state: str) -> None:
        async with self._database.writing() as tx:
            await tx.change(LocalityRow, col(LocalityRow.key) == key, state=state)
            await bump(tx, DIRECTORY)

    async def change_database(self, key: str, address: str) -> None:
        noted = self._noted(address)
        async with self._database.writing() as tx:
            await tx.change(LocalityRow, col(LocalityRow.key) == key, database=noted, state=ACTIVE)
            await bump(tx, DIRECTORY)

    async def forget(self, key: str) -> None:
        """Take a locality out of the directory; its database and its keys stay."""
        async with self._database.writing() as tx:
            await tx.execute(delete(LocalityRow).where(col(LocalityRow.key) == key))
            await bump(tx, DIRECTORY)

    def placed(self, address: str) -> str:
        """With a file's whole path; a relative one is seen from `home`."""
        file, _ = parse_address(address)
        return f"sqlite:///{self._home / file}" if file else address

    def _noted(self, address: str) -> str:
        file, _ = parse_address(self.placed(address))
        if file and file.is_relative_to(self._home):
            return f"sqlite:///{file.relative_to(self._home)}"
        return self.placed(address)

    def _entry(self, row: Row) -> Entry:
        return replace(Entry(*row), database=self.placed(row.database))


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CannotAdd(_BAD_ZONE.format(zone=name)) from error


def _reserved() -> Text:
    return listed([Text(key, key) for key in sorted(RESERVED)])


def children(entries: Sequence[Entry], key: str) -> list[Entry]:
    return [entry for entry in entries if entry.parent == key]


_BAD_KEY = Text(
    "地方代号 {key} 不可用：须以小写字母开头，只含小写字母、数字和下划线，最多 41 位，"
    "且不能是 {reserved}",
    "{key} cannot be a locality's key: it begins with a small letter, has only small letters, "
    "digits and underscores, at most 41 of them, and is none of {reserved}",
)
_BAD_ZONE = Text("没有时区 {zone}，例如 Asia/Shanghai", "There is no time zone {zone}")
_KNOWN = Text("地方 {key} 已存在", "There is a locality {key} already")
_TAKEN = Text(
    "数据库 {address} 已用于 {key}，请另选一个",
    "{address} is the database of {key} already; choose another",
)
