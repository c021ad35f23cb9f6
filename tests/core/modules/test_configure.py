"""Figures: changed one by one, checked, inherited, put off to a day, and put back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from lianxin.clock import FixedClock, start_of_day
from lianxin.commands import Outcome
from lianxin.context import SYSTEM, Context
from lianxin.localities import Locality
from lianxin.modules import (
    ConfigureModule,
    PutBackSettings,
    WithdrawSettings,
    apply_due,
)
from lianxin.tables import AuditEntry, OutboxEvent, SettingsRevision

MODULE = "sample.opinions"
HISTORY = select(
    col(SettingsRevision.number), col(SettingsRevision.by), col(SettingsRevision.settings)
).order_by(col(SettingsRevision.number))
PROBLEMS = select(col(SettingsRevision.problem), col(SettingsRevision.withdrawn)).where(
    col(SettingsRevision.number) == 1
)
AUDIT = select(col(AuditEntry.action), col(AuditEntry.result), col(AuditEntry.object))
EVENTS = select(col(OutboxEvent.kind), col(OutboxEvent.data))
pytestmark = pytest.mark.modules(MODULE)


def figure(locality: Locality, name: str) -> Any:
    return locality.figures.by_name[f"OpinionSettings__{name}"]


def told(outcome: Outcome) -> list[tuple[Any, ...]]:
    return [(c.name, c.before, c.after, c.origin) for c in outcome.values["changes"]]


async def sweep(locality: Locality, clock: FixedClock, day: date) -> list[str]:
    clock.move(start_of_day(day, locality.zone))
    async with locality.database.writing() as tx:
        return await apply_due(tx, Context(locality, SYSTEM, clock.now()))


async def test_a_figure_is_changed_and_the_change_told(locality: Locality, change: Any) -> None:
    done = await change(ConfigureModule, module=MODULE, settings={"answer_days": 7})
    assert told(done) == [("answer_days", 5, 7, "locality")]
    assert figure(locality, "answer_days") == 7
    assert figure(locality, "warn_days") == 2


async def test_every_change_is_on_record(locality: Locality, change: Any) -> None:
    await change(ConfigureModule, module=MODULE, settings={"answer_days": 7}, reason="试行")
    await change(ConfigureModule, module=MODULE, settings={"answer_days": 9})
    history = await locality.database.all(HISTORY)
    assert [tuple(row) for row in history] == [
        (1, "admin", {"answer_days": 7}),
        (2, "admin", {"answer_days": 9}),
    ]
    audit = await locality.database.all(AUDIT)
    assert [tuple(row) for row in audit] == [("configure_module", "done", f"Module:{MODULE}")] * 2
    events = await locality.database.all(EVENTS)
    assert [tuple(row) for row in events] == [("module_changed", {"module": MODULE})] * 2


async def test_what_changes_nothing_is_no_change(locality: Locality, change: Any) -> None:
    done = await change(ConfigureModule, module=MODULE, settings={})
    assert (done.done, done.values["changes"]) == (True, ())
    assert await locality.database.all(HISTORY) == []


async def test_null_gives_a_figure_back_to_the_source(locality: Locality, change: Any) -> None:
    await change(ConfigureModule, module=MODULE, settings={"answer_days": 7})
    done = await change(ConfigureModule, module=MODULE, settings={"answer_days": None})
    assert told(done) == [("answer_days", 7, 5, "source")]


async def test_the_parents_figures_are_under_the_localitys_own(
    locality: Locality, change: Any
) -> None:
    parents = {MODULE: {"answer_days": 10, "warn_days": 3}}
    locality.figures = replace(locality.figures, inherited=(parents,))
    done = await change(ConfigureModule, module=MODULE, settings={"answer_days": 4})
    assert told(done) == [("answer_days", 10, 4, "locality")]
    assert figure(locality, "warn_days") == 3
    [named] = done.values["changes"]
    assert (named.from_origin, named.source, named.parent) == ("parent", 5, 10)
    back = await change(ConfigureModule, module=MODULE, settings={"answer_days": None})
    assert told(back) == [("answer_days", 4, 10, "parent")]


@pytest.mark.parametrize(
    ("settings", "code", "path", "word"),
    [
        ({"answer_days": 0}, "TOO_SMALL", ("settings", "answer_days"), "不能小于 1"),
        ({"answer_days": "soon"}, "NOT_A_WHOLE_NUMBER", ("settings", "answer_days"), "整数"),
        ({"nonsense": 1}, "UNKNOWN_FIELD", ("settings", "nonsense"), "answer_days"),
        ({"warn_days": 6}, "INVALID", ("settings",), "warn_days is more"),
        ({"channels": 5}, "NOT_A_LIST", ("settings", "channels"), "列表"),
    ],
)
async def test_what_is_not_valid_is_named(
    locality: Locality, change: Any, settings: Any, code: str, path: Any, word: str
) -> None:
    outcome = await change(ConfigureModule, module=MODULE, settings=settings)
    (problem,) = outcome.problems
    assert (problem.kind, problem.code, problem.path) == ("validation", code, path)
    assert word in problem.message.zh
    assert await locality.database.all(HISTORY) == []


async def test_only_administrators_may(locality: Locality, change: Any) -> None:
    asked = {"module": MODULE, "settings": {"answer_days": 7}}
    for role in ("clerk", "leader", "auditor", "public"):
        outcome = await change(ConfigureModule, role=role, **asked)
        assert [p.code for p in outcome.problems] == ["NOT_PERMITTED"]
    assert figure(locality, "answer_days") == 5


async def test_a_module_that_is_not_there_is_named(change: Any) -> None:
    outcome = await change(ConfigureModule, module="sample.nothing", settings={})
    assert "sample.opinions" in outcome.problems[0].message.en
    unused = await change(ConfigureModule, module="sample.visits", settings={})
    assert unused.problems[0].code == "NOT_ENABLED"


async def test_a_dry_run_stores_nothing(locality: Locality, change: Any) -> None:
    done = await change(ConfigureModule, module=MODULE, settings={"answer_days": 7}, dryRun=True)
    assert told(done) == [("answer_days", 5, 7, "locality")]
    assert figure(locality, "answer_days") == 5
    assert await locality.database.all(HISTORY) == []
    assert await locality.database.all(AUDIT) == []


async def test_a_change_waits_for_its_day(
    locality: Locality, change: Any, clock: FixedClock
) -> None:
    later = {"settings": {"answer_days": 7}, "effectiveOn": "2026-10-01"}
    assert (await change(ConfigureModule, module=MODULE, **later)).done
    assert figure(locality, "answer_days") == 5
    # What is changed meanwhile is not undone by it.
    await change(ConfigureModule, module=MODULE, settings={"warn_days": 1})
    assert await sweep(locality, clock, date(2026, 9, 30)) == []
    assert await sweep(locality, clock, date(2026, 10, 1)) == [MODULE]
    assert await sweep(locality, clock, date(2026, 10, 2)) == []
    await change(ConfigureModule, module=MODULE, settings={})
    assert (figure(locality, "answer_days"), figure(locality, "warn_days")) == (7, 1)


async def test_a_change_that_became_impossible_is_withdrawn(
    locality: Locality, change: Any, clock: FixedClock
) -> None:
    later = {"settings": {"answer_days": 3}, "effectiveOn": "2026-10-01"}
    await change(ConfigureModule, module=MODULE, **later)
    await change(ConfigureModule, module=MODULE, settings={"warn_days": 4})
    assert await sweep(locality, clock, date(2026, 10, 1)) == []
    audit = [tuple(row) for row in await locality.database.all(AUDIT)]
    assert ("apply_settings", "refused", f"Module:{MODULE}") in audit
    [told] = await locality.database.all(PROBLEMS)
    assert (told.problem["code"], told.withdrawn) == ("INVALID", True)
    assert "warn_days is more" in told.problem["en"]


async def test_figures_go_back_to_before_the_first_change(locality: Locality, change: Any) -> None:
    await change(ConfigureModule, module=MODULE, settings={"answer_days": 7, "public": False})
    await change(PutBackSettings, module=MODULE, number=0)
    assert (figure(locality, "answer_days"), figure(locality, "public")) == (5, True)


async def test_a_waiting_change_can_be_withdrawn_once(
    locality: Locality, change: Any, clock: FixedClock
) -> None:
    later = {"settings": {"answer_days": 7}, "effectiveOn": "2026-10-01"}
    await change(ConfigureModule, module=MODULE, **later)
    assert (await change(WithdrawSettings, module=MODULE, number=1)).done
    again = await change(WithdrawSettings, module=MODULE, number=1)
    assert [p.code for p in again.problems] == ["NOT_WAITING"]
    assert await sweep(locality, clock, date(2026, 10, 1)) == []


async def test_the_past_cannot_be_changed(change: Any) -> None:
    outcome = await change(ConfigureModule, module=MODULE, settings={}, effectiveOn="2026-09-23")
    assert [p.code for p in outcome.problems] == ["IN_THE_PAST"]


async def test_an_earlier_revision_is_put_back(locality: Locality, change: Any) -> None:
    await change(ConfigureModule, module=MODULE, settings={"answer_days": 7})
    await change(ConfigureModule, module=MODULE, settings={"answer_days": 9, "public": False})
    done = await change(PutBackSettings, module=MODULE, number=1)
    assert [c.name for c in done.values["changes"]] == ["answer_days", "public"]
    assert (figure(locality, "answer_days"), figure(locality, "public")) == (7, True)
    missing = await change(PutBackSettings, module=MODULE, number=9)
    assert [p.kind for p in missing.problems] == ["missing"]
