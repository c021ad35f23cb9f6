"""Explanations: why a standing is what it is, in both languages."""

from dataclasses import dataclass
from datetime import date

import pytest

from factories.rules import CLAUSE
from lianxin.calendar import Weekly
from lianxin.language import Text
from lianxin.rules import (
    CalendarRule,
    Coverage,
    Duty,
    LiaisonRule,
    RuleInForce,
    Term,
    appointment,
    days,
    encounter,
    holders,
    households,
    times,
    units,
)
from lianxin.rules.base import Rule
from lianxin.standings import explain

IN_THE_VILLAGE = Text("驻村", "days in the village")
VISIT = Term("visit", Text("走访", "visits"))
FOUR_DAYS = Duty(
    **CLAUSE,
    key="days",
    per="week",
    every=holders("secretary"),
    count=days("work", called=IN_THE_VILLAGE),
    at_least=4,
)
QUOTA = Duty(
    **CLAUSE, key="most", per="month", every=units("bureau"), count=times(VISIT), at_most=2
)
HOMES = Coverage(
    **CLAUSE, key="homes", every=households(), has=(encounter(VISIT),), counted_by="village"
)
OFFICERS = Coverage(
    **CLAUSE,
    key="officers",
    every=units("village"),
    has=(appointment(Term("agent", Text("民生代办员", "livelihood agent"))), appointment("guard")),
)
DESK = CalendarRule(
    **CLAUSE,
    key="desk",
    per="month",
    dates=Weekly((1,)),
    every=holders("agent"),
    must=encounter("duty", called=Text("坐班", "at the desk")),
)
TERM = LiaisonRule(**CLAUSE, key="term", of=Term("point", Text("联系点", "point")), years=3)
TODAY = date(2026, 9, 24)
TERMS = {"post": {"guard": Term("guard", Text("联村民警", "liaison officer"))}}


@dataclass(frozen=True)
class Row:
    required: float
    actual: float
    state: str
    unit_of_measure: str = "day"
    detail: str = ""
    period_start: date = date(2026, 9, 21)
    period_end: date = date(2026, 9, 27)


MONTH = {"period_start": date(2026, 8, 1), "period_end": date(2026, 8, 31)}
SAID = [
    (
        FOUR_DAYS,
        Row(4, 3, "DUE"),
        "本周已驻村 3 天，要求 4 天，还差 1 天",
        "Days in the village, this week: 3 of 4 days; 1 day to go",
    ),
    (
        FOUR_DAYS,
        Row(4, 5, "MET"),
        "本周已驻村 5 天，达到要求的 4 天",
        "Days in the village, this week: 5 days, as asked (4 days)",
    ),
    (
        FOUR_DAYS,
        Row(4, 0, "EXEMPT"),
        "任职未满本期，本期不作要求",
        "Not in office for the whole period; nothing is asked",
    ),
    (
        QUOTA,
        Row(2, 3, "BREACHED", "time", **MONTH),
        "2026年8月走访共 3 次，限 2 次",
        "Visits, 2026-08: 3 times of at most 2 times",
    ),
    (
        HOMES,
        Row(210, 200.5, "DUE", "household", **MONTH),
        "2026年8月走访已覆盖 200.5 户，要求 210 户",
        "Visits, 2026-08: 200.5 of 210 households covered",
    ),
    (
        OFFICERS,
        Row(2, 0, "BREACHED", "item", "0,1,"),
        "缺民生代办员、联村民警（具备 0，要求 2 项）",
        "Lacks livelihood agent and liaison officer (0 of 2 items)",
    ),
    (OFFICERS, Row(2, 2, "MET", "item"), "2 项全部具备", "All 2 items in place"),
    (
        DESK,
        Row(5, 3, "BREACHED", detail="2026-08-18,2026-08-04", **MONTH),
        "2026年8月应坐班 5 天，已有 3 天，漏8月4日、8月18日",
        "At the desk, 2026-08: 3 days of 5 days; missed 2026-08-04 and 2026-08-18",
    ),
    (
        TERM,
        Row(1, 0, "AT_RISK", "year"),
        "联系点：即将到期，应安排轮换",
        "Point: its term ends soon; plan the change",
    ),
]


@pytest.mark.parametrize(("rule", "row", "chinese", "english"), SAID)
def test_what_was_done_and_what_is_missing_is_said(
    rule: Rule, row: Row, chinese: str, english: str
) -> None:
    entry = RuleInForce(f"m.{rule.key}", "m", rule)
    assert explain(entry, row, "zh", terms=TERMS, today=TODAY) == chinese
    assert explain(entry, row, "en", terms=TERMS, today=TODAY) == english


def test_without_today_the_running_period_is_the_one_in_which_something_is_due() -> None:
    entry = RuleInForce("m.days", "m", FOUR_DAYS)
    assert explain(entry, Row(4, 3, "AT_RISK"), "zh").startswith("本周")
    assert explain(entry, Row(4, 3, "BREACHED"), "zh").startswith("2026年第39周")
