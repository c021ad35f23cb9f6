"""Opening localities, and noticing what changed."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import col

from factories.platforms import Add
from lianxin.database import Database
from lianxin.errors import DatabaseUnavailable, NotMigrated, UnknownLocality
from lianxin.localities import Locality
from lianxin.platform import Environment, LocalityMoving, Platform
from lianxin.platform.counters import SNAPSHOT, bump
from lianxin.platform.directory import ACTIVE, MOVING
from lianxin.tables import CalendarDayRow, ModuleState

MODULE = "sample.opinions"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NATIONAL_DAY = date(2026, 10, 1)


def answer_days(locality: Locality) -> Any:
    return locality.figures.by_name["OpinionSettings__answer_days"]


async def set_figures(database: Database, **settings: Any) -> None:
    async with database.writing() as tx:
        if not await tx.change(ModuleState, col(ModuleState.key) == MODULE, settings=settings):
            await tx.add(
                ModuleState(
                    key=MODULE,
                    plugin="sample",
                    enabled=True,
                    settings=settings,
                    changed_at=LONG_AGO,
                )
            )
        await bump(tx, SNAPSHOT)


async def test_a_locality_opens_with_its_calendar_and_figures(platform: Platform, add: Add) -> None:
    await add("somewhere", name="某县", demo=True)
    locality = await platform.locality("somewhere")
    assert (locality.name, locality.demo) == ("某县", True)
    assert not locality.calendar.is_working(NATIONAL_DAY)
    assert not locality.calendar.day(NATIONAL_DAY).provisional
    assert locality.sealer.unseal(locality.sealer.seal("x")) == "x"


async def test_localities_of_the_same_shape_share_what_they_work_by(
    platform: Platform, add: Add
) -> None:
    await add("one")
    await add("two")
    one, two = [await platform.locality(key) for key in ("one", "two")]
    assert one.composition is two.composition
    assert one.calendar is two.calendar
    assert one.database is not two.database


async def test_the_platform_has_a_locality_of_its_own(platform: Platform) -> None:
    own = await platform.locality("platform")
    assert own.database is platform.database


async def test_a_locality_that_was_never_added_is_unknown(platform: Platform) -> None:
    for key in ("nowhere", "Nowhere'; --", "auth"):
        with pytest.raises(UnknownLocality):
            await platform.locality(key)


async def test_a_change_by_another_process_is_noticed(
    platform: Platform, environment: Environment, add: Add
) -> None:
    entry = await add("somewhere")
    locality = await platform.locality("somewhere")
    assert not await platform.refresh("somewhere")
    async with Platform(environment, platform.installed) as other:
        await set_figures(other.database_at(entry.database), answer_days=7)
    assert await platform.refresh("somewhere")
    assert answer_days(locality) == 7
    assert locality.figures.origins[MODULE]["answer_days"] == "locality"


async def test_figures_of_the_parent_are_defaults(platform: Platform, add: Add) -> None:
    province = await add("province")
    city = await add("city", parent="province")
    await set_figures(platform.database_at(city.database))
    locality = await platform.locality("city")
    await set_figures(platform.database_at(province.database), answer_days=7)
    assert await platform.refresh("city")
    assert answer_days(locality) == 7
    assert locality.figures.origins[MODULE]["answer_days"] == "parent"
    await set_figures(platform.database_at(city.database), answer_days=9)
    await platform.refresh("city")
    assert answer_days(locality) == 9


async def test_figures_that_are_valid_no_more_do_not_close_the_locality(
    platform: Platform, add: Add
) -> None:
    entry = await add("somewhere")
    await set_figures(platform.database_at(entry.database), answer_days="soon")
    locality = await platform.locality("somewhere")
    assert answer_days(locality) == 5


async def test_days_of_the_locality_itself_are_taken_over(platform: Platform, add: Add) -> None:
    await add("somewhere")
    locality = await platform.locality("somewhere")
    async with locality.database.writing() as tx:
        await tx.change(
            CalendarDayRow, col(CalendarDayRow.day) == NATIONAL_DAY, kind="working", override=True
        )
        await bump(tx, SNAPSHOT)
    await platform.refresh("somewhere")
    assert locality.calendar.is_working(NATIONAL_DAY)


async def test_many_who_ask_at_once_get_the_same(platform: Platform, add: Add) -> None:
    await add("somewhere")
    found = await asyncio.gather(*(platform.locality("somewhere") for _ in range(5)))
    assert len({id(locality) for locality in found}) == 1


async def test_a_locality_on_the_move_says_so(platform: Platform, add: Add) -> None:
    await add("somewhere")
    await platform.locality("somewhere")
    await platform.directory.change_state("somewhere", MOVING)
    for _ in range(2):
        with pytest.raises(LocalityMoving):
            await platform.refresh("somewhere")
    await platform.directory.change_state("somewhere", ACTIVE)
    assert await platform.refresh("somewhere")


async def test_a_platform_that_was_not_set_up_is_not_migrated(
    environment: Environment, address: str
) -> None:
    given = environment.model_dump() | {"platform_database": address}
    async with Platform(Environment.read(**given)) as empty:
        with pytest.raises((NotMigrated, DatabaseUnavailable)):
            await empty.locality("somewhere")


async def test_a_locality_goes_on_while_its_province_is_away(platform: Platform, add: Add) -> None:
    await add("province")
    await add("city", parent="province")
    province = (await platform.locality("province")).database
    await platform.locality("city")
    await province.close()
    away = platform.database_at("postgresql://127.0.0.1:1/none#none")
    platform._databases[province.url] = away
    assert not await platform.refresh("city")
    with pytest.raises(DatabaseUnavailable):
        await platform.refresh("province")


async def test_whoever_asks_for_what_does_not_exist_leaves_nothing(platform: Platform) -> None:
    for n in range(3):
        with pytest.raises(UnknownLocality):
            await platform.locality(f"nowhere{n}")
    assert platform._opening == {}
