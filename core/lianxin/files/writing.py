"""Sheets out: a template to fill in, rows that can be read back, and the file of wrong rows."""

import csv
import io
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from lianxin.files.headers import LINE_LABEL, REASON_LABEL
from lianxin.files.reading import SHANGHAI, BadRow, Parsed
from lianxin.files.reasons import reasons_text
from lianxin.files.rendering import to_text
from lianxin.files.sheet import Column, Row, Sheet
from lianxin.files.sources import Format, Target, format_for, write_bytes
from lianxin.files.text import defuse
from lianxin.files.workpages import error_book, headings, rows_book, template_book
from lianxin.language import Language


def write_template(
    sheet: Sheet[Row], target: Target, language: Language = "zh", form: Format | None = None
) -> None:
    """An empty sheet: headings, a row of notes and an example, both passed over on reading.

    The form is .csv if asked for or if the target is so named, else .xlsx with drop-down lists.
    """
    if format_for(target, form) == "xlsx":
        write_bytes(target, template_book(sheet, language, SHANGHAI))
        return
    hints = [defuse(column.hint.say(language)) for column in sheet.columns]
    example = _texts(sheet.columns, [column.example for column in sheet.columns], language)
    write_bytes(target, _csv([headings(sheet.columns, language), hints, example]))


def write_rows(
    sheet: Sheet[Row],
    rows: Iterable[Row],
    target: Target,
    language: Language = "zh",
    form: Format | None = None,
    zone: ZoneInfo = SHANGHAI,
) -> None:
    """Rows such that `read_rows` gives equal ones back."""
    values = ([getattr(row, column.name) for column in sheet.columns] for row in rows)
    if format_for(target, form) == "xlsx":
        write_bytes(target, rows_book(sheet, values, language, zone))
        return
    lines = (_texts(sheet.columns, row, language, zone) for row in values)
    write_bytes(target, _csv([headings(sheet.columns, language), *lines]))


def write_errors(
    sheet: Sheet[Row],
    wrong: Parsed[Row] | Sequence[BadRow],
    target: Target,
    language: Language = "zh",
    form: Format | None = None,
) -> None:
    """The wrong rows with their row number and reasons; mended, the file can be read again."""
    bad = wrong.bad if isinstance(wrong, Parsed) else wrong
    if format_for(target, form) == "xlsx":
        write_bytes(target, error_book(sheet, bad, language))
        return
    extra = [LINE_LABEL.say(language), REASON_LABEL.say(language)]
    lines = [
        [
            str(row.line_number),
            defuse(reasons_text(row.reasons, sheet.columns, language)),
            *(defuse(row.cells.get(column.name, "")) for column in sheet.columns),
        ]
        for row in bad
    ]
    write_bytes(target, _csv([extra + headings(sheet.columns, language), *lines]))


def _texts(
    columns: Sequence[Column],
    values: Iterable[object],
    language: Language,
    zone: ZoneInfo = SHANGHAI,
) -> list[str]:
    return [
        to_text(value, column.kind, language, zone, column.choices)
        for column, value in zip(columns, values, strict=True)
    ]


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    """With a byte order mark, without which Excel shows Chinese as nonsense."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")
