"""A platform with the one locality `bench`: its rows, its figures, its accounts."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, tee
from typing import Any

from sqlalchemy import Connection
from sqlmodel import SQLModel

from bench.data import cases as cases_
from bench.data import meetings as meetings_
from bench.data import people as people_
from bench.data import places as places_
from bench.data.chance import Chance, Row
from bench.data.scale import Scale
from bench.data.storing import bare, store
from lianxin.accounts import create_account, hash_password
from lianxin.database.derived import derived_from
from lianxin.database.migrating.connecting import migrating
from lianxin.localities import Locality
from lianxin.platform import Entry, Environment, Platform, add_locality, set_up
from lianxin.statistics import rebuild_tallies
from lianxin.tables import (
    Appointment,
    Case,
    CaseEntry,
    Household,
    Meeting,
    Participant,
    Person,
    SearchText,
    Unit,
    UnitLine,
)

KEY, PASSWORD = "bench", "lianxin"
Told = Callable[[str], None]
_TABLES = (
    *(Unit, UnitLine, Household, Person, Appointment),
    *(Case, CaseEntry, Meeting, Participant, SearchText),
)
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Made:
    """Numbers of rows by table; the handler serves in three of the units."""

    rows: dict[str, int]
    handler: int


def make_data(environment: Environment, address: str, scale: Scale, tell: Told = print) -> Made:
    """Make the platform's database and, at `address`, that of the locality `bench`.

    Accounts `supervisor` and `handler`, with PASSWORD. Raises CannotAdd where it is there already.
    """
    return asyncio.run(_make(environment, address, scale, tell))


async def _make(environment: Environment, address: str, scale: Scale, tell: Told) -> Made:
    async with Platform(environment) as platform:
        await set_up(platform)
        await add_locality(platform, Entry(KEY, "测试县", address))
        locality = await platform.locality(KEY)
        made = await asyncio.to_thread(_fill, locality, address, scale, tell)
        tell("figures and accounts")
        async with locality.database.writing() as tx:
            await rebuild_tallies(tx)
        await _add_accounts(locality, made.handler)
        await locality.database.analyse()
        return made


async def _add_accounts(locality: Locality, handler: int) -> None:
    hashed = await hash_password(PASSWORD, "", None)
    now = locality.clock.now()
    async with locality.database.writing() as tx:
        for role, person in (("supervisor", None), ("handler", handler)):
            await create_account(
                tx,
                username=role,
                password_hash=hashed,
                roles=[role],
                person_id=person,
                now=now,
            )


def _fill(locality: Locality, address: str, scale: Scale, tell: Told) -> Made:
    with migrating(address) as connection:
        writer = _Writer(connection, tell)
        tables = [table.__table__ for table in _TABLES]  # type: ignore[attr-defined]
        with bare(connection, tables):
            handler = _write(writer, locality, scale)
            tell("indexes")
    return Made(writer.rows, handler)


def _write(writer: "_Writer", locality: Locality, scale: Scale) -> int:
    """All rows; the key of the official whose account is `handler`."""
    chance = Chance("places and people")
    places = places_.places_of(scale, chance)
    people = people_.people_of(scale, places, chance)
    units = list(places_.unit_rows(places, chance))
    writer.store(Unit, iter(units))
    writer.store(UnitLine, places_.line_rows(iter(units)))
    writer.store(Household, places_.household_rows(places))
    writer.store(Person, people_.person_rows(people, places, locality.sealer, chance))
    handler = people.officials[places.leaves[0]][1]
    writer.store(Appointment, people_.appointment_rows(people, chance))
    more = (offices[1] for offices in places.offices[:2])
    writer.store(Appointment, people_.extra_appointments(handler, more, chance))
    taken = locality.composition.workflow_for(cases_.CHANNELS[0], None)
    assert taken is not None
    cases = cases_.case_rows(scale.cases, places, people, taken[0].key)
    writer.store_with(Case, cases, CaseEntry, "entries")
    meetings = meetings_.meeting_rows(scale.meetings, places, people)
    writer.store_with(Meeting, meetings, Participant, "participants")
    return handler


class _Writer:
    """Stores rows with what follows from them, some thousands at once."""

    def __init__(self, connection: Connection, tell: Told) -> None:
        self.rows: dict[str, int] = {}
        self._connection = connection
        self._tell = tell

    def store(self, table: type[SQLModel], rows: Iterator[Row]) -> None:
        derived = derived_from(table)
        if derived is not None:
            rows, again = tee(rows)
            # One pass over few rows; those of many come through `store_with`.
            self._put(table, rows)
            self._put(derived.into, (dict(derived.row(row)) for row in again))
        else:
            self._put(table, rows)
        self._tell(f"{table.__tablename__}: {self.rows[str(table.__tablename__)]:,}")

    def store_with(
        self, table: type[SQLModel], rows: Iterator[Row], inner: type[SQLModel], key: str
    ) -> None:
        """Rows that carry others under `key`."""
        derived: Any = derived_from(table)
        while some := list(islice(rows, _AT_ONCE)):
            self._put(table, iter(some))
            self._put(inner, (below for row in some for below in row[key]))
            self._put(derived.into, (dict(derived.row(row)) for row in some))
        for stored in (table, inner):
            self._tell(f"{stored.__tablename__}: {self.rows[str(stored.__tablename__)]:,}")

    def _put(self, table: type[SQLModel], rows: Iterator[Row]) -> None:
        number = store(self._connection, table.__table__, rows)  # type: ignore[attr-defined]
        name = str(table.__tablename__)
        self.rows[name] = self.rows.get(name, 0) + number
