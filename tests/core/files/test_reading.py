"""What people type and what their programs make of it is understood, or refused with a reason."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from factories.sheets import SHEET, csv_text, xlsx
from lianxin.files import Parsed, read_rows

HEAD = ("内容", "渠道")


def read_one(heading: str, value: object, form: str = "xlsx") -> object:
    """The value of one more column, or the English reason why it is refused."""
    cells = [(*HEAD, heading), ("路灯不亮", "来电", value)]
    parsed = read_rows(SHEET, xlsx(cells) if form == "xlsx" else csv_text(cells).encode())
    assert parsed.problems == []
    name = next(column.name for column in SHEET.columns if heading == column.label.zh)
    if parsed.bad:
        return parsed.bad[0].reasons[0][1].en.split(",")[0].split(";")[0]
    return getattr(parsed.rows[0][1], name)


@pytest.mark.parametrize(
    ("heading", "typed", "read"),
    [
        ("电话", 13900001234, "13900001234"),
        ("电话", "13900001234.0", "13900001234"),
        ("电话", "  139０００01234\u00a0", "13900001234"),
        ("电话", 0.1 + 370883199001011234, "the number is too long and Excel has dropped its last"),
        ("电话", date(2026, 3, 1), "Excel has turned it into a date"),
        ("区划", 11101, "011101"),
        ("区划", "11101", "011101"),
        ("日期", date(2026, 3, 1), date(2026, 3, 1)),
        ("日期", datetime(2026, 3, 1, 9, 30), date(2026, 3, 1)),
        ("日期", 46082, date(2026, 3, 1)),
        ("日期", 20260301, date(2026, 3, 1)),
        ("日期", 1950, "must be a date"),
        ("日期", "２０２６年３月１日", date(2026, 3, 1)),
        ("日期", "2026/3/1", date(2026, 3, 1)),
        ("日期", "2026.3.1", date(2026, 3, 1)),
        ("日期", "2026-02-30", "must be a date"),
        ("时间", datetime(2026, 3, 1, 9, 30), datetime(2026, 3, 1, 1, 30, tzinfo=UTC)),
        ("时间", "2026-3-1 14:30", datetime(2026, 3, 1, 6, 30, tzinfo=UTC)),
        ("时间", "2026年3月1日14时30分", datetime(2026, 3, 1, 6, 30, tzinfo=UTC)),
        ("时间", "2026-03-01T09:30:00+00:00", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        ("时间", "9点", "must be a date and time"),
        ("人数", "1,200", 1200),
        ("人数", 3.0, 3),
        ("人数", 2.5, "must be a whole number"),
        ("人数", 0, "must be at least 1"),
        ("人数", True, "must be a whole number"),
        ("金额", 0.1, Decimal("0.1")),
        ("金额", "１，２３４.50", Decimal("1234.50")),
        ("金额", "十元", "must be a number"),
        ("占比", "85%", 0.85),
        ("占比", 0.85, 0.85),
        ("匿名", "√", True),
        ("匿名", False, False),
        ("匿名", "也许", "must be yes or no"),
        ("级别", "B", "b"),
        ("单位", "Dakan Village", "u1"),
        ("单位", "没有的村", "must be one of: Dakan village"),
        ("单位", "#N/A", "the formula has no result"),
    ],
)
def test_a_cell_is_understood(heading: str, typed: object, read: object) -> None:
    found = read_one(heading, typed)
    assert found == read or (isinstance(read, str) and str(found).startswith(read))


@pytest.mark.parametrize(
    ("heading", "typed", "read"),
    [
        ("电话", "3.70883E+17", "the number is too long and Excel has dropped its last digits"),
        ("电话", "2026/3/1", "Excel has turned it into a date"),
        ("电话", "'+8613900001234", "+8613900001234"),
        ("人数", "1,200", 1200),
        ("时间", "2026/3/1 9:05", datetime(2026, 3, 1, 1, 5, tzinfo=UTC)),
    ],
)
def test_a_cell_of_a_csv_is_understood(heading: str, typed: str, read: object) -> None:
    assert read_one(heading, typed, "csv") == read


def test_a_model_s_own_reason_reaches_the_person() -> None:
    parsed = read_rows(SHEET, xlsx([HEAD, ("无无", "来电"), ("", "微信"), ("x", "网上")]))
    assert [row.line_number for row in parsed.bad] == [2, 3, 4]
    assert parsed.bad[0].reasons[0][1].zh == "请写明内容"
    assert {name for name, _ in parsed.bad[1].reasons} == {"content", "channel"}
    assert parsed.bad[2].reasons[0][1].en == "too short: at least 2 characters"


def test_headings_are_found_by_either_language_or_name_below_a_title() -> None:
    rows = [
        ("大坎村事项登记表",),
        (),
        ("Channel（必填）", " content * ", "备注", "人 数"),
        ("web", "路灯不亮", "急", 3),
        (),
        ("网上", "井盖丢失"),
        ("", "  "),
    ]
    parsed = read_rows(SHEET, xlsx(rows))
    assert [(number, row.content, row.people) for number, row in parsed.rows] == [
        (4, "路灯不亮", 3),
        (6, "井盖丢失", 1),
    ]
    assert parsed.unknown_columns == ("备注",)


def problem_of(parsed: Parsed) -> str:  # type: ignore[type-arg]
    assert not parsed.rows
    assert not parsed.bad
    problem = parsed.problems[0]
    assert problem.message.zh != problem.message.en
    return problem.code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "EMPTY_FILE"),
        ([HEAD], "EMPTY_FILE"),
        ([("内容",), ("路灯",)], "MISSING_COLUMNS"),
        ([("甲", "乙"), (1, 2)], "MISSING_COLUMNS"),
        ([("内容", "渠道", "Channel"), ("路灯不亮", "网上", "网上")], "DUPLICATE_COLUMNS"),
    ],
)
def test_a_file_without_the_right_table_is_refused(rows: list[tuple[object]], code: str) -> None:
    assert problem_of(read_rows(SHEET, xlsx(rows))) == code
    assert problem_of(read_rows(SHEET, csv_text(rows).encode("gb18030"))) == code


def test_the_sheet_of_that_title_is_read_before_the_first_one() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("说明").write(0, 0, "请填写第二页")
        page = book.add_worksheet("事项")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ("路灯不亮", "网上"))
    assert len(read_rows(SHEET, stream.getvalue()).rows) == 1


def test_a_formula_counts_by_its_stored_result() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, (*HEAD, "人数"))
        for line, result in enumerate((7, "#DIV/0!"), 1):
            page.write_row(line, 0, ("路灯不亮", "网上"))
            page.write_formula(line, 2, "=3+4", None, result)
    parsed = read_rows(SHEET, stream.getvalue())
    assert [row.people for _, row in parsed.rows] == [7]
    assert parsed.bad[0].reasons[0][1].zh == "公式没有结果或出错，请改填数值"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_any_usual_making_is_read(encoding: str, delimiter: str) -> None:
    text = f"内容{delimiter}渠道\r\n联通信号差{delimiter}来电\r\n\r\n"
    parsed = read_rows(SHEET, text.encode(encoding))
    assert [(number, row.content) for number, row in parsed.rows] == [(2, "联通信号差")]
