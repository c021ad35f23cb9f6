"""Taking a file in: what is right is stored once, what is wrong comes back with the reason."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlmodel import col

from lianxin.commands import Outcome, run_all
from lianxin.context import Context
from lianxin.database import among_words
from lianxin.errors import Problem, Refused, not_permitted
from lianxin.files import BadRow, Sheet, read_rows, row_key
from lianxin.files.rendering import to_text
from lianxin.files.sheet import Column
from lianxin.files.sources import Source
from lianxin.importing.importable import Importable, People
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.tables import Person

PERMISSION = "data.import"
CHUNK = 200
Progress = Callable[[int, int], None]
"""Called with how many rows are done, and of how many."""

_NUMBERED = select(col(Person.external_id), col(Person.id)).where(
    among_words(col(Person.external_id), "numbers")
)
_NOBODY = Text(
    "没有编号为 {number} 的人员，请先导入人员", "There is no person {number}; import persons first"
)
_MAY_NOT = Text(
    "您没有导入数据的权限，请联系管理员", "You may not import data; ask an administrator"
)


@dataclass
class Imported:
    """`stored` now, `known` from before; with `problems` nothing of the file was usable."""

    sheet: Sheet[Any]
    stored: int = 0
    known: int = 0
    bad: list[BadRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Row:
    line: int
    values: Any


async def import_file(
    kind: Importable[Any],
    source: Source,
    context: Context,
    progress: Progress = lambda *_: None,
) -> Imported:
    """Raises Refused for whoever may not, and as databases do; never for what a file contains."""
    if "system" not in context.viewer.roles and not context.viewer.may(PERMISSION):
        raise Refused([not_permitted(_MAY_NOT)])
    locality = context.locality
    sheet = kind.sheet(locality)
    parsed = await asyncio.to_thread(read_rows, sheet, source, locality.zone)
    imported = Imported(
        sheet,
        bad=list(parsed.bad),
        problems=parsed.problems,
        unknown_columns=parsed.unknown_columns,
    )
    rows = [_Row(line, row) for line, row in kind.ordered(parsed.rows)]
    for start in range(0, len(rows), CHUNK):
        await _take_in(kind, rows[start : start + CHUNK], context, imported)
        progress(min(start + CHUNK, len(rows)), len(rows))
    if imported.stored > CHUNK:
        await locality.database.analyse()
    imported.bad.sort(key=lambda row: row.line_number)
    return imported


async def _take_in(
    kind: Importable[Any], rows: Sequence[_Row], context: Context, imported: Imported
) -> None:
    people = await _people(kind, rows, context.locality)
    ready = []
    for row in rows:
        if strangers := [n for n in kind.named(row.values) if n not in people]:
            reasons = [("", _NOBODY.format(number=number)) for number in strangers]
            imported.bad.append(_bad(imported.sheet, row, reasons, context))
        else:
            ready.append(row)
    asked = [kind.asked(r.values, _number(context.locality, r.values), people) for r in ready]
    outcomes = await run_all(asked, context, CHUNK)
    same = await _same(kind, ready, outcomes, context.locality)
    for n, (row, outcome) in enumerate(zip(ready, outcomes, strict=True)):
        _count(kind, imported, row, outcome, n in same, context)


def _count(
    kind: Importable[Any],
    imported: Imported,
    row: _Row,
    outcome: Outcome,
    same: bool,
    context: Context,
) -> None:
    codes = {problem.code for problem in outcome.problems}
    if outcome.done and kind.is_new(outcome):
        imported.stored += 1
    elif outcome.done or codes <= kind.already or same:
        imported.known += 1
    else:
        reasons = [(_column(kind, p), p.message) for p in outcome.problems]
        imported.bad.append(_bad(imported.sheet, row, reasons, context))


async def _same(
    kind: Importable[Any], rows: Sequence[_Row], outcomes: Sequence[Outcome], locality: Locality
) -> set[int]:
    doubtful = [
        n
        for n, outcome in enumerate(outcomes)
        if outcome.problems and {p.code for p in outcome.problems} <= kind.taken
    ]
    if not doubtful:
        return set()
    async with locality.database.reading() as session:
        found = await kind.same(session, [rows[n].values for n in doubtful])
    return {doubtful[n] for n in found}


async def _people(kind: Importable[Any], rows: Sequence[_Row], locality: Locality) -> People:
    numbers = sorted({number for row in rows for number in kind.named(row.values)})
    found = await locality.database.all(_NUMBERED, numbers=numbers) if numbers else []
    return {row.external_id: row.id for row in found}


def _number(locality: Locality, row: BaseModel) -> str:
    """The row's own number; else one made of its content, by which it is known when it comes
    again. It is keyed: nobody can guess from it what the row said."""
    own: str | None = getattr(row, "number", None)
    return own or f"import:{locality.sealer.blind_index(row_key(row), 'import')}"


def _column(kind: Importable[Any], problem: Problem) -> str:
    """Where in the row the mistake is; an empty name is the row as a whole."""
    for part in reversed(problem.path):
        name = kind.columns.get(part, part)
        if name in kind.row.model_fields:
            return name
    return ""


def _bad(sheet: Sheet[Any], row: _Row, reasons: list[tuple[str, Text]], context: Context) -> BadRow:
    cells = {column.name: _cell(column, row.values, context) for column in sheet.columns}
    return BadRow(row.line, {name: text for name, text in cells.items() if text}, reasons)


def _cell(column: Column, row: Any, context: Context) -> str:
    value = getattr(row, column.name)
    return to_text(value, column.kind, context.language, context.locality.zone, column.choices)
