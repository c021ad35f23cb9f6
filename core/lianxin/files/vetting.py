"""A safe copy of an .xlsx before the reader sees it.

The reader allocates a dense grid: one cell at XFD1048576 ends the process (512 GB asked for),
and it trusts the zip. So every part is unpacked here within bounds, parsed once by expat for
where its cells stand, and packed again without what is not needed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from lianxin.files.limits import MAX_COLUMNS, MAX_PARTS, WIDEST, Bounds
from lianxin.files.sources import FileRefused

_WANTED = re.compile(r"(\[Content_Types\]|_rels/[^/]*|xl/.*)\.(xml|rels)", re.IGNORECASE)
_UNWANTED = re.compile(
    r"xl/(calcChain|comments|threadedComments|persons|drawings|charts|media|externalLinks"
    r"|pivotTables|pivotCache|chartsheets|diagrams|embeddings|ctrlProps|customProperty)",
    re.IGNORECASE,
)
_CELL = re.compile(r"\$?([A-Za-z]{1,9})\$?(\d{1,12})")
_CHUNK = 1 << 16

# Cells (row, column, both from 1) whose formula has an error or no stored result, by part.
BrokenCells = dict[str, set[tuple[int, int]]]


def vet(data: bytes, bounds: Bounds = WIDEST) -> tuple[bytes, BrokenCells]:
    """The file again, safe to read, and its broken formulas; raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _copy(package, bounds)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise unreadable() from error
    except (expat.ExpatError, ValueError, OSError, LookupError) as error:
        raise unreadable() from error


def part_of_sheet(safe: bytes, name: str) -> str:
    """Which part of a vetted package holds the sheet of that name; "" where none does."""
    with zipfile.ZipFile(io.BytesIO(safe)) as package:
        parts = {part.lower(): part for part in package.namelist()}
        book = ElementTree.fromstring(package.read(parts["xl/workbook.xml"]))
        relations = parts.get("xl/_rels/workbook.xml.rels")
        links = ElementTree.fromstring(package.read(relations)) if relations else ()
        target = {link.get("Id"): link.get("Target", "") for link in links}
        for element in book.iter():
            if element.get("name") == name:
                ids = (target[value] for value in element.attrib.values() if value in target)
                path = next(ids, "")
                return path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return ""


def unreadable() -> FileRefused:
    return FileRefused(
        "UNREADABLE",
        "文件已损坏，请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入",
        "the file is damaged; open it in Excel or WPS and save it again as .xlsx",
    )


def _copy(package: zipfile.ZipFile, bounds: Bounds) -> tuple[bytes, BrokenCells]:
    names = [info for info in package.infolist() if not info.is_dir()]
    if len(names) > MAX_PARTS:
        raise unreadable()
    wanted = {_path(info.filename): info for info in names if _is_wanted(_path(info.filename))}
    if not any(path.lower() == "xl/workbook.xml" for path in wanted):
        raise FileRefused(
            "UNKNOWN_FORMAT",
            "这个压缩文件不是 .xlsx，请用 Excel 或 WPS 另存为 .xlsx 后再导入",
            "this archive is not an .xlsx; save it as .xlsx in Excel or WPS",
        )
    budget = _Budget(bounds)
    broken: BrokenCells = {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for path, info in wanted.items():
            with package.open(info) as source, copy.open(path, "w") as sink:
                broken[path] = _copy_part(source, sink, budget)
    return target.getvalue(), {path: cells for path, cells in broken.items() if cells}


def _path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _is_wanted(path: str) -> bool:
    return bool(_WANTED.fullmatch(path)) and not _UNWANTED.match(path)


def _copy_part(source: IO[bytes], sink: IO[bytes], budget: "_Budget") -> set[tuple[int, int]]:
    scan = _Scan(budget)
    while chunk := source.read(_CHUNK):
        budget.spend_bytes(len(chunk))
        scan.feed(chunk)
        sink.write(chunk)
    scan.feed(b"", last=True)
    return scan.broken


class _Budget:
    """What all parts together may still unpack to."""

    def __init__(self, bounds: Bounds) -> None:
        self.bytes = bounds.unpacked
        self.elements = bounds.elements
        self.bounds = bounds

    def spend_bytes(self, amount: int) -> None:
        self.bytes -= amount
        if self.bytes < 0:
            raise _too_much()


class _Scan:
    """Follows rows and cells as the reader does and refuses a value outside the bounds."""

    def __init__(self, budget: _Budget) -> None:
        self.broken: set[tuple[int, int]] = set()
        self._budget = budget
        self._row = self._column = 0
        self._formula = self._error = self._value = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def feed(self, chunk: bytes, last: bool = False) -> None:
        self._parser.Parse(chunk, last)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._budget.elements -= 1
        if self._budget.elements < 0:
            raise _too_much()
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
            case "c":
                self._cell(attributes)
            case "v" | "is":
                self._value = True
                self._check()
            case "f":
                self._formula = True
                self._check()

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._formula = self._value = False
        self._error = attributes.get("t") == "e"
        found = _CELL.fullmatch(attributes.get("r", ""))
        if found:
            self._column, self._row = _column_number(found[1]), int(found[2])
        else:
            self._column += 1

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c" and (
            (self._error and self._value) or (self._formula and not self._value)
        ):
            self.broken.add((self._row, self._column))

    def _check(self) -> None:
        if self._row > self._budget.bounds.last_row:
            raise too_many_rows(self._budget.bounds.rows)
        if self._column > MAX_COLUMNS:
            raise too_many_columns()


def too_many_rows(most: int) -> FileRefused:
    return FileRefused(
        "TOO_MANY_ROWS",
        f"超过 {most} 行，请分成几个文件导入；表格下方若有多余内容请先删除",
        f"more than {most} rows; split the file; delete whatever stands far below the table",
    )


def too_many_columns() -> FileRefused:
    return FileRefused(
        "TOO_MANY_COLUMNS",
        f"超过 {MAX_COLUMNS} 列，请删除多余的列，或使用下载的模板",
        f"more than {MAX_COLUMNS} columns; delete those not needed or use the template",
    )


def _too_much() -> FileRefused:
    return FileRefused(
        "FILE_TOO_LARGE",
        "文件解压后过大，请只保留要导入的表，或分成几个文件",
        "the file unpacks to too much; keep only the sheet to import or split the file",
    )


def _refuse_doctype(*_: object) -> None:
    raise unreadable()


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
