"""A report of named pages with typed tables and native charts, for .xlsx and .csv."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self
from zoneinfo import ZoneInfo

from xlsxwriter.worksheet import Worksheet

from lianxin.files.excel import HEADER_STYLE, open_book, put, sheet_name, styles_of
from lianxin.files.kinds import Choice, Kind
from lianxin.files.limits import EXCEL_SHEET_ROWS
from lianxin.files.reading import SHANGHAI
from lianxin.files.rendering import to_cell, to_text
from lianxin.files.sources import Target
from lianxin.files.text import defuse
from lianxin.language import Language, Text

ChartKind = Literal["line", "bar", "column", "pie"]

_WIDTHS = {Kind.TEXT: 28.0, Kind.CODE: 20.0, Kind.INSTANT: 18.0}
_NOTE_STYLE = {"italic": True, "font_color": "#595959"}
_CHART_ROWS = 18
_CSV_CHUNK = 1 << 16


@dataclass(frozen=True)
class Head:
    """A column of a table that is written; the width is in Excel's unit, a Latin letter."""

    label: Text
    kind: Kind = Kind.TEXT
    width: float | None = None
    choices: tuple[Choice, ...] = ()


@dataclass
class Table:
    """A table that was written: where it stands, for a chart beside it."""

    page: Worksheet
    heads: tuple[Head, ...]
    header_row: int
    last_row: int
    charts: int = 0


class Workbook:
    """`with Workbook(path) as book: book.table(…)`; the file appears at the end, complete or not.

    `large` keeps one row at a time in memory. `created` makes the file the same each time.
    """

    def __init__(
        self,
        target: Target,
        language: Language = "zh",
        zone: ZoneInfo = SHANGHAI,
        *,
        large: bool = False,
        created: datetime | None = None,
    ) -> None:
        self._path, self._part, stream = _destination(target)
        self._book = open_book(stream, large=large)
        self._language, self._zone = language, zone
        self._names: set[str] = set()
        self._styles = styles_of(self._book, valign="top")
        self._header = self._book.add_format(HEADER_STYLE)
        self._note = self._book.add_format(_NOTE_STYLE)
        if created:
            self._book.set_properties({"created": created})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error:
            # Closing is what removes the temporary files of a large book.
            self._book.filename = io.BytesIO()
        if not self._names:
            self._add_page("-")
        self._book.close()
        if self._path and self._part and not error:
            self._part.replace(self._path)

    def table(
        self,
        title: Text,
        heads: Sequence[Head],
        rows: Iterable[Sequence[object]],
        note: Text | None = None,
    ) -> Table:
        """A page with a table: frozen header, filter, typed columns; a note stands above it.

        Rows beyond what Excel's page holds go on to further pages; the first is returned.
        """
        page = self._begin(title, heads, note)
        first = page
        for values in rows:
            if page.last_row + 1 >= EXCEL_SHEET_ROWS:
                self._finish(page)
                page = self._begin(title, heads, note)
            self._write_row(page, values)
        self._finish(page)
        return first

    def facts(self, title: Text, facts: Iterable[tuple[Text, object]]) -> None:
        """A page of names and values, one under the other, as for a cover."""
        page = self._add_page(title.say(self._language))
        page.set_column(0, 0, 32)
        page.set_column(1, 1, 60)
        for row, (label, value) in enumerate(facts):
            kind = Kind.DECIMAL if isinstance(value, (int, float)) else Kind.TEXT
            cell = to_cell(value, kind, self._language, self._zone)
            style = Kind.INSTANT if isinstance(value, datetime) else kind
            put(page, row, 0, label.say(self._language), self._header)
            put(page, row, 1, cell, self._styles[style])

    def chart(
        self, kind: ChartKind, title: Text, table: Table, category: int, values: Sequence[int]
    ) -> None:
        """A chart beside its table, from the columns (from 0) of its categories and values."""
        if table.last_row == table.header_row:
            return
        chart = self._book.add_chart({"type": kind})
        chart.set_title({"name": title.say(self._language), "overlay": False})
        for column in values:
            chart.add_series(_series(table, category, column, kind))
        place = table.header_row + table.charts * _CHART_ROWS
        table.page.insert_chart(place, len(table.heads) + 1, chart)
        table.charts += 1

    def _add_page(self, title: str) -> Worksheet:
        return self._book.add_worksheet(sheet_name(title, self._names))

    def _begin(self, title: Text, heads: Sequence[Head], note: Text | None) -> Table:
        page = self._add_page(title.say(self._language))
        header_row = 1 if note else 0
        if note:
            put(page, 0, 0, note.say(self._language), self._note)
        for column, head in enumerate(heads):
            page.set_column(column, column, _width(head))
            put(page, header_row, column, head.label.say(self._language), self._header)
        page.freeze_panes(header_row + 1, 0)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return Table(page, tuple(heads), header_row, header_row)

    def _write_row(self, table: Table, values: Sequence[object]) -> None:
        table.last_row += 1
        for column, (head, value) in enumerate(zip(table.heads, values, strict=True)):
            cell = to_cell(value, head.kind, self._language, self._zone, head.choices)
            put(table.page, table.last_row, column, cell, self._styles[head.kind])

    def _finish(self, table: Table) -> None:
        last = len(table.heads) - 1
        table.page.autofilter(table.header_row, 0, table.last_row, last)


def csv_chunks(
    heads: Sequence[Head],
    rows: Iterable[Sequence[object]],
    language: Language = "zh",
    zone: ZoneInfo = SHANGHAI,
) -> Iterator[bytes]:
    """A .csv with byte order mark, piece by piece, so that a large one can be streamed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow([defuse(head.label.say(language)) for head in heads])
    for values in rows:
        writer.writerow(_csv_row(heads, values, language, zone))
        if text.tell() > _CSV_CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _csv_row(
    heads: Sequence[Head], values: Sequence[object], language: Language, zone: ZoneInfo
) -> list[str]:
    return [
        to_text(value, head.kind, language, zone, head.choices)
        for head, value in zip(heads, values, strict=True)
    ]


def _destination(target: Target) -> tuple[Path | None, Path | None, BinaryIO | str]:
    """A file is written beside its place and moved there when it is whole."""
    if not isinstance(target, (str, Path)):
        return None, None, target
    path = Path(target)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    return path, part, str(part)


def _width(head: Head) -> float:
    label = max(2.0 * len(head.label.zh), float(len(head.label.en))) + 4
    return head.width or min(60.0, max(label, _WIDTHS.get(head.kind, 12.0)))


def _series(table: Table, category: int, column: int, kind: ChartKind) -> dict[str, object]:
    name = table.page.get_name()
    first, last = table.header_row + 1, table.last_row
    series: dict[str, object] = {
        "name": [name, table.header_row, column],
        "categories": [name, first, category, last, category],
        "values": [name, first, column, last, column],
    }
    if kind == "pie":
        series["data_labels"] = {"percentage": True}
    return series
