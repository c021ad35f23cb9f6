"""What a locality's database says of its modules, figures and days, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from lianxin.calendar import WorkCalendar
from lianxin.database import Database
from lianxin.platform.calendars import load_calendar
from lianxin.platform.counters import SNAPSHOT, read_counter
from lianxin.tables import ModuleState

_MODULES = select(
    col(ModuleState.key), col(ModuleState.enabled), col(ModuleState.settings)
).order_by(col(ModuleState.key))


@dataclass(frozen=True)
class Stored:
    """`enabled` by module, for every module that ever was; `own` are the locality's figures."""

    counter: int
    enabled: Mapping[str, bool]
    own: Mapping[str, Mapping[str, Any]]
    calendar: WorkCalendar

    @property
    def plugins(self) -> frozenset[str]:
        return frozenset(key.partition(".")[0] for key in self.enabled)


async def read_stored(database: Database) -> Stored:
    async with database.reading() as session:
        rows = await session.all(_MODULES)
        return Stored(
            counter=await read_counter(session, SNAPSHOT),
            enabled={row.key: row.enabled for row in rows},
            own={row.key: row.settings for row in rows},
            calendar=await load_calendar(session),
        )


async def read_own(database: Database) -> tuple[int, Mapping[str, Mapping[str, Any]]]:
    """The counter and the figures that a locality set itself: what those below it inherit."""
    async with database.reading() as session:
        rows = await session.all(_MODULES)
        return await read_counter(session, SNAPSHOT), {row.key: row.settings for row in rows}
