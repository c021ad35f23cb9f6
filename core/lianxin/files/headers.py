"""Which column of a file is which column of the sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.files.cells import BrokenFormula, Raw, shown
from lianxin.files.grids import NumberedRow
from lianxin.files.limits import HEADER_WITHIN_ROWS
from lianxin.files.sheet import Column, labels
from lianxin.files.sources import FileRefused
from lianxin.files.text import half_width
from lianxin.language import Text

# Written by `write_errors` and passed over when the mended file comes in again.
LINE_LABEL = Text("原行号", "Original row")
REASON_LABEL = Text("错误原因", "Reason")

# Stars and "(required)" mark headings for people; they are no part of the name.
_MARKS = re.compile(r"[\s*]|\((必填|选填|required|optional)\)")


@dataclass(frozen=True)
class Header:
    """The header's row number, the column at each position (from 0) and the unknown headings."""

    line_number: int
    columns: dict[int, Column]
    unknown: tuple[str, ...]


def find_header(columns: Sequence[Column], rows: Sequence[NumberedRow]) -> Header:
    """The row near the top that names most columns; raises FileRefused."""
    candidates = rows[:HEADER_WITHIN_ROWS]
    if not candidates:
        raise no_rows()
    names = {_fold(heading): column for column in columns for heading in _headings(column)}
    number, row = max(candidates, key=lambda found: len(_known(names, found[1])))
    positions = _known(names, row)
    _refuse_twice(list(positions.values()))
    _refuse_missing(columns, list(positions.values()))
    return Header(number, positions, _unknown(row, positions))


def no_rows() -> FileRefused:
    return FileRefused(
        "EMPTY_FILE",
        "文件里没有数据，请在表头下面填写后再导入",
        "the file has no data; fill in rows below the header",
    )


def _headings(column: Column) -> tuple[str, str, str]:
    return column.label.zh, column.label.en, column.name


def _fold(text: str) -> str:
    return _MARKS.sub("", half_width(text).casefold())


def _known(names: dict[str, Column], row: Sequence[Raw | BrokenFormula]) -> dict[int, Column]:
    found = {position: names.get(_fold(shown(raw))) for position, raw in enumerate(row)}
    return {position: column for position, column in found.items() if column}


def _unknown(row: Sequence[Raw | BrokenFormula], positions: dict[int, Column]) -> tuple[str, ...]:
    ours = {LINE_LABEL.zh, LINE_LABEL.en, REASON_LABEL.zh, REASON_LABEL.en}
    headings = (shown(raw) for place, raw in enumerate(row) if place not in positions)
    return tuple(heading for heading in headings if heading and heading not in ours)


def _refuse_twice(found: list[Column]) -> None:
    twice = [column for column in dict.fromkeys(found) if found.count(column) > 1]
    if twice:
        names = labels(twice)
        raise FileRefused(
            "DUPLICATE_COLUMNS",
            f"这些列出现了两次：{names.zh}；请删除多余的",
            f"these columns occur twice: {names.en}; delete the superfluous ones",
        )


def _refuse_missing(columns: Sequence[Column], found: list[Column]) -> None:
    missing = [column for column in columns if column.required and column not in found]
    if missing or not found:
        names = labels(missing or columns)
        raise FileRefused(
            "MISSING_COLUMNS",
            f"缺少这些列：{names.zh}；请下载模板，按模板的表头填写",
            f"these columns are missing: {names.en}; use the headings of the template",
        )
