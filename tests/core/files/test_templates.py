"""A template can be filled in as it is, and the file of wrong rows mended and sent again."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine

from factories.sheets import SHEET, csv_text, xlsx
from lianxin.files import BadRow, read_rows, reasons_text, write_errors, write_template
from lianxin.language import Text

HEAD = ("内容", "渠道", "电话", "人数")


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def first_page(path: Path) -> list[list[Any]]:
    return calamine.load_workbook(path).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_notes_and_example_of_a_template_are_no_data(
    tmp_path: Path, language: Any, ending: str
) -> None:
    path = tmp_path / f"template.{ending}"
    write_template(SHEET, path, language)
    assert [problem.code for problem in read_rows(SHEET, path).problems] == ["EMPTY_FILE"]


def test_a_template_says_what_it_expects(tmp_path: Path) -> None:
    write_template(SHEET, tmp_path / "t.xlsx", "zh")
    headings, notes, example = first_page(tmp_path / "t.xlsx")
    assert headings[:3] == ["内容*", "渠道*", "电话"]
    assert notes[1] == "必填；选项：来电、网上"
    assert example[1:3] == ["来电", "13900001234"]
    page = part(tmp_path / "t.xlsx", "xl/worksheets/sheet1.xml")
    assert page.count("<dataValidation ") == 4  # channel, anonymous, level, unit
    assert "来电" in part(tmp_path / "t.xlsx", "xl/sharedStrings.xml")
    assert "notes" not in page


def test_a_csv_template_shows_chinese_in_excel() -> None:
    stream = io.BytesIO()
    write_template(SHEET, stream, "zh", "csv")
    assert stream.getvalue().startswith(b"\xef\xbb\xbf" + "内容*,渠道*".encode())


def test_rows_below_a_template_s_own_are_read(tmp_path: Path) -> None:
    write_template(SHEET, tmp_path / "t.csv", "en")
    with (tmp_path / "t.csv").open("a", encoding="utf-8") as file:
        file.write("路灯不亮,web,,,,,2,,,,,\r\n")
    parsed = read_rows(SHEET, tmp_path / "t.csv")
    assert [(number, row.people) for number, row in parsed.rows] == [(4, 2)]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_wrong_rows_are_mended_and_read(tmp_path: Path, ending: str) -> None:
    rows = [HEAD, ("路灯不亮", "微信", "013900001234", "三"), ("井盖丢失", "网上", "", 2)]
    parsed = read_rows(SHEET, xlsx(rows))
    assert [number for number, _ in parsed.rows] == [3]
    path = tmp_path / f"wrong.{ending}"
    write_errors(SHEET, parsed, path, "zh")
    data = path.read_bytes()
    if ending == "xlsx":
        grid = first_page(path)
    else:
        grid = [line.split(",") for line in data.decode("utf-8-sig").splitlines()]
    assert grid[0][:2] == ["原行号", "错误原因"]
    assert grid[1][1] == "渠道：应为以下之一：来电、网上；人数：应为整数"
    mended = [["网上" if c == "微信" else "3" if c == "三" else c for c in row] for row in grid]
    again = read_rows(SHEET, csv_text(mended).encode())
    assert again.unknown_columns == ()
    assert [(row.phone, row.people) for _, row in again.rows] == [("013900001234", 3)]


@pytest.mark.parametrize("spoilt", [370883199001011234, date(2026, 3, 1), "#REF!"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_excel_has_spoilt_is_not_taken_in_from_the_file_of_wrong_rows(
    spoilt: object, form: Any
) -> None:
    wrong = io.BytesIO()
    parsed = read_rows(SHEET, xlsx([HEAD, ("路灯不亮", "网上", spoilt)]))
    write_errors(SHEET, parsed, wrong, "zh", form)
    again = read_rows(SHEET, wrong.getvalue())
    assert (len(again.bad), again.rows) == (1, [])
    assert again.bad[0].reasons == parsed.bad[0].reasons


def test_a_wrong_row_without_its_cell_shows_where_it_is_missing(tmp_path: Path) -> None:
    write_errors(SHEET, read_rows(SHEET, xlsx([HEAD, ("路灯不亮",)])), tmp_path / "w.xlsx", "en")
    row = first_page(tmp_path / "w.xlsx")[1]
    assert row[:4] == [2.0, "Channel: must not be empty", "路灯不亮", ""]


def test_reasons_without_a_column_stand_alone() -> None:
    row = BadRow(2, {}, [("", Text("整行不对", "the row is wrong"))])
    assert reasons_text(row.reasons, SHEET.columns, "en") == "the row is wrong"
