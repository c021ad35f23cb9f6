"""The roll-up: figures of cells, changed in the transaction in which a case is.

Each grain keeps some dimensions only: with all of them there would be as many cells as cases.
The coarsest that answers a question does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Insert, delete, func, insert, literal, select
from sqlmodel import col

from lianxin.calendar import period_of
from lianxin.clock import day_of
from lianxin.database import Batch, LocalDate, Transaction, among_keys
from lianxin.statistics.dimensions import Dimension, counted, key_of
from lianxin.statistics.figures import HELD, KEPT, number, one_if
from lianxin.tables import Case, CaseTally

Values = Mapping[str, Any]
"""The columns of a case by name; those that decide its cell and its figures suffice."""


@dataclass(frozen=True)
class Grain:
    """What one part of the roll-up is kept by: columns of a case, and days or whole months."""

    name: str
    columns: frozenset[str]
    months: bool

    @property
    def dimensions(self) -> frozenset[Dimension]:
        kept = {_DIMENSIONS[column] for column in self.columns} | {Dimension.MONTH}
        return frozenset(kept if self.months else kept | {Dimension.DAY, Dimension.WEEK})

    def starts(self, day: date) -> bool:
        """Whether its cells tell what came before a day from what came on it and after."""
        return day.day == 1 or not self.months


_DIMENSIONS = {
    "unit_id": Dimension.UNIT,
    "channel": Dimension.CHANNEL,
    "category": Dimension.CATEGORY,
    "step": Dimension.STEP,
    "phase": Dimension.PHASE,
}
_MATTER = frozenset({"channel", "category", "step", "phase"})
GRAINS = (
    Grain("month", _MATTER, months=True),
    Grain("day", _MATTER, months=False),
    Grain("unit", frozenset({"unit_id", "step", "phase"}), months=True),
)
PATIENCE_SECONDS = 600
"""A million cases are counted in some ten seconds, on a machine that does nothing else."""

_EMPTY: Values = {"unit_id": 0, "channel": "", "category": ""}
_FIGURES = ("cases", *HELD)
_DECIDING = frozenset(_DIMENSIONS) | {
    "submitted_at",
    "answered_at",
    "called_back_at",
    "closed_at",
    "satisfaction",
}
_STORED = select(col(Case.id), *(Case.__table__.c[name] for name in sorted(_DECIDING))).where(  # type: ignore[attr-defined]
    among_keys(col(Case.id), "ids")
)


def tally_changes(before: Values | None, after: Values | None, zone: tzinfo) -> list[Values]:
    """What a change of a case (None: it was not there, it is gone) adds to which cells.

    Rows of `CaseTally`, at most two a grain; none where no figure changes.
    """
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for case, sign in ((before, -1), (after, 1)):
        if case is None:
            continue
        for grain in GRAINS:
            cell = _cell(case, grain, zone)
            row = rows.setdefault(tuple(cell.values()), cell | dict.fromkeys(_FIGURES, 0))
            row["cases"] += sign
            for name, holds in HELD.items():
                row[name] += sign * holds(case)
    return [row for row in rows.values() if any(row[name] for name in _FIGURES)]


async def keep_tallies(
    tx: Transaction, batch: Batch, zone: tzinfo, before: Mapping[int, Values] | None = None
) -> None:
    """Have the roll-up follow what a batch does to cases; to be called before it is written.

    `before` are rows of changed cases, by key, as they are stored: those that are not given cost
    a statement.
    """
    changed = _changed_cases(batch)
    known = dict(before or {})
    if missing := changed.keys() - known.keys():
        rows = await tx.all(_STORED, ids=sorted(missing))
        known |= {row.id: row._asdict() for row in rows}
    pairs: list[tuple[Values | None, Values]]
    pairs = [(None, row) for row in batch.added.get(Case, ())]
    pairs += [(known[key], {**known[key], **changed[key]}) for key in changed if key in known]
    for was, is_ in pairs:
        for row in tally_changes(was, is_, zone):
            batch.sum_up(CaseTally, row)


async def rebuild_tallies(tx: Transaction, offset_hours: int = 8) -> None:
    """Count all cases anew, after they were stored past the commands."""
    await tx.be_patient(PATIENCE_SECONDS)
    await tx.execute(delete(CaseTally))
    for grain in GRAINS:
        await tx.execute(_recount(grain, offset_hours))


async def forget_empty_tallies(tx: Transaction) -> int:
    """Delete cells in which there are no cases any more; how many there were."""
    return await tx.execute(delete(CaseTally).where(col(CaseTally.cases) == 0))


def _changed_cases(batch: Batch) -> dict[int, dict[str, Any]]:
    """What is set of stored cases, as far as it decides a cell or a figure."""
    found: dict[int, dict[str, Any]] = {}
    for (table, columns), rows in batch.changed.items():
        if table is Case and _DECIDING & set(columns):
            for row in rows:
                found.setdefault(row["id"], {}).update(row)
    return found


def _cell(case: Values, grain: Grain, zone: tzinfo) -> dict[str, Any]:
    submitted: datetime = case["submitted_at"]
    day = day_of(submitted, zone)
    kept = {name: case[name] for name in grain.columns if case[name] is not None}
    start = period_of("month", day).start if grain.months else day
    return {"grain": grain.name, "day": start, **_EMPTY, **kept}


def _recount(grain: Grain, offset_hours: int) -> Insert:
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    cases = counted(case, LocalDate(case.c.submitted_at, offset_hours))
    day = key_of(Dimension.MONTH if grain.months else Dimension.DAY, cases)
    cell = {"grain": literal(grain.name), "day": day}
    for name, empty in _EMPTY.items():
        cell[name] = func.coalesce(case.c[name], empty) if name in grain.columns else literal(empty)
    cell |= {"step": case.c.step, "phase": case.c.phase}
    ones = {"cases": number(1), **{name: one_if(KEPT[name](case.c)) for name in HELD}}
    columns = [value.label(name) for name, value in (cell | ones).items()]
    rows = select(*columns).select_from(case).subquery()
    keys = [rows.c[name] for name in cell]
    sums = [func.sum(rows.c[name]).label(name) for name in ones]
    return insert(CaseTally).from_select([*cell, *ones], select(*keys, *sums).group_by(*keys))
