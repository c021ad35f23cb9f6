"""Removing a plugin's data: every owner is asked, all is exported, and only then it goes."""

import asyncio
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from factories.cases import make_case
from lianxin.context import Context
from lianxin.database.migrating.connecting import looking, migrating
from lianxin.localities import Locality
from lianxin.modules import DisableModule, EnableModule
from lianxin.modules.purging import Purged, purge
from lianxin.platform.compositions import Compositions
from lianxin.platform.stored import read_stored
from lianxin.plugins.manager import Installed

MODULE = "sample.opinions"
Ask = Callable[..., Context]


@pytest.fixture
def remove(
    locality: Locality, installed: Installed, context: Ask, tmp_path: Path
) -> Callable[[], Any]:
    async def removed() -> Purged:
        asked = replace(context("admin"), locality=locality)
        done = await purge(installed, "sample", tmp_path / "sample.zip", asked, settle_seconds=0)
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


def _write(url: str) -> None:
    with migrating(url) as connection:
        connection.execute(text("INSERT INTO sample_matter VALUES (5)"))
