"""Whatever is wrong with a deployment is named, with what to do."""

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text
from sqlmodel import col

from factories.bench import SERVER
from factories.platforms import Add, NewAddress
from lianxin.clock import FixedClock, start_of_day
from lianxin.database import SqliteDatabase
from lianxin.database.migrating.connecting import migrating
from lianxin.errors import PluginError
from lianxin.platform import Environment, Platform
from lianxin.platform.counters import SNAPSHOT, bump
from lianxin.platform.demo import FILLING
from lianxin.platform.directory import MOVING
from lianxin.platform.doctor import Finding, examine
from lianxin.platform.doctor.rounds import examine_platform
from lianxin.tables import AuditEntry, CalendarDayRow, ModuleState

KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="


async def found(platform: Platform) -> dict[str, Finding]:
    return {finding.code: finding async for finding in examine_platform(platform)}


async def examined(environment: Environment, installed: Any = None) -> dict[str, Finding]:
    return {finding.code: finding async for finding in examine(environment, installed)}


async def store(platform: Platform, address: str, *rows: Any) -> None:
    async with platform.database_at(address).writing() as tx:
        await tx.add(*rows)
        await bump(tx, SNAPSHOT)


async def test_a_healthy_deployment_has_nothing_wrong(platform: Platform, add: Add) -> None:
    await add("somewhere")
    assert await found(platform) == {}


async def test_a_platform_without_localities_is_worth_a_word(platform: Platform) -> None:
    assert [f.severity for f in (await found(platform)).values()] == ["warning"]


async def test_a_deployment_that_was_never_set_up_is_left_alone(tmp_path: Path) -> None:
    assert list(await examined(Environment.read(home=tmp_path / "home"))) == ["NOT_SET_UP"]
    assert not (tmp_path / "home").exists()


async def test_a_database_that_cannot_be_reached(
    platform: Platform, add: Add, new_address: NewAddress
) -> None:
    await add("somewhere")
    await platform.directory.change_database("somewhere", "postgresql://127.0.0.1:1/none#none")
    findings = await found(platform)
    assert findings["DATABASE_UNAVAILABLE"].subject == "somewhere"


@pytest.mark.parametrize("server", ["postgresql://nobody@127.0.0.1:1", os.environ.get(SERVER)])
async def test_why_a_server_cannot_be_used_is_told(tmp_path: Path, server: str | None) -> None:
    if server is None:
        pytest.skip(f"{SERVER} names no PostgreSQL server")
    address = f"{server.rpartition('@')[0]}@{server.rpartition('@')[2].split('/')[0]}/no_such_base"
    environment = Environment.read(
        home=tmp_path, platform_database=f"{address}#platform", master_key=KEY
    )
    told = (await examined(environment))["DATABASE_UNAVAILABLE"].message
    assert "no_such_base" in told.zh or "127.0.0.1" in told.zh


async def test_a_database_that_is_not_migrated(platform: Platform, add: Add) -> None:
    entry = await add("somewhere")
    with migrating(entry.database) as connection:
        connection.execute(text("DROP TABLE core_alembic_version"))
    assert "lianxin migrate" in (await found(platform))["NOT_MIGRATED"].message.zh


async def test_a_plugin_that_is_gone(platform: Platform, add: Add, clock: FixedClock) -> None:
    entry = await add("somewhere")
    gone = ModuleState(key="gone.a", plugin="gone", enabled=True, changed_at=clock.now())
    await store(platform, entry.database, gone)
    assert "gone.a" in (await found(platform))["MISSING_PLUGIN"].message.en


async def test_figures_that_do_not_count(platform: Platform, add: Add, clock: FixedClock) -> None:
    entry = await add("somewhere")
    state = {"plugin": "sample", "enabled": True, "changed_at": clock.now()}
    wrong = ModuleState(key="sample.opinions", settings={"answer_days": 0}, **state)
    await store(platform, entry.database, wrong)
    assert "sample.opinions" in (await found(platform))["INVALID_SETTINGS"].message.en


async def test_a_year_that_the_calendar_lacks(
    platform: Platform, add: Add, clock: FixedClock
) -> None:
    entry = await add("somewhere")
    clock.move(start_of_day(clock.now().date().replace(month=12), entry.zone))
    assert (await found(platform))["CALENDAR_YEAR_MISSING"].severity == "warning"
    async with platform.database_at(entry.database).writing() as tx:
        await tx.execute(delete(CalendarDayRow))
        await bump(tx, SNAPSHOT)
    await platform.refresh("somewhere")
    findings = [f async for f in examine_platform(platform)]
    assert [f.severity for f in findings if f.code == "CALENDAR_YEAR_MISSING"] == [
        "error",
        "warning",
    ]


async def test_a_plugin_that_is_broken(environment: Environment, platform: Platform) -> None:
    broken = PluginError("broken", "ImportError: nonsense")
    installed = dataclasses.replace(platform.installed, broken=(broken,))
    assert (await examined(environment, installed))["PLUGIN_ERROR"].subject == "broken"


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "WEAK_MASTER_KEY"),
        ("A" * 43 + "=", "WEAK_MASTER_KEY"),
        ("too short", "MASTER_KEY_INVALID"),
    ],
)
async def test_a_key_that_is_none(
    environment: Environment, platform: Platform, key: str, code: str
) -> None:
    given = environment.model_dump() | {"master_key": key}
    assert code in await examined(Environment.read(**given))


async def test_a_key_of_another_deployment(
    environment: Environment, platform: Platform, add: Add
) -> None:
    given = environment.model_dump() | {"master_key": KEY}
    assert "MASTER_KEY_WRONG" in await examined(Environment.read(**given), platform.installed)


async def test_files_that_others_can_read(platform: Platform, add: Add, tmp_path: Path) -> None:
    entry = await add("somewhere")
    database = platform.database_at(entry.database)
    if not isinstance(database, SqliteDatabase):
        return
    database.path.chmod(0o644)
    database.path.parent.chmod(0o755)
    assert (await found(platform)).keys() <= {"WEAK_FILE_MODE"}


async def test_a_move_that_was_broken_off(platform: Platform, add: Add) -> None:
    await add("somewhere")
    await platform.directory.change_state("somewhere", MOVING)
    assert "lianxin locality move" in (await found(platform))["NOT_ACTIVE"].message.en


async def test_that_nothing_runs_beside(platform: Platform, add: Add, clock: FixedClock) -> None:
    entry = await add("somewhere")
    old = AuditEntry(at=clock.now(), action="x", object="x", result="done", digest="", turn=1)
    await store(platform, entry.database, old)
    assert "NOTHING_RUNS" not in await found(platform)
    clock.move(clock.now().replace(hour=9))
    assert "NOTHING_RUNS" in await found(platform)
    async with platform.database_at(entry.database).writing() as tx:
        await tx.change(AuditEntry, col(AuditEntry.n).is_(None), n=1)
    assert await found(platform) == {}


async def test_a_demonstration_is_no_place_for_real_data(platform: Platform, add: Add) -> None:
    await add("somewhere", demo=True)
    assert (await found(platform))["DEMO_LOCALITY"].severity == "warning"


async def test_a_demonstration_that_was_stopped_is_to_be_made_again(
    platform: Platform, add: Add
) -> None:
    await add("somewhere")
    await platform.directory.change_state("somewhere", FILLING)
    assert "lianxin demo" in (await found(platform))["NOT_ACTIVE"].message.en
