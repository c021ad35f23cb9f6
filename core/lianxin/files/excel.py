"""The few calls on xlsxwriter that everything written here goes through."""

from datetime import date, datetime
from typing import Any, BinaryIO

from xlsxwriter.format import Format as Style
from xlsxwriter.workbook import Workbook as XlsxBook
from xlsxwriter.worksheet import Worksheet

from lianxin.files.kinds import Kind
from lianxin.files.limits import EXCEL_CELL_CHARACTERS
from lianxin.files.rendering import Cell

NUMBER_FORMATS = {
    Kind.CODE: "@",
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.######",
    Kind.PERCENT: "0.0%",
    Kind.DATE: "yyyy-mm-dd",
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
}
HEADER_STYLE = {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}
_CUT = "…（截断 cut）"
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def open_book(target: BinaryIO | str, *, large: bool = False) -> XlsxBook:
    """A book in which text stays text; `large` keeps only one row at a time in memory."""
    options: dict[str, Any] = {
        "constant_memory": large,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    return XlsxBook(target, options)


def styles_of(book: XlsxBook, **extra: object) -> dict[Kind, Style]:
    """A style for each kind of column, with vertical alignment to the top."""
    return {
        kind: book.add_format({"num_format": NUMBER_FORMATS.get(kind, ""), **extra})
        if kind in NUMBER_FORMATS
        else book.add_format({"text_wrap": kind is Kind.TEXT, **extra})
        for kind in Kind
    }


def put(sheet: Worksheet, row: int, column: int, cell: Cell, style: Style | None) -> None:
    """Write one cell by its Python type; row and column count from 0. Text never becomes
    a formula, a link or raw XML, and is cut visibly at Excel's limit of 32,767 characters."""
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, _storable(cell), style)
    elif isinstance(cell, (datetime, date)):
        sheet.write_datetime(row, column, cell, style)
    else:
        sheet.write_number(row, column, cell, style)


def sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel allows and that no other sheet has; `taken` is added to."""
    base = title.translate(_FORBIDDEN_IN_NAMES).strip("' ")[:31] or "Sheet"
    name, number = base, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        suffix = f" {number}"
        name = base[: 31 - len(suffix)] + suffix
    taken.add(name.casefold())
    return name


def _storable(text: str) -> str:
    if len(text) > EXCEL_CELL_CHARACTERS:
        text = text[: EXCEL_CELL_CHARACTERS - len(_CUT)] + _CUT
    # xlsxwriter passes a string of this shape on as XML; a space behind it breaks the spell.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
