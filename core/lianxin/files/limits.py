"""Bounds of a spreadsheet that is taken in; beyond them the whole file is refused."""

from dataclasses import dataclass

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 100

# The header may stand below a heading and the template's notes.
HEADER_WITHIN_ROWS = 10

# An .xlsx is a zip: these bound what it may grow to. A full 50,000 x 100 sheet of short
# cells is larger than MAX_BYTES before any of them is reached.
MAX_UNPACKED_BYTES = 192 * 1024 * 1024
MAX_XML_ELEMENTS = 12_000_000
MAX_PARTS = 1_000


@dataclass(frozen=True)
class Bounds:
    """How large a file may be; narrower where others wait for what it costs."""

    bytes: int = MAX_BYTES
    rows: int = MAX_ROWS
    unpacked: int = MAX_UNPACKED_BYTES
    elements: int = MAX_XML_ELEMENTS

    @property
    def last_row(self) -> int:
        """The header and the notes above it come on top of the rows that are counted."""
        return self.rows + 2 * HEADER_WITHIN_ROWS


WIDEST = Bounds()


# Excel's own limits, which bind what is written.
EXCEL_CELL_CHARACTERS = 32_767
EXCEL_SHEET_ROWS = 1_048_576
EXCEL_NAME_CHARACTERS = 31
EXCEL_EXACT_DIGITS = 15
