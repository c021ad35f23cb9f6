"""Enabling and disabling: only what goes together, with its tables, and nothing is lost."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from lianxin.context import Context
from lianxin.database.migrating import owner_of, pending
from lianxin.database.migrating.connecting import migrating
from lianxin.localities import Locality
from lianxin.modules import ConfigureModule, DisableModule, EnableModule, carry_out
from lianxin.tables import ModuleState

STATE = select(col(ModuleState.key), col(ModuleState.enabled), col(ModuleState.settings)).where(
    col(ModuleState.key).startswith("sample.")
)


async def state(locality: Locality) -> dict[str, bool]:
    return {row.key: row.enabled for row in await locality.database.all(STATE)}


def codes(outcome: Any) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_a_module_is_enabled_with_figures(locality: Locality, change: Any) -> None:
    done = await change(EnableModule, module="sample.opinions", settings={"answer_days": 7})
    assert [c.name for c in done.values["changes"]] == ["answer_days"]
    assert locality.composition.modules["sample.opinions"].enabled
    assert locality.figures.by_name["OpinionSettings__answer_days"] == 7


async def test_enabling_makes_the_plugins_tables_here(locality: Locality, change: Any) -> None:
    owner = owner_of(next(p for p in locality.installed if p.key == "sample"))
    url = locality.database.url
    assert await asyncio.to_thread(pending, url, [owner]) == ("sample",)
    assert (await change(EnableModule, module="sample.opinions")).done
    assert await asyncio.to_thread(pending, url, [owner]) == ()


async def test_a_refused_one_makes_no_tables(locality: Locality, change: Any) -> None:
    owner = owner_of(next(p for p in locality.installed if p.key == "sample"))
    await change(EnableModule, module="sample.visits")
    await change(EnableModule, module="sample.opinions", role="clerk")
    assert await asyncio.to_thread(pending, locality.database.url, [owner]) == ("sample",)


async def test_tables_that_cannot_be_made_leave_all_as_it_was(
    locality: Locality, change: Any
) -> None:
    with migrating(locality.database.url) as connection:
        connection.execute(text("CREATE TABLE sample_matter (n int)"))
    outcome = await change(EnableModule, module="sample.opinions")
    assert codes(outcome) == ["PLUGIN_ERROR"]
    assert re.search("sample.*sample_matter.* already exists", outcome.problems[0].message.zh)
    assert await state(locality) == {}


async def test_what_was_worked_out_beside_other_modules_is_not_done(
    locality: Locality, change: Any, context: Callable[..., Context]
) -> None:
    seen_before = replace(context("admin"), locality=locality.as_it_is())
    await change(EnableModule, module="sample.opinions")
    asked = {"module": "sample.visits"}
    assert codes(await carry_out(EnableModule, asked, seen_before)) == ["MODULES_CHANGED"]


async def test_a_channel_is_taken_once(locality: Locality, change: Any) -> None:
    await change(EnableModule, module="sample.opinions")
    outcome = await change(EnableModule, module="sample.hotline")
    assert codes(outcome) == ["CHANNEL_TAKEN"]
    assert "sample.opinions" in outcome.problems[0].message.zh
    assert await state(locality) == {"sample.opinions": True}


async def test_what_is_needed_is_named(change: Any) -> None:
    outcome = await change(EnableModule, module="sample.visits")
    assert codes(outcome) == ["MODULE_REQUIRED"]
    assert "sample.opinions" in outcome.problems[0].message.en


async def test_a_conflict_is_told_with_its_reason(change: Any) -> None:
    await change(EnableModule, module="sample.opinions")
    await change(EnableModule, module="sample.visits")
    outcome = await change(EnableModule, module="sample.lottery")
    assert codes(outcome) == ["MODULE_CONFLICT"]
    assert "Not beside visits" in outcome.problems[0].message.en


async def test_what_others_need_stays(change: Any) -> None:
    await change(EnableModule, module="sample.opinions")
    await change(EnableModule, module="sample.visits")
    assert codes(await change(DisableModule, module="sample.opinions")) == ["MODULE_NEEDED"]
    assert codes(await change(DisableModule, module="core.cases")) == ["CORE_MODULE"]


async def test_disabling_keeps_figures_and_frees_channels(locality: Locality, change: Any) -> None:
    await change(EnableModule, module="sample.opinions", settings={"answer_days": 7})
    assert (await change(DisableModule, module="sample.opinions")).done
    assert (await change(EnableModule, module="sample.hotline")).done
    await change(DisableModule, module="sample.hotline")
    await change(EnableModule, module="sample.opinions")
    assert locality.figures.by_name["OpinionSettings__answer_days"] == 7


async def test_one_that_is_disabled_can_be_configured(locality: Locality, change: Any) -> None:
    await change(EnableModule, module="sample.opinions")
    await change(DisableModule, module="sample.opinions")
    await change(ConfigureModule, module="sample.opinions", settings={"answer_days": 8})
    assert await state(locality) == {"sample.opinions": False}
    assert codes(await change(DisableModule, module="sample.opinions")) == ["NOT_ENABLED"]


async def test_a_dry_run_enables_nothing(locality: Locality, change: Any) -> None:
    done = await change(EnableModule, module="sample.opinions", dryRun=True)
    assert done.done
    assert await state(locality) == {}


async def test_two_at_once_do_not_undo_each_other(locality: Locality, change: Any) -> None:
    outcomes = await asyncio.gather(
        change(EnableModule, module="sample.opinions"),
        change(EnableModule, module="sample.hotline"),
    )
    assert sorted(codes(outcome) for outcome in outcomes) == [[], ["CHANNEL_TAKEN"]]
    assert list((await state(locality)).values()) == [True]
    assert (await change(EnableModule, module="sample.visits")).done in (True, False)


@pytest.mark.modules("sample.opinions")
async def test_a_channel_no_module_takes_runs_the_common_way(locality: Locality) -> None:
    def key(channel: str) -> str | None:
        found = locality.composition.workflow_for(channel, None)
        return found[0].key if found else None

    assert key("phone") == "sample.opinions.opinion"
    assert key("letter") == "core.cases.default"
    assert key("pigeon") is None
