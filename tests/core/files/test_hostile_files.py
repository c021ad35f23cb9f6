"""A file meant to do harm, or merely damaged, is refused with a code and ends nothing else."""

import io
import zipfile

import pytest

from factories.sheets import SHEET, csv_text, xlsx
from lianxin.files import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Bounds, limits, read_rows

HEAD = ("内容", "渠道")
GOOD = xlsx([HEAD, ("路灯不亮", "网上")])


def code_of(data: bytes) -> str:
    parsed = read_rows(SHEET, data)
    assert (parsed.rows, parsed.bad) == ([], [])
    return parsed.problems[0].code


def with_part(path: str, content: bytes | str, original: bytes = GOOD) -> bytes:
    """The package with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
        new.writestr(path, content)
    return stream.getvalue()


def with_cells(cells: str) -> bytes:
    return with_part(
        "xl/worksheets/sheet1.xml",
        f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "TOO_MANY_ROWS"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "TOO_MANY_COLUMNS"),
        ('<row r="99999999"><c><v>1</v></c></row>', "TOO_MANY_ROWS"),
        ('<row r="1"><c r="XFC1"/><c><v>1</v></c></row>', "TOO_MANY_COLUMNS"),
        (
            '<x:row xmlns:x="a" r="1"><x:c r="xfd1048576"><x:v>1</x:v></x:c></x:row>',
            "TOO_MANY_ROWS",
        ),
        ('<row r="1"><c a="&gt;" r="A&#49;048576"><v>1</v></c></row>', "TOO_MANY_ROWS"),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "UNREADABLE"),
        ('<row r="1"><c r="A1"><v>1', "UNREADABLE"),
    ],
)
def test_a_cell_far_outside_takes_no_memory(cells: str, code: str) -> None:
    assert code_of(with_cells(cells)) == code


def test_formatted_empty_cells_far_below_do_no_harm() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>内容</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>渠道</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>路灯不亮</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>web</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert len(read_rows(SHEET, with_cells(cells)).rows) == 1


def test_what_unpacks_to_too_much_is_refused_while_unpacking() -> None:
    bomb = with_part("xl/sharedStrings.xml", b"<a>" + b" " * (limits.MAX_UNPACKED_BYTES) + b"</a>")
    assert len(bomb) < 1_000_000
    assert code_of(bomb) == "FILE_TOO_LARGE"


@pytest.mark.parametrize("bounds", [Bounds(elements=1_000), Bounds(unpacked=9_000)])
def test_narrower_bounds_hold_for_what_is_packed(bounds: Bounds) -> None:
    much = with_part("xl/sharedStrings.xml", "<a>" + "<si/>" * 2_000 + "</a>")
    found = read_rows(SHEET, much, bounds=bounds)
    assert [problem.code for problem in found.problems] == ["FILE_TOO_LARGE"]


def test_narrower_bounds_hold_for_rows_and_bytes() -> None:
    rows = b"content,channel\n" + b"ab,web\n" * 30
    for bounds, code in ((Bounds(rows=29), "TOO_MANY_ROWS"), (Bounds(bytes=99), "FILE_TOO_LARGE")):
        assert [p.code for p in read_rows(SHEET, rows, bounds=bounds).problems] == [code]
    assert len(read_rows(SHEET, rows, bounds=Bounds(rows=30)).rows) == 30


def test_entities_are_refused() -> None:
    evil = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert code_of(with_part("xl/sharedStrings.xml", evil)) == "UNREADABLE"


def test_a_sheet_that_lies_about_its_size_is_unreadable() -> None:
    data = bytearray(GOOD)
    entry = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert code_of(bytes(data)) == "UNREADABLE"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 this is no zip", "UNREADABLE"),
        (GOOD[: len(GOOD) // 2], "UNREADABLE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "UNKNOWN_FORMAT"),
        (b"%PDF-1.7", "UNKNOWN_FORMAT"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "UNKNOWN_FORMAT"),
        (bytes(range(256)), "UNKNOWN_FORMAT"),
        (b"", "EMPTY_FILE"),
        (b"a" * (MAX_BYTES + 1), "FILE_TOO_LARGE"),
        ("内容,渠道\n路灯不亮,网上\n".encode() + "井盖丢失,网上\n".encode("gb18030"), "UNREADABLE"),
        (b'content,channel\n"abc,web\nabc,web\n', "UNREADABLE"),
        (b"content,channel\n" + b"a" * 200_000 + b",web\n", "UNREADABLE"),
        (b"content,channel" + b",x" * 1_000_000 + b"\n", "TOO_MANY_COLUMNS"),
        (b"content,channel\n" + b"ab,web\n" * (MAX_ROWS + 1), "TOO_MANY_ROWS"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",  # megabytes make no name
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_an_archive_of_something_else_is_no_spreadsheet() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("content.xml", "<office/>")
    assert code_of(stream.getvalue()) == "UNKNOWN_FORMAT"


def test_the_mixed_line_is_named() -> None:
    data = "内容,渠道\n路灯不亮,网上\n".encode() + "井盖丢失,网上\n".encode("gb18030")
    assert "第 3 行" in read_rows(SHEET, data).problems[0].message.zh


def test_a_hundred_columns_and_a_missing_file() -> None:
    wide = [(*HEAD, *(f"c{n}" for n in range(MAX_COLUMNS - 2))), ("路灯不亮", "网上")]
    assert len(read_rows(SHEET, xlsx(wide)).rows) == 1
    assert code_of(csv_text([(*wide[0], "one more")]).encode()) == "TOO_MANY_COLUMNS"
    assert read_rows(SHEET, "/nowhere/a.xlsx").problems[0].code == "FILE_NOT_FOUND"


def test_citizens_text_that_looks_like_a_formula_stays_text() -> None:
    row = ('=HYPERLINK("http://x")', "网上")
    parsed = read_rows(SHEET, csv_text([HEAD, row]).encode())
    assert parsed.rows[0][1].content == row[0]
