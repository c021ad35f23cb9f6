"""Rows in: what is right as models, what is wrong with the reason per cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from lianxin.errors import Problem
from lianxin.files.cells import BrokenFormula, CellError, Raw, is_empty, shown, to_value
from lianxin.files.grids import NumberedRow, RawRow, rows_of
from lianxin.files.headers import Header, find_header, no_rows
from lianxin.files.limits import WIDEST, Bounds
from lianxin.files.reasons import Reason, reasons_of
from lianxin.files.sheet import Column, Row, Sheet
from lianxin.files.sources import FileRefused, Source
from lianxin.files.vetting import too_many_rows

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class BadRow:
    """A row that is not taken in: its cells as text by column name, and what is wrong."""

    line_number: int
    cells: dict[str, str]
    reasons: list[Reason]


@dataclass(frozen=True)
class Parsed(Generic[Row]):
    """A file as read; with `problems` nothing of it is usable.

    Line numbers are those a spreadsheet program shows. `unknown_columns` were passed over.
    """

    rows: list[tuple[int, Row]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()


def read_rows(
    sheet: Sheet[Row], source: Source, zone: ZoneInfo = SHANGHAI, bounds: Bounds = WIDEST
) -> Parsed[Row]:
    """Read an .xlsx or .csv, told apart by content; never raises for what a file contains.

    Blocks: 50,000 rows of a dozen columns take some seconds; call it in a thread.
    """
    try:
        return _read(sheet, rows_of(source, sheet.title, bounds), zone, bounds)
    except FileRefused as refusal:
        return Parsed(problems=[refusal.problem])


def _read(
    sheet: Sheet[Row], found: Iterator[NumberedRow], zone: ZoneInfo, bounds: Bounds
) -> Parsed[Row]:
    rows = _bounded(found, bounds)
    header = find_header(sheet.columns, rows)
    example = _values(sheet, example_cells(sheet.columns), zone)[0]
    parsed: Parsed[Row] = Parsed(unknown_columns=header.unknown)
    for number, row in rows:
        if number > header.line_number:
            _take(sheet, parsed, number, _cells(header, row), zone, example)
    if not parsed.rows and not parsed.bad:
        raise no_rows()
    if len(parsed.rows) + len(parsed.bad) > bounds.rows:
        raise too_many_rows(bounds.rows)
    return parsed


def _bounded(found: Iterable[NumberedRow], bounds: Bounds) -> list[NumberedRow]:
    rows: list[NumberedRow] = []
    for row in found:
        rows.append(row)
        if len(rows) > bounds.last_row:
            raise too_many_rows(bounds.rows)
    return rows


def example_cells(columns: Iterable[Column]) -> dict[str, Raw | BrokenFormula]:
    """The template's example, as the cells of a row."""
    return {column.name: column.example for column in columns if column.example is not None}


def _cells(header: Header, row: RawRow) -> dict[str, Raw | BrokenFormula]:
    """The cells that are not empty, by column name."""
    return {
        column.name: row[position]
        for position, column in header.columns.items()
        if position < len(row) and not is_empty(row[position])
    }


def _take(
    sheet: Sheet[Row],
    parsed: Parsed[Row],
    number: int,
    cells: dict[str, Raw | BrokenFormula],
    zone: ZoneInfo,
    example: dict[str, object],
) -> None:
    if not cells or _is_hint(sheet, cells):
        return
    values, reasons = _values(sheet, cells, zone)
    if not reasons and values == example:
        return
    row = _validated(sheet, values, reasons)
    if row is None:
        texts = {name: shown(raw) for name, raw in cells.items()}
        parsed.bad.append(BadRow(number, texts, reasons))
    else:
        parsed.rows.append((number, row))


def _is_hint(sheet: Sheet[Row], cells: dict[str, Raw | BrokenFormula]) -> bool:
    """The template's row of notes, in whichever language it was written."""
    hints = {column.name: column.hint for column in sheet.columns}
    return all(shown(raw) in (hints[name].zh, hints[name].en) for name, raw in cells.items())


def _values(
    sheet: Sheet[Row], cells: dict[str, Raw | BrokenFormula], zone: ZoneInfo
) -> tuple[dict[str, object], list[Reason]]:
    values: dict[str, object] = {}
    reasons: list[Reason] = []
    for column in sheet.columns:
        if column.name in cells:
            try:
                values[column.name] = to_value(column, cells[column.name], zone)
            except CellError as error:
                reasons.append((column.name, error.text))
    return values, reasons


def _validated(sheet: Sheet[Row], values: dict[str, object], reasons: list[Reason]) -> Row | None:
    """The model, or None with the reasons added; a cell is told one thing at a time."""
    told = {name for name, _ in reasons}
    try:
        row = sheet.row.model_validate(values)
    except ValidationError as error:
        reasons.extend(reason for reason in reasons_of(error) if reason[0] not in told)
        return None
    return None if reasons else row
