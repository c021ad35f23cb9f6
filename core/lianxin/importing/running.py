"""Taking a file in: what is right is stored once, what is wrong comes back with the reason."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands import Outcome, run_together, try_together
from lianxin.commands.batch import Beside
from lianxin.context import Context
from lianxin.database import Transaction, among_words
from lianxin.errors import NotUnique, Problem, Refused, not_permitted
from lianxin.files import BadRow, Bounds, Reason, Sheet, read_rows, row_key
from lianxin.files.reading import Parsed
from lianxin.files.rendering import to_text
from lianxin.files.sheet import Column
from lianxin.files.sources import Source
from lianxin.importing.earlier import Earlier, Entry
from lianxin.importing.importable import Importable, People
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.tables import ImportedRow, Person

PERMISSION = "data.import"
CHUNK = 200
TRIED = 500
"""Rows that are tried at once: others who write wait as long."""

_ANY_FILE = Bounds()
Progress = Callable[[int, int], None]
"""Called with how many rows are done, and of how many."""

_NUMBERED = select(col(Person.external_id), col(Person.id)).where(
    among_words(col(Person.external_id), "numbers")
)
_IMPORTED = select(col(ImportedRow.key)).where(
    col(ImportedRow.kind) == bindparam("kind"), among_words(col(ImportedRow.key), "keys")
)
_NOBODY = Text(
    "没有编号为 {number} 的人员，请先导入人员", "There is no person {number}; import persons first"
)
_MAY_NOT = Text(
    "您没有导入数据的权限，请联系管理员", "You may not import data; ask an administrator"
)


@dataclass
class Imported:
    """`stored` now, `known` from before; with `problems` nothing of the file was usable.

    `dry_run`: nothing was stored, the rest says what would have been.
    """

    sheet: Sheet[Any]
    dry_run: bool = False
    stored: int = 0
    known: int = 0
    bad: list[BadRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()


async def import_file(
    kind: Importable[Any],
    source: Source,
    context: Context,
    progress: Progress = lambda *_: None,
    *,
    bounds: Bounds = _ANY_FILE,
    dry_run: bool = False,
    earlier: Source | None = None,
) -> Imported:
    """Raises Refused for whoever may not, and as databases do; never for what a file contains.

    With `dry_run`, rows are also judged by those before them in the file that they repeat or name, and
    by those of `earlier`, which stood in parts before this one.
    """
    if "system" not in context.viewer.roles and not context.viewer.may(PERMISSION):
        raise Refused([not_permitted(_MAY_NOT)])
    sheet = kind.sheet(context.locality)
    parsed = await _read(sheet, source, context, bounds)
    imported = Imported(
        sheet,
        dry_run,
        bad=list(parsed.bad),
        problems=parsed.problems,
        unknown_columns=parsed.unknown_columns,
    )
    rows = _entries(kind, parsed, context)
    before = Earlier(kind)
    if earlier is not None:
        read = await _read(sheet, earlier, context, bounds)
        imported.problems += [problem.at("earlier") for problem in read.problems]
        before.add(_entries(kind, read, context))
    if imported.problems:
        return imported
    size = TRIED if dry_run else CHUNK
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        await _take_in(kind, _with(before, some) if dry_run else some, context, imported)
        progress(start + len(some), len(rows))
    if imported.stored > CHUNK and not dry_run:
        await context.locality.database.analyse()
    imported.bad.sort(key=lambda row: row.line_number)
    return imported


async def _read(sheet: Sheet[Any], source: Source, context: Context, bounds: Bounds) -> Parsed[Any]:
    return await asyncio.to_thread(read_rows, sheet, source, context.locality.zone, bounds)


def _entries(kind: Importable[Any], parsed: Parsed[Any], context: Context) -> list[Entry]:
    locality = context.locality
    return [Entry(line, row, _key(kind, row, locality)) for line, row in kind.ordered(parsed.rows)]


def _with(before: Earlier, some: Sequence[Entry]) -> Sequence[Entry]:
    """What is only tried is there for those after it as long as its transaction lasts: so what
    counted before is tried again, as far as it matters."""
    judged_by = before.of(some)
    before.add(some)
    return [*judged_by, *some]


async def _take_in(
    kind: Importable[Any],
    rows: Sequence[Entry],
    context: Context,
    imported: Imported,
    *,
    again: bool = True,
) -> None:
    """In one transaction; where somebody else is storing the same, once more row by row."""
    alike: dict[str, list[Entry]] = {}
    for row in rows:
        alike.setdefault(row.key, []).append(row)
    known = await _known(kind, alike, context.locality)
    people = await _people(kind, rows, context.locality)
    new = [same[0] for key, same in alike.items() if key not in known]
    wrong = {row.key: _strangers(kind, row, people) for row in new}
    ready = [row for row in new if not wrong[row.key]]
    try:
        asked = [kind.asked(row.values, people) for row in ready]
        if imported.dry_run:
            outcomes = await try_together(asked, context)
        else:
            outcomes = await run_together(asked, context, _remembering(kind, ready))
    except NotUnique:
        if not again:
            raise
        for same in alike.values():
            await _take_in(kind, same, context, imported, again=False)
        return
    wrong |= {r.key: _reasons(kind, r, o) for r, o in zip(ready, outcomes, strict=True)}
    for key, same in alike.items():
        _count(imported, same, key in known, wrong.get(key, []), context)


def _remembering(kind: Importable[Any], rows: Sequence[Entry]) -> Beside:
    """Stores beside the rows that they were stored."""

    async def remember(tx: Transaction, outcomes: Sequence[Outcome]) -> None:
        done = [r for r, o in zip(rows, outcomes, strict=True) if not _reasons(kind, r, o)]
        await tx.add(*(ImportedRow(kind=kind.key, key=row.key) for row in done))

    return remember


def _count(
    imported: Imported, same: Sequence[Entry], known: bool, wrong: list[Reason], context: Context
) -> None:
    """`same` rows say the same: one is stored, or none."""
    counted = [row for row in same if row.counts]
    if wrong:
        imported.bad += [_bad(imported.sheet, row, wrong, context) for row in counted]
        return
    new = 0 if known or not same[0].counts else 1
    imported.stored += new
    imported.known += len(counted) - new


def _reasons(kind: Importable[Any], row: Entry, outcome: Outcome) -> list[Reason]:
    """Why a row was not stored; nothing where it was."""
    if outcome.problems:
        return [(_column(kind, problem), problem.message) for problem in outcome.problems]
    unstored = kind.unstored(row.values, outcome)
    return [("", unstored)] if unstored else []


def _strangers(kind: Importable[Any], row: Entry, people: People) -> list[Reason]:
    return [("", _NOBODY.format(number=n)) for n in kind.named(row.values) if n not in people]


async def _known(kind: Importable[Any], keys: Iterable[str], locality: Locality) -> frozenset[str]:
    found = await locality.database.all(_IMPORTED, kind=kind.key, keys=list(keys))
    return frozenset(row.key for row in found)


async def _people(kind: Importable[Any], rows: Sequence[Entry], locality: Locality) -> People:
    numbers = sorted({number for row in rows for number in kind.named(row.values)})
    found = await locality.database.all(_NUMBERED, numbers=numbers) if numbers else []
    return {row.external_id: row.id for row in found}


def _key(kind: Importable[Any], row: BaseModel, locality: Locality) -> str:
    return locality.sealer.blind_index(row_key(kind.known_by(row)), f"import.{kind.key}")


def _column(kind: Importable[Any], problem: Problem) -> str:
    """Where in the row the mistake is; an empty name is the row as a whole."""
    for part in reversed(problem.path):
        name = kind.columns.get(part, part)
        if name in kind.row.model_fields:
            return name
    return ""


def _bad(sheet: Sheet[Any], row: Entry, reasons: list[Reason], context: Context) -> BadRow:
    cells = {column.name: _cell(column, row.values, context) for column in sheet.columns}
    return BadRow(row.line, {name: text for name, text in cells.items() if text}, reasons)


def _cell(column: Column, row: Any, context: Context) -> str:
    value = getattr(row, column.name)
    return to_text(value, column.kind, context.language, context.locality.zone, column.choices)
