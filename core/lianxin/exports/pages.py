"""The pages of a report, written one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.context import Context
from lianxin.database import Row
from lianxin.exports.counting import by_span, by_word, spans, words_of
from lianxin.exports.report import CaseReport, Per, Share, Split, Summary
from lianxin.files import Head, Kind, Workbook
from lianxin.indicators.reading import Value
from lianxin.indicators.rising import rising
from lianxin.language import Text

_ABOUT = Text("说明", "About")
_CASES = Text("件数", "Cases")
_TOTAL = Text("合计", "All")
_PER: dict[Per, tuple[Text, Text]] = {
    "day": (Text("日报", "Daily"), Text("日期", "Day")),
    "week": (Text("周报", "Weekly"), Text("周", "Week")),
    "month": (Text("月报", "Monthly"), Text("月份", "Month")),
}
_BY = Text("{per}：按{by}", "{per} by {by}")
_SHARE = Text("构成：按{by}", "By {by}")
_RISING = Text("热点：按{by}", "Rising by {by}")
_AGAINST = Text(
    "与此前 {days} 天（{start} 至 {end}）相比", "Against the {days} days before, {start} to {end}"
)
_NOTE = Text(
    "反映人信息已脱敏；匿名事项的时间只到日",
    "Reporters are masked; anonymous cases tell the day only",
)


@dataclass(frozen=True)
class Read:
    """What a report is written from: the cases of its time, and of as many days before."""

    context: Context
    first: date
    last: date
    rows: Sequence[Row]
    before_first: date
    before_last: date
    before: Sequence[Row]


def write_pages(book: Workbook, report: CaseReport, read: Read) -> None:
    book.facts(_ABOUT, _cover(report, read))
    _elements(book, report, read)
    for split in report.rising:
        _rising(book, split, read)
    for share in report.charts:
        _share(book, share, read)
    for summary in report.summaries:
        _summary(book, summary, read)


def _cover(report: CaseReport, read: Read) -> list[tuple[Text, object]]:
    context = read.context
    return [
        (Text("报表", "Report"), report.title),
        (Text("地方", "Locality"), context.locality.name),
        (Text("起止日期", "Time"), f"{read.first} – {read.last}"),
        (_CASES, len(read.rows)),
        (Text("制表时间", "Made at"), context.now),
        (Text("备注", "Note"), _NOTE),
    ]


def _elements(book: Workbook, report: CaseReport, read: Read) -> None:
    heads = [Head(c.label, c.kind, c.width) for c in report.columns]
    cells = ([c.shows(row, read.context) for c in report.columns] for row in read.rows)
    book.table(Text("台账", "Cases"), heads, cells)


def _share(book: Workbook, share: Share, read: Read) -> None:
    counts, total = by_word(share.by, read.rows), len(read.rows) or 1
    words = words_of(share.by, read.rows, read.context)
    title = _SHARE.format(by=share.by.label)
    heads = [Head(share.by.label), Head(_CASES, Kind.INTEGER), _percent(Text("占比", "Share"))]
    cells = [(label, counts[code], _part(counts[code], total)) for code, label in words.items()]
    table = book.table(title, heads, cells)
    book.chart(share.chart, title, table, 0, [1])


def _summary(book: Workbook, summary: Summary, read: Read) -> None:
    name, head = _PER[summary.per]
    title = _BY.format(per=name, by=summary.by.label)
    words = words_of(summary.by, read.rows, read.context)
    every = spans(summary.per, read.first, read.last)
    counts = by_span(summary.by, read.rows, every, read.context)
    heads = [Head(head, Kind.DATE if summary.per == "day" else Kind.TEXT, 14)]
    heads += [Head(label, Kind.INTEGER) for label in (_TOTAL, *words.values())]
    cells = [
        (span.label, sum(count.values()), *(count[code] for code in words))
        for span, count in counts.items()
    ]
    table = book.table(title, heads, cells)
    if words:
        book.chart(summary.chart, title, table, 0, range(2, len(heads)))


def _rising(book: Workbook, split: Split, read: Read) -> None:
    now, earlier = by_word(split, read.rows), by_word(split, read.before)
    words = words_of(split, read.rows, read.context)
    title, days = _RISING.format(by=split.label), (read.last - read.first).days + 1
    heads = [Head(split.label)]
    heads += [Head(Text("上期", "Before"), Kind.INTEGER), Head(Text("本期", "Now"), Kind.INTEGER)]
    heads += [Head(Text("增加", "More"), Kind.INTEGER), _percent(Text("增幅", "Growth"))]
    cells = [
        (words[r.key], int(r.before), int(r.now), int(r.by), _part(r.by, r.before))
        for r in rising(_values(earlier), _values(now))
    ]
    note = _AGAINST.format(days=days, start=read.before_first, end=read.before_last)
    table = book.table(title, heads, cells, note)
    book.chart("column", title, table, 0, [1, 2])


def _values(counts: dict[str, int]) -> list[Value]:
    return [Value(code, float(n), float(n), 1.0) for code, n in counts.items()]


def _part(number: float, of: float) -> float | None:
    """Rounded to what is shown: a fraction without end would be kept as a text."""
    return round(number / of, 4) if of else None


def _percent(label: Text) -> Head:
    return Head(label, Kind.PERCENT)
