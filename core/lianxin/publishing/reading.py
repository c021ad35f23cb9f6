"""What a publication says: the rows of its query, made fit to be read by anyone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lianxin.calendar import Period, period_of
from lianxin.clock import day_of
from lianxin.database import Session
from lianxin.localities import Locality
from lianxin.publishing.suppressing import suppressed
from lianxin.rules.base import RuleInForce
from lianxin.rules.privacy import HIDDEN, cleared_columns, redacted
from lianxin.rules.publication import Publication
from lianxin.rules.sql.values import Values
from lianxin.standings.asking import given

SUBJECT, BLOTTED = "subject_id", "blotted"
_UNSHOWN = (SUBJECT, BLOTTED)
Body = dict[str, Any]
"""`{"columns": [{"name", "zh", "en"}], "rows": [[…]]}`; a suppressed figure is null."""


@dataclass(frozen=True)
class Found:
    """Bodies by subject; without subjects there is one, of None."""

    bodies: dict[int | None, Body]
    empty: Body


async def read_live(
    session: Session, entry: RuleInForce, locality: Locality, period: Period | None = None
) -> dict[int | None, Body]:
    """What the publication would say now, by subject (None: of the locality)."""
    rule = entry.rule
    assert isinstance(rule, Publication)
    today = day_of(locality.clock.now(), locality.zone)
    asked = period or period_of(rule.period_kind(locality.figures.settings), today)
    return (await found(session, entry, rule, locality, asked)).bodies


def side_by_side(bodies: Mapping[int | None, Body]) -> Body | None:
    """One body of those of all subjects, in the order in which they were found."""
    whole = list(bodies.values())
    if not whole:
        return None
    return {"columns": whole[0]["columns"], "rows": [row for body in whole for row in body["rows"]]}


async def found(
    session: Session, entry: RuleInForce, rule: Publication, locality: Locality, period: Period
) -> Found:
    assert rule.query is not None
    names = [str(c.key) for c in rule.query.selected_columns if c.key not in _UNSHOWN]
    columns = [_heading(rule, name) for name in names]
    today = day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, Values(), locality, locality.figures, period, today)
    rows: dict[int | None, list[list[Any]]] = defaultdict(list)
    cleared = cleared_columns(rule.query)
    for row in await session.all(rule.query, **asked):
        cells = [_cell(rule, name, getattr(row, name), name in cleared) for name in names]
        cells = _blotted(cells, getattr(row, BLOTTED, None))
        rows[getattr(row, SUBJECT, None)].append(cells)
    if rule.about is None:
        rows.setdefault(None, [])
    return Found(
        {subject: {"columns": columns, "rows": lines} for subject, lines in rows.items()},
        {"columns": columns, "rows": []},
    )


def _blotted(cells: list[Any], words: Sequence[str] | None) -> list[Any]:
    """The longest first: a name may hold another."""
    for word in sorted(words or (), key=len, reverse=True):
        cells = [cell.replace(word, HIDDEN) if isinstance(cell, str) else cell for cell in cells]
    return cells


def _heading(rule: Publication, name: str) -> dict[str, str]:
    label = rule.labels.get(name)
    return {"name": name, "zh": label.zh if label else name, "en": label.en if label else name}


def _cell(rule: Publication, name: str, value: Any, cleared: bool) -> Any:
    if name in rule.counts:
        return suppressed(value)
    if isinstance(value, str):
        return value if cleared else redacted(value)
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
