"""Whatever valid rows are written, reading returns them equal, in .xlsx and .csv."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.sheets import SHEET, Channel, Row, csv_text
from lianxin.files import read_rows, row_key, write_errors, write_rows
from lianxin.files.text import clean, defuse, undefuse

# What a cell cannot tell apart from another cell: outer spaces, control characters.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"), include_characters="\n\t"),
    max_size=60,
).map(clean)
FORMULAS = st.sampled_from(["=1+1", "'=1", "''@x", "-5", "＝A1", "|x", "<r>b</r>", "_x0041_"])
CODES = st.text("0123456789-ABX", min_size=1, max_size=18).filter(
    lambda text: text.strip("-") and "E" not in text
)
ROWS: Any = st.builds(
    Row,
    content=(TEXT | FORMULAS.map(lambda text: text + "!!")).filter(lambda text: len(text) > 1),
    channel=st.sampled_from(Channel),
    phone=st.none() | CODES,
    region=st.none() | st.integers(0, 999_999).map(lambda number: f"{number:06d}"),
    on=st.none() | st.dates(date(1800, 1, 1), date(9999, 12, 31)),
    at=st.none()
    | st.datetimes(datetime(1992, 1, 1), datetime(9999, 12, 30)).map(
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    people=st.integers(1, 10**18),
    amount=st.none() | st.decimals(-(10**20), 10**20, places=4),
    share=st.none() | st.floats(0, 1, allow_subnormal=False),
    anonymous=st.booleans(),
    level=st.sampled_from(["a", "b"]),
    unit=st.sampled_from([None, "u1", "u2"]),
)
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
@QUICK
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_rows_come_back_equal(form: Any, language: Any, rows: list[Row]) -> None:
    stream = io.BytesIO()
    write_rows(SHEET, rows, stream, language, form)
    parsed = read_rows(SHEET, stream.getvalue())
    assert parsed.problems == []
    assert parsed.bad == []
    assert [row for _, row in parsed.rows] == rows
    assert [row_key(row) for _, row in parsed.rows] == [row_key(row) for row in rows]


WRONG = st.fixed_dictionaries(
    {
        column.name: TEXT
        | FORMULAS
        | st.sampled_from(["", "3.7E+17", "2026-3-1", "12:00", "#REF!"])
        for column in SHEET.columns
    }
)


@QUICK
@given(st.lists(WRONG, min_size=1, max_size=3), st.sampled_from(["xlsx", "csv"]))
def test_a_wrong_row_stays_wrong_until_it_is_mended(rows: list[dict[str, str]], form: Any) -> None:
    names = [column.name for column in SHEET.columns]
    cells = [names, *([defuse(row[name]) for name in names] for row in rows)]
    first = read_rows(SHEET, csv_text(cells).encode())
    stream = io.BytesIO()
    write_errors(SHEET, first, stream, "zh", form)
    again = read_rows(SHEET, stream.getvalue())
    assert again.rows == []
    assert [row.reasons for row in again.bad] == [row.reasons for row in first.bad]


@given(st.text())
def test_text_in_a_csv_is_no_formula_and_comes_back(text: str) -> None:
    assert undefuse(defuse(text)) == text
    assert not defuse(text).startswith(tuple("=+-@\t\r|%＝＋－＠"))


def test_a_decimal_is_exact_however_long() -> None:
    row = Row(content="补贴", channel=Channel.WEB, amount=Decimal("12345678901234567.89"))
    stream = io.BytesIO()
    write_rows(SHEET, [row], stream)
    assert read_rows(SHEET, stream.getvalue()).rows == [(2, row)]
