"""Counts of a report's cases, by word and by day, week or month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.calendar import periods_between
from lianxin.clock import day_of
from lianxin.context import Context
from lianxin.database import Row
from lianxin.exports.report import Per, Split
from lianxin.language import Text

_NONE = Text("未注明", "Not stated")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From `start` to `end`, both included."""

    start: date
    end: date
    label: object


def spans(per: Per, first: date, last: date) -> list[Span]:
    """All that have a day of the time, those without any case too."""
    if per != "day":
        return [Span(p.start, p.end, p.label) for p in periods_between(per, first, last)]
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return [Span(day, day, day) for day in days]


def code_of(split: Split, row: Row) -> str:
    return getattr(row, split.asks.key) or ""


def words_of(split: Split, rows: Sequence[Row], context: Context) -> dict[str, Text]:
    """The words that occur, in the order of the vocabulary; what it does not know comes last."""
    terms = context.locality.composition.terms.get(split.vocabulary, {})
    occurring = {code_of(split, row) for row in rows}
    known = {code: term.label for code, term in terms.items() if code in occurring}
    others = {code: Text(code, code) if code else _NONE for code in sorted(occurring - set(known))}
    return {**known, **others}


def by_word(split: Split, rows: Sequence[Row]) -> Counter[str]:
    return Counter(code_of(split, row) for row in rows)


def by_span(
    split: Split, rows: Sequence[Row], every: Sequence[Span], context: Context
) -> dict[Span, Counter[str]]:
    """`every` in order, without gaps; each case lies in one of them."""
    counts: dict[Span, Counter[str]] = {span: Counter() for span in every}
    holding = {
        span.start + n * _DAY: span
        for span in every
        for n in range((span.end - span.start).days + 1)
    }
    for row in rows:
        day = day_of(row.submitted_at, context.locality.zone)
        counts[holding[day]][code_of(split, row)] += 1
    return counts
