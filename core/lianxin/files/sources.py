"""Where a spreadsheet is read from or written to, and what kind of file it is."""

import io
from pathlib import Path
from typing import BinaryIO, Literal

from lianxin.errors import Problem, invalid
from lianxin.files.limits import WIDEST, Bounds
from lianxin.language import Text

Source = str | Path | bytes | BinaryIO
Target = str | Path | BinaryIO
Format = Literal["xlsx", "csv"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")


class FileRefused(Exception):
    """The whole file cannot be taken in."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.problem: Problem = invalid(code, Text(zh, en), "file")
        super().__init__(en)


def read_bytes(source: Source, bounds: Bounds = WIDEST) -> bytes:
    """The whole file, refused above the bound without reading on."""
    data = _read(source, bounds.bytes)
    if len(data) > bounds.bytes:
        most = _size(bounds.bytes)
        raise FileRefused(
            "FILE_TOO_LARGE",
            f"文件超过 {most}，请分成几个文件导入",
            f"the file is larger than {most}; split it into several",
        )
    return data


def _size(count: int) -> str:
    return f"{count // 1024**2} MB" if count >= 1024**2 else f"{count // 1024} KB"


def format_of(data: bytes) -> Format:
    """By content, never by name: a renamed file is read as what it is."""
    if data.startswith(_ZIP):
        return "xlsx"
    if data.startswith(_OLE):
        raise FileRefused(
            "UNKNOWN_FORMAT",
            "这是旧版 .xls、WPS .et 或设了密码的文件，请另存为不设密码的 .xlsx 后再导入",
            "this is an old .xls, a WPS .et or has a password; save it as .xlsx without one",
        )
    if data.startswith(_OTHERS) or data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise _unknown()
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unknown()
    return "csv"


def format_for(target: Target, asked: Format | None) -> Format:
    """What to write: as asked, else by the name's ending, else .xlsx."""
    if asked:
        return asked
    named = isinstance(target, (str, Path)) and str(target).lower().endswith(".csv")
    return "csv" if named else "xlsx"


def _read(source: Source, most: int) -> bytes:
    if isinstance(source, bytes):
        return source
    if not isinstance(source, (str, Path)):
        return source.read(most + 1)
    try:
        with Path(source).open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise FileRefused(
            "FILE_NOT_FOUND",
            f"打不开文件 {source}，请检查路径和权限",
            f"cannot open {source}: {error.strerror}; check the path and its permissions",
        ) from None


def write_bytes(target: Target, data: bytes) -> None:
    if isinstance(target, (str, Path)):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def stream_of(data: bytes) -> BinaryIO:
    return io.BytesIO(data)


def _unknown() -> FileRefused:
    return FileRefused(
        "UNKNOWN_FORMAT",
        "不是 .xlsx 或 .csv 文件，请用 Excel 或 WPS 另存为 .xlsx 后再导入",
        "this is neither .xlsx nor .csv; save it as .xlsx in Excel or WPS",
    )
