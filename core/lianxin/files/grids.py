"""A file's rows of raw cells, with the row numbers that a spreadsheet program shows."""

import csv
import io
from collections.abc import Iterator, Sequence

import python_calamine as calamine

from lianxin.files.cells import BrokenFormula, Raw, is_empty
from lianxin.files.encoding import decode
from lianxin.files.limits import MAX_COLUMNS, WIDEST, Bounds
from lianxin.files.sources import FileRefused, Source, format_of, read_bytes, stream_of
from lianxin.files.text import undefuse
from lianxin.files.vetting import part_of_sheet, too_many_columns, unreadable, vet
from lianxin.language import Text

RawRow = list[Raw | BrokenFormula]
NumberedRow = tuple[int, RawRow]

_DELIMITERS = ",\t;"


def rows_of(source: Source, title: Text, bounds: Bounds = WIDEST) -> Iterator[NumberedRow]:
    """The rows that are not blank, from the sheet of that title or else the first one."""
    data = read_bytes(source, bounds)
    rows = _xlsx(data, title, bounds) if format_of(data) == "xlsx" else _csv(data)
    for number, row in rows:
        trimmed = _trim(row)
        if len(trimmed) > MAX_COLUMNS:
            raise too_many_columns()
        if trimmed:
            yield number, trimmed


def _xlsx(data: bytes, title: Text, bounds: Bounds) -> Iterator[NumberedRow]:
    safe, broken = vet(data, bounds)
    name, values = _sheet_values(safe, title)
    marks = broken.get(part_of_sheet(safe, name), set()) if broken else set()
    for number, row in enumerate(values, 1):
        yield number, _marked(row, number, marks) if marks else row


def _marked(row: RawRow, number: int, broken: set[tuple[int, int]]) -> RawRow:
    """The reader gives "" for a broken formula, as for an empty cell: tell the two apart."""
    return [
        BrokenFormula() if value == "" and (number, column) in broken else value
        for column, value in enumerate(row, 1)
    ]


def _sheet_values(data: bytes, title: Text) -> tuple[str, list[RawRow]]:
    """Raises FileRefused for whatever the reader stumbles over, its panics included."""
    try:
        book = calamine.load_workbook(stream_of(data))
        name = _sheet_name(book, title)
        return name, [list(row) for row in book.get_sheet_by_name(name).to_python(False)]
    except (KeyboardInterrupt, SystemExit, FileRefused):
        raise
    except BaseException as error:  # a panic in the reader derives from BaseException
        raise unreadable() from error


def _sheet_name(book: calamine.CalamineWorkbook, title: Text) -> str:
    visible = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not visible:
        raise FileRefused(
            "EMPTY_FILE", "文件里没有可见的工作表", "the file has no visible worksheet"
        )
    titles = {title.zh.casefold(), title.en.casefold()}
    named = [name for name in visible if name.strip().casefold() in titles]
    return (named or visible)[0]


def _csv(data: bytes) -> Iterator[NumberedRow]:
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            yield number, [undefuse(value) for value in row]
    except csv.Error as error:
        raise FileRefused(
            "UNREADABLE",
            f"第 {number + 1} 行的引号不配对或单元格过长，请用 Excel 打开并另存为 .xlsx",
            f"row {number + 1} has an unmatched quote or too long a cell; save it as .xlsx",
        ) from error


def _delimiter(text: str) -> str:
    """The one that the first line with text uses most; a comma where none is used."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _trim(row: Sequence[Raw | BrokenFormula]) -> RawRow:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return list(row[:end])
