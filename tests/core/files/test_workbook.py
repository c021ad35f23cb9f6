"""A report opens in Excel with typed columns, a frozen header, filters and charts."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import python_calamine as calamine

from lianxin.files import Head, Kind, Workbook, csv_chunks
from lianxin.files import workbook as workbook_module
from lianxin.language import Text

HEADS = (
    Head(Text("日期", "Date"), Kind.DATE),
    Head(Text("内容", "Content"), width=50),
    Head(Text("件数", "Number"), Kind.INTEGER),
    Head(Text("办结率", "Done"), Kind.PERCENT),
    Head(Text("登记时间", "Entered"), Kind.INSTANT),
)
EVIL = '=HYPERLINK("http://x","点我")'
NOON = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
ROWS = [
    (date(2026, 3, 1), EVIL, 3, 0.5, NOON),
    (date(2026, 3, 2), "<r><t>x</t></r>", 4, None, None),
]
TITLE = Text("诉求/台账", "Cases: list")


def build(target: Path | io.BytesIO, large: bool = False) -> None:
    with Workbook(target, "zh", large=large, created=NOON) as book:
        book.facts(Text("封面", "Cover"), [(Text("期间", "Period"), "2026-03"), (TITLE, 7)])
        table = book.table(TITLE, HEADS, ROWS, note=Text("依据：第三条", "Ground: clause 3"))
        book.chart("line", Text("趋势", "Trend"), table, 0, [2])
        book.chart("pie", Text("占比", "Shares"), table, 1, [2])


@pytest.mark.parametrize("large", [False, True])
def test_a_report_keeps_types_and_text(tmp_path: Path, large: bool) -> None:
    build(tmp_path / "report.xlsx", large)
    book = calamine.load_workbook(tmp_path / "report.xlsx")
    assert book.sheet_names == ["封面", "诉求_台账"]
    note, header, first, second = book.get_sheet_by_index(1).to_python()
    assert note[0] == "依据：第三条"
    assert header == ["日期", "内容", "件数", "办结率", "登记时间"]
    assert first == [date(2026, 3, 1), EVIL, 3.0, 0.5, datetime(2026, 3, 1, 12, 0)]
    assert str(second[1]).strip() == "<r><t>x</t></r>"


def test_a_report_has_filter_charts_and_no_formula() -> None:
    stream = io.BytesIO()
    build(stream)
    with zipfile.ZipFile(stream) as package:
        page = package.read("xl/worksheets/sheet2.xml").decode()
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert '<autoFilter ref="A2:E4"/>' in page
    assert 'topLeftCell="A3"' in page
    assert "<f>" not in page
    assert len(charts) == 2


def test_a_report_of_the_same_content_is_the_same_file() -> None:
    streams = io.BytesIO(), io.BytesIO()
    for stream in streams:
        build(stream)
    assert streams[0].getvalue() == streams[1].getvalue()


def test_a_failing_export_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> object:
        yield ROWS[0]
        raise LookupError

    with pytest.raises(LookupError), Workbook(tmp_path / "a.xlsx", large=True) as book:
        book.table(TITLE, HEADS, rows())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_long_table_goes_on_to_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "EXCEL_SHEET_ROWS", 4)
    stream = io.BytesIO()
    with Workbook(stream, "en") as book:
        book.table(TITLE, HEADS[2:3], [(number,) for number in range(5)])
    stream.seek(0)
    found = calamine.load_workbook(stream)
    assert found.sheet_names == ["Cases_ list", "Cases_ list 2"]
    assert found.get_sheet_by_index(1).to_python() == [["Number"], [3.0], [4.0]]


def test_text_beyond_excel_s_limit_is_cut_visibly() -> None:
    stream = io.BytesIO()
    with Workbook(stream) as book:
        book.table(TITLE, HEADS[1:2], [("长" * 40_000,)])
    stream.seek(0)
    text = str(calamine.load_workbook(stream).get_sheet_by_index(0).to_python()[1][0])
    assert len(text) == 32_767
    assert text.endswith("…（截断 cut）")


def test_a_csv_is_streamed_and_defused() -> None:
    chunks = list(csv_chunks(HEADS[1:3], ((f"=x{n}", -n) for n in range(20_000)), "en"))
    assert len(chunks) > 1
    lines = b"".join(chunks).decode("utf-8-sig").splitlines()
    assert lines[0] == "Content,Number"
    assert lines[2] == "'=x1,-1"
    assert len(lines) == 20_001
