"""The .xlsx pages of a sheet: the template, rows, and wrong rows with their reasons."""

import io
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from xlsxwriter.format import Format as Style
from xlsxwriter.workbook import Workbook as XlsxBook
from xlsxwriter.worksheet import Worksheet

from lianxin.files.excel import HEADER_STYLE, open_book, put, sheet_name, styles_of
from lianxin.files.headers import LINE_LABEL, REASON_LABEL
from lianxin.files.kinds import YES_NO, Kind
from lianxin.files.limits import MAX_ROWS
from lianxin.files.reading import BadRow
from lianxin.files.reasons import reasons_text
from lianxin.files.rendering import to_cell
from lianxin.files.sheet import Column, Sheet
from lianxin.language import Language, Text

_REQUIRED_STYLE = {**HEADER_STYLE, "font_color": "#C00000"}
_NOTE_STYLE = {"italic": True, "font_color": "#7F7F7F", "text_wrap": True, "valign": "top"}
_WRONG_STYLE = {"bg_color": "#FFC7CE", "num_format": "@", "text_wrap": True}
_REASON_WIDTH = 48.0
_LISTS = Text("选项", "Lists")
_PICK = Text("请从列表中选择", "Choose from the list")


def template_book(sheet: Sheet[Any], language: Language, zone: ZoneInfo) -> bytes:
    """Headings, notes, an example, formats down the columns and drop-down lists."""
    page = _Page(sheet, language)
    page.headings()
    note = page.book.add_format(_NOTE_STYLE)
    for place, column in enumerate(sheet.columns):
        put(page.sheet, 1, place, column.hint.say(language), note)
        page.sheet.write_comment(0, place, column.hint.say(language))
    page.values(2, [column.example for column in sheet.columns], zone)
    page.drop_downs()
    return page.close()


def rows_book(
    sheet: Sheet[Any], rows: Iterable[Sequence[object]], language: Language, zone: ZoneInfo
) -> bytes:
    """Rows of values in the columns' order."""
    page = _Page(sheet, language)
    page.headings()
    for line, values in enumerate(rows, 1):
        page.values(line, values, zone)
    page.drop_downs()
    return page.close()


def error_book(sheet: Sheet[Any], bad: Sequence[BadRow], language: Language) -> bytes:
    """Row number and reasons first, then the cells as they were; wrong ones are coloured."""
    page = _Page(sheet, language, shift=2)
    page.headings()
    page.reason_headings()
    for line, row in enumerate(bad, 1):
        page.wrong_row(line, row)
    page.drop_downs()
    return page.close()


def headings(columns: Sequence[Column], language: Language) -> list[str]:
    """The labels, with a star behind those that are required."""
    return [f"{column.label.say(language)}{'*' * column.required}" for column in columns]


class _Page:
    """One worksheet for one Sheet, its columns moved right by `shift`."""

    def __init__(self, sheet: Sheet[Any], language: Language, shift: int = 0) -> None:
        self._stream = io.BytesIO()
        self.book: XlsxBook = open_book(self._stream)
        self._names: set[str] = set()
        self.sheet: Worksheet = self.book.add_worksheet(
            sheet_name(sheet.title.say(language), self._names)
        )
        self._columns, self._language, self._shift = sheet.columns, language, shift
        self._styles = styles_of(self.book)
        self._wrong: Style = self.book.add_format(_WRONG_STYLE)

    def headings(self) -> None:
        plain, required = self.book.add_format(HEADER_STYLE), self.book.add_format(_REQUIRED_STYLE)
        for place, text in enumerate(headings(self._columns, self._language), self._shift):
            column = self._columns[place - self._shift]
            self.sheet.set_column(place, place, column.width, self._styles[column.kind])
            put(self.sheet, 0, place, text, required if column.required else plain)
        self.sheet.freeze_panes(1, 0)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def reason_headings(self) -> None:
        style = self.book.add_format(HEADER_STYLE)
        self.sheet.set_column(1, 1, _REASON_WIDTH)
        put(self.sheet, 0, 0, LINE_LABEL.say(self._language), style)
        put(self.sheet, 0, 1, REASON_LABEL.say(self._language), style)

    def values(self, line: int, values: Sequence[object], zone: ZoneInfo) -> None:
        for place, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            cell = to_cell(value, column.kind, self._language, zone, column.choices)
            put(self.sheet, line, place + self._shift, cell, self._styles[column.kind])

    def wrong_row(self, line: int, row: BadRow) -> None:
        wrong = {name for name, _ in row.reasons}
        put(self.sheet, line, 0, row.line_number, self._styles[Kind.INTEGER])
        reasons = reasons_text(row.reasons, self._columns, self._language)
        put(self.sheet, line, 1, reasons, self._styles[Kind.TEXT])
        for place, column in enumerate(self._columns, self._shift):
            style = self._wrong if column.name in wrong else self._styles[Kind.CODE]
            put(self.sheet, line, place, row.cells.get(column.name, ""), style)
            if column.name in wrong and not row.cells.get(column.name):
                self.sheet.write_blank(line, place, None, self._wrong)

    def drop_downs(self) -> None:
        """The lists stand on a hidden page: written inline Excel allows 255 characters only."""
        chosen = [
            (place, column)
            for place, column in enumerate(self._columns, self._shift)
            if column.kind in (Kind.CHOICE, Kind.YES_NO)
        ]
        if not chosen:
            return
        name = sheet_name(_LISTS.say(self._language), self._names)
        lists = self.book.add_worksheet(name)
        lists.hide()
        for number, (place, column) in enumerate(chosen):
            choices = column.choices or YES_NO
            for line, choice in enumerate(choices):
                put(lists, line, number, choice.label.say(self._language), None)
            self._validate(place, column, name, number, len(choices))

    def _validate(self, place: int, column: Column, name: str, number: int, count: int) -> None:
        letters = _letters(number)
        self.sheet.data_validation(
            1,
            place,
            MAX_ROWS,
            place,
            {
                "validate": "list",
                "source": f"='{name}'!${letters}$1:${letters}${count}",
                # The notes stand in the first row below the headings and are no choice.
                "error_type": "warning",
                "error_message": _PICK.say(self._language),
                "ignore_blank": not column.required,
            },
        )

    def close(self) -> bytes:
        self.book.close()
        return self._stream.getvalue()


def _letters(number: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
