"""Spreadsheets in (.xlsx, .csv, row by row with reasons) and out (templates, reports)."""

from lianxin.files.cells import CellError
from lianxin.files.fingerprint import row_key
from lianxin.files.kinds import Choice, Kind
from lianxin.files.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Bounds
from lianxin.files.reading import BadRow, Parsed, read_rows
from lianxin.files.reasons import Reason, reasons_text
from lianxin.files.sheet import Column, Sheet, cell
from lianxin.files.workbook import ChartKind, Head, Table, Workbook, csv_chunks
from lianxin.files.writing import write_errors, write_rows, write_template

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "BadRow",
    "Bounds",
    "CellError",
    "ChartKind",
    "Choice",
    "Column",
    "Head",
    "Kind",
    "Parsed",
    "Reason",
    "Sheet",
    "Table",
    "Workbook",
    "cell",
    "csv_chunks",
    "read_rows",
    "reasons_text",
    "row_key",
    "write_errors",
    "write_rows",
    "write_template",
]
