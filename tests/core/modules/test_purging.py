"""Removing a plugin's data: every owner is asked, all is exported, and only then it goes."""

import asyncio
import json
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlmodel import col

from factories.cases import make_case
from lianxin.context import Context
from lianxin.database.migrating.connecting import looking, migrating
from lianxin.localities import Locality
from lianxin.modules import DisableModule, EnableModule
from lianxin.modules.purging import ExportNotKept, Kept, Purged, begin, purge, would_go
from lianxin.platform.compositions import Compositions
from lianxin.platform.stored import read_stored
from lianxin.plugins.manager import Installed
from lianxin.tables import Purge

MODULE = "sample.opinions"
Ask = Callable[..., Context]


@pytest.fixture
def remove(
    locality: Locality, installed: Installed, context: Ask, tmp_path: Path
) -> Callable[[], Any]:
    async def removed() -> Purged:
        asked = replace(context("admin"), locality=locality)
        given = {"plugin": "sample", "confirm": "sample"}
        kept = Kept(tmp_path / "sample.zip", "sample.zip")
        done = await purge(installed, given, kept, asked, _at_once)
        stored = await read_stored(locality.database)
        locality.composition = Compositions(installed).of(stored.enabled)
        return done

    return removed


def tables(locality: Locality) -> set[str]:
    with looking(locality.database.url) as connection:
        return {t for t in inspect(connection).get_table_names() if t.startswith("sample_")}


async def test_what_is_in_use_stays(locality: Locality, change: Any, remove: Any) -> None:
    assert [p.code for p in (await remove()).problems] == ["NOTHING_TO_PURGE"]
    await change(EnableModule, module=MODULE, settings={"answer_days": 7})
    await make_case(locality, module=MODULE)
    found = [p.message.en for p in (await remove()).problems]
    assert found == [
        f"The module {MODULE} is enabled; disable it first",
        "1 cases that run by it are open",
    ]
    assert "sample_matter" in tables(locality)


async def test_all_is_exported_before_it_goes(
    locality: Locality, change: Any, remove: Any, tmp_path: Path
) -> None:
    await change(EnableModule, module=MODULE, settings={"answer_days": 7})
    await change(DisableModule, module=MODULE)
    await asyncio.to_thread(_write, locality.database.url)
    done = await remove()
    assert (done.problems, done.rows) == ((), {"sample_matter": 1})
    assert tables(locality) == set()
    with zipfile.ZipFile(tmp_path / "sample.zip") as archive:
        assert archive.read("sample_matter.jsonl") == b'{"case_id":5}\n'
        state = json.loads(archive.read("core_module.jsonl"))
    assert state["settings"] in ({"answer_days": 7}, '{"answer_days": 7}')
    await change(EnableModule, module=MODULE)
    assert locality.figures.by_name["OpinionSettings__answer_days"] == 5
    assert "sample_matter" in tables(locality)


async def test_where_the_export_cannot_be_written_all_stays_and_it_is_said_why(
    locality: Locality, installed: Installed, change: Any, context: Ask, tmp_path: Path
) -> None:
    await change(EnableModule, module=MODULE)
    await change(DisableModule, module=MODULE)
    given = {"plugin": "sample", "confirm": "sample"}
    kept = Kept(tmp_path / "missing" / "sample.zip", "sample.zip")
    with pytest.raises(ExportNotKept):
        await purge(installed, given, kept, context("admin"), _at_once)
    told = await locality.database.first(select(col(Purge.problem), col(Purge.export)))
    assert told is not None
    assert (told.problem["code"], told.export) == ("EXPORT_NOT_KEPT", None)
    assert "sample_matter" in tables(locality)


async def _at_once() -> None:
    """No other process has to notice anything."""


def _write(url: str) -> None:
    with migrating(url) as connection:
        connection.execute(text("INSERT INTO sample_matter VALUES (5)"))


async def test_what_would_go_is_told_before(
    locality: Locality, installed: Installed, change: Any, context: Ask
) -> None:
    await change(EnableModule, module=MODULE)
    await change(DisableModule, module=MODULE)
    await asyncio.to_thread(_write, locality.database.url)
    assert (await would_go(installed, "sample", context("admin"))).rows == {"sample_matter": 1}
    told = await would_go(installed, "sample", context("supervisor"))
    assert [problem.code for problem in told.problems] == ["NOT_PERMITTED"]


@pytest.mark.parametrize(
    ("plugin", "confirm", "code"),
    [
        ("sample", "Sample", "NOT_CONFIRMED"),
        ("core", "core", "CORE_MODULE"),
        ("nonsense", "nonsense", "NOT_FOUND"),
    ],
)
async def test_what_may_not_be_removed_is_not_even_begun(
    installed: Installed, change: Any, context: Ask, plugin: str, confirm: str, code: str
) -> None:
    await change(EnableModule, module=MODULE)
    await change(DisableModule, module=MODULE)
    begun = await begin(installed, {"plugin": plugin, "confirm": confirm}, context("admin"))
    assert [problem.code for problem in begun.problems] == [code]


async def test_a_plugin_that_is_being_removed_is_not_enabled_or_removed_beside(
    locality: Locality, installed: Installed, change: Any, context: Ask
) -> None:
    await change(EnableModule, module=MODULE)
    await change(DisableModule, module=MODULE)
    given = {"plugin": "sample", "confirm": "sample"}
    assert (await begin(installed, given, context("admin"))).done
    for outcome in (
        await begin(installed, given, context("admin")),
        await change(EnableModule, module=MODULE),
    ):
        assert [problem.code for problem in outcome.problems] == ["PURGE_RUNNING"]


async def test_what_was_written_meanwhile_is_removed_by_a_second_purge(
    locality: Locality,
    installed: Installed,
    change: Any,
    context: Ask,
    tmp_path: Path,
) -> None:
    await change(EnableModule, module=MODULE)
    await change(DisableModule, module=MODULE)
    given = {"plugin": "sample", "confirm": "sample"}

    async def purged(name: str, meanwhile: Callable[[], Awaitable[None]]) -> Purged:
        asked = replace(context("admin"), locality=locality)
        return await purge(installed, given, Kept(tmp_path / name, name), asked, meanwhile)

    first = await purged("first.zip", lambda: asyncio.to_thread(_write, locality.database.url))
    assert [problem.code for problem in first.problems] == ["WRITTEN_MEANWHILE"]
    assert (await purged("second.zip", _at_once)).rows == {"sample_matter": 1}
    assert tables(locality) == set()
    told = await locality.database.all(select(col(Purge.phase), col(Purge.export)))
    assert {(row.phase, row.export) for row in told} == {
        ("failed", "first.zip"),
        ("done", "second.zip"),
    }
