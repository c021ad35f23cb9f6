"""The text of a .csv: UTF-8 with or without BOM, UTF-16 with one, or GB 18030 (Excel in China)."""

import codecs
import re

from lianxin.files.sources import FileRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CJK = re.compile("[\u3400-\u9fff]")


def decode(data: bytes) -> str:
    """The text; a file of two encodings is refused, naming the line, not read as nonsense."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    try:
        return data.decode()
    except UnicodeDecodeError:
        _refuse_mixed(data)
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _mixed(line) from error


def _refuse_mixed(data: bytes) -> None:
    """Text in GB 18030 is now and then valid UTF-8, but then never with Chinese in it."""
    in_utf8, first_other = False, 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            in_utf8 |= bool(_CJK.search(line.decode()))
        except UnicodeDecodeError:
            first_other = first_other or number
    if in_utf8:
        raise _mixed(first_other)


def _mixed(line: int) -> FileRefused:
    return FileRefused(
        "UNREADABLE",
        f"第 {line} 行的文字编码与其他行不同或已损坏，请用 Excel 另存为“CSV UTF-8”后再导入",
        f"line {line} is damaged or in another encoding; save the file as 'CSV UTF-8' in Excel",
    )
