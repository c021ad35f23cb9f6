"""Demonstrations: filled once in a file, opened by as many tests as like."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from factories.sealing import a_sealer
from lianxin.accounts import Viewers, sign_in
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.calendar import national_calendar
from lianxin.clock import FixedClock
from lianxin.context import Viewer
from lianxin.database import Database, SqliteDatabase
from lianxin.localities import Figures, Locality
from lianxin.platform.demo import PASSWORD
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.contributions import Demo
from lianxin.plugins.manager import Installed
from lianxin_zoucheng.demo import DEMO, fill_by
from lianxin_zoucheng.demo.plan import SMALL, Plan

TINY = SMALL.scaled(0.1)
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 24, 9, 0, tzinfo=ZONE)


def quiet(*_: object) -> None:
    """Progress that nobody watches."""


def a_demo_locality(
    database: Database, installed: Installed, now: datetime = NOW, demo: Demo = DEMO
) -> Locality:
    composition = _composed(installed, demo.modules)
    return Locality(
        key=demo.locality,
        name=demo.name,
        database=database,
        composition=composition,
        figures=Figures({model: model() for model in composition.settings_models.values()}),
        calendar=national_calendar(),
        sealer=a_sealer(demo.locality),
        zone=ZONE,
        clock=FixedClock(now),
        demo=True,
        installed=installed.plugins,
    )


@cache
def _composed(installed: Installed, modules: tuple[str, ...]) -> Composition:
    """One for all tests, so that its schema is made once."""
    return compose(installed.plugins, dict.fromkeys((*ALWAYS_ENABLED, *modules), True))


@asynccontextmanager
async def copied(
    path: Path, installed: Installed, folder: Path, demo: Demo = DEMO
) -> AsyncIterator[Locality]:
    """A copy of a filled file, which a test may do with as it likes."""
    async with opened(Path(shutil.copy(path, folder / "demo.db")), installed, demo) as locality:
        yield locality


@asynccontextmanager
async def opened(path: Path, installed: Installed, demo: Demo = DEMO) -> AsyncIterator[Locality]:
    async with SqliteDatabase(path).opened() as database:
        yield a_demo_locality(database, installed, demo=demo)


def fill_file(path: Path, installed: Installed, plan: Plan) -> None:
    """Fill an empty database file, outside of any test's own loop."""

    async def fill() -> None:
        async with opened(path, installed) as locality:
            await fill_by(plan, locality, quiet)

    asyncio.run(fill())


async def signed_in(locality: Locality, role: str) -> Viewer:
    """Who one is with the account of that name."""
    issued = await sign_in(locality, role, PASSWORD, None)
    return await Viewers().viewer_of(locality, issued.access_token)
