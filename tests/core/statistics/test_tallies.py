"""The roll-up after any history is what counting all cases anew gives."""

from asyncio import gather
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import col

from factories import make_case, make_unit
from lianxin.database import Batch, Database
from lianxin.statistics import (
    forget_empty_tallies,
    keep_tallies,
    rebuild_tallies,
    tally_changes,
)
from lianxin.tables import Case, CaseTally, Unit

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
MOMENTS = st.sampled_from([AT + timedelta(hours=h) for h in (0, 1, 24, 700)])
STAMPS = st.none() | MOMENTS
CHANGES: Mapping[str, Any] = {
    "unit_id": st.sampled_from([None, 0, 1]),
    "category": st.sampled_from([None, "水", "water"]),
    "step": st.sampled_from(["accepted", "handling"]),
    "phase": st.sampled_from(["INTAKE", "HANDLING"]),
    "submitted_at": MOMENTS,
    "answered_at": STAMPS,
    "called_back_at": STAMPS,
    "closed_at": STAMPS,
    "satisfaction": st.sampled_from([None, "satisfied", "fairly_satisfied", "dissatisfied"]),
    "title": st.just("新"),
}
CHANGE = st.fixed_dictionaries({}, optional=dict(CHANGES))
HISTORY = st.tuples(st.booleans(), st.lists(CHANGE, min_size=1, max_size=3))
CELLS = select(*CaseTally.__table__.columns).where(col(CaseTally.cases) != 0)  # type: ignore[attr-defined]
EMPTY = select(func.count()).where(col(CaseTally.cases) == 0)


async def cells(database: Database) -> set[Any]:
    return {tuple(row) for row in await database.all(CELLS)}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories=st.lists(HISTORY, max_size=6))
async def test_any_history(database: Database, histories: list[Any]) -> None:
    units = [await make_unit(database), await make_unit(database)]
    for told, changes in histories:
        first, *rest = [_of_units(values, units) for values in changes]
        await _change(database, await make_case(database, **first), rest, told)
    kept = await cells(database)
    async with database.writing() as tx:
        await rebuild_tallies(tx)
    assert kept == await cells(database)


async def _change(
    database: Database, case: Case, changes: Sequence[Mapping[str, Any]], told: bool
) -> None:
    """One after the other; `told` is whether the roll-up is given what was stored before."""
    before = case.model_dump()
    for values in changes:
        batch = Batch()
        batch.change(Case, {"id": case.id}, values)
        async with database.writing() as tx:
            await keep_tallies(tx, batch, ZONE, {case.id: before} if told else None)
            await tx.write(batch)
        before |= values


def _of_units(values: Mapping[str, Any], units: Sequence[Unit]) -> dict[str, Any]:
    number = values.get("unit_id")
    return {**values, "unit_id": None if number is None else units[number].id}


async def test_several_cases_of_one_batch_add_up(database: Database) -> None:
    batch = Batch()
    for case in (await make_case(database), await make_case(database)):
        batch.change(Case, {"id": case.id}, {"closed_at": AT})
    async with database.writing() as tx:
        await keep_tallies(tx, batch, ZONE)
        await tx.write(batch)
    assert [(row.cases, row.open) for row in await database.all(CELLS)] == [(2, 0)] * 3


async def test_writers_at_once_lose_nothing(database: Database) -> None:
    await gather(*(make_case(database, step="handling") for _ in range(12)))
    assert [row.cases for row in await database.all(CELLS)] == [12] * 3


async def test_cells_without_cases_can_be_forgotten(database: Database) -> None:
    await _change(database, await make_case(database), [{"step": "handling"}], told=True)
    assert (await database.first(EMPTY))[0] == 3
    async with database.writing() as tx:
        assert await forget_empty_tallies(tx) == 3
    assert (await database.first(EMPTY))[0] == 0


def test_a_cell_is_of_the_local_day_or_its_month() -> None:
    case = Case(code="x", workflow="w", title="t", channel="web", step="s", phase="INTAKE")
    case.submitted_at = AT + timedelta(seconds=1)
    found = {row["grain"]: row for row in tally_changes(None, case.model_dump(), ZONE)}
    assert {row["day"] for row in found.values()} == {date(2026, 1, 1)}
    case.submitted_at = AT
    found = {row["grain"]: row for row in tally_changes(None, case.model_dump(), ZONE)}
    assert found["day"]["day"] == date(2025, 12, 31)
    assert found["month"]["day"] == found["unit"]["day"] == date(2025, 12, 1)
    assert (found["unit"]["unit_id"], found["unit"]["channel"]) == (0, "")


def test_what_changes_no_figure_changes_no_cell() -> None:
    case = Case(code="x", workflow="w", title="t", channel="web", step="s", phase="INTAKE")
    case.submitted_at = AT
    before = case.model_dump()
    assert tally_changes(before, before | {"title": "u", "handler_id": 5}, ZONE) == []
    rows = tally_changes(before, before | {"answered_at": AT}, ZONE)
    assert [(row["cases"], row["answered"], row["open"]) for row in rows] == [(0, 1, 0)] * 3
