"""Calendar rules: what must happen on their dates, and what must not."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from factories import make_appointment, make_meeting, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import Dates, MonthlyWeek, MonthlyWeekday, Weekday, Weekly, period_of
from lianxin.clock import FixedClock
from lianxin.commands import PutOnRoster, Unchecked, run
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    OWN_UNIT,
    Apart,
    CalendarRule,
    ModuleSettings,
    encounter,
    figures,
    holders,
    on,
    opening_hours,
    rostered,
    units,
)
from lianxin.standings import (
    Found,
    MeetingDraft,
    evaluate,
    explain,
    meeting_refusals,
    roster,
)

ZONE = ZoneInfo("Asia/Shanghai")


class Desk(ModuleSettings):
    weekdays: tuple[Weekday, ...] = (Weekday.TUESDAY, Weekday.THURSDAY)


ON_DUTY = CalendarRule(
    **CLAUSE,
    key="desk",
    per="week",
    dates=on(Weekly, figures(Desk).weekdays, except_holidays=True),
    every=holders("agent"),
    must=encounter("duty_hours", at=OWN_UNIT, called=Text("坐班", "duty at the desk")),
)
QUIET_WEEK = CalendarRule(
    **CLAUSE,
    key="quiet",
    dates=MonthlyWeek(2),
    forbids=("conference",),
    unless=("emergency",),
    because=Text("无会周不开会", "no meetings in this week"),
)
TUESDAYS = MonthlyWeekday(Weekday.TUESDAY, (1, 3))
LINE = CalendarRule(
    **CLAUSE,
    key="line",
    per="month",
    dates=TUESDAYS,
    every=rostered(),
    must=encounter("line", called=Text("接听公开电话", "answering the line")),
)


def at(day: int, month: int = 9) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=ZONE)


async def stands(
    locality: Locality, rule: CalendarRule, settings: Desk | None = None, **more: date
) -> Found:
    locality = working_by(locality, rule, settings=settings)
    day = more.get("on", date(2026, 9, 24))
    period = period_of(rule.period_kind(locality.figures.settings), day)
    async with locality.database.reading() as session:
        entry = in_force(locality, rule)
        [found] = await evaluate(session, entry, locality, period, today=more.get("today"))
    return found


async def test_a_missed_day_is_named(locality: Locality) -> None:
    village, agent = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "agent", person=agent)
    await make_meeting(locality, "duty_hours", unit=village, starts_at=at(24), participants=[agent])
    found = await stands(locality, ON_DUTY, Desk())
    assert (found.required, found.actual, found.state) == (2, 1, "BREACHED")
    entry = in_force(working_by(locality, ON_DUTY, settings=Desk()), ON_DUTY)
    assert explain(entry, found, "zh", today=date(2026, 9, 24)) == (
        "本周应坐班 2 天，已有 1 天，漏9月22日"
    )


@pytest.mark.parametrize(
    ("today", "state"), [(21, "DUE"), (22, "AT_RISK"), (23, "BREACHED"), (30, "BREACHED")]
)
async def test_a_day_is_waited_for_at_risk_and_missed(
    locality: Locality, today: int, state: str
) -> None:
    await make_appointment(locality, await make_unit(locality), "agent")
    found = await stands(locality, ON_DUTY, Desk(), today=date(2026, 9, today))
    assert found.state == state


async def test_holidays_and_days_outside_the_term_are_not_asked(locality: Locality) -> None:
    """1 October 2026 is a Thursday; the week's Tuesday lies before the agent's term."""
    await make_appointment(locality, await make_unit(locality), "agent", since=date(2026, 9, 30))
    week = {"on": date(2026, 10, 1), "today": date(2026, 9, 30)}
    assert (await stands(locality, ON_DUTY, Desk(), **week)).state == "EXEMPT"
    mondays = Desk(weekdays=(Weekday.WEDNESDAY,))
    assert (await stands(locality, ON_DUTY, mondays, **week)).required == 1


async def test_at_a_unit_any_holder_of_the_post_will_do(locality: Locality) -> None:
    organ = await make_unit(locality, kind="organ")
    leader = await make_person(locality)
    await make_appointment(locality, organ, "leader", person=leader)
    days = Dates((date(2026, 9, 1), date(2026, 9, 20)))
    open_day = CalendarRule(
        **CLAUSE,
        key="open",
        per="month",
        dates=days,
        every=units("organ"),
        must=encounter("open_day", by="leader"),
    )
    for day, who in ((1, leader), (20, await make_person(locality))):
        await make_meeting(locality, "open_day", unit=organ, starts_at=at(day), participants=[who])
    found = await stands(locality, open_day)
    assert (found.actual, found.detail) == (1, "2026-09-20")


async def test_the_roster_shows_who_sits_when_and_a_missed_day(
    locality: Locality, context: Callable[..., Context], clock: FixedClock
) -> None:
    locality = working_by(locality, LINE)
    entry, mayor = in_force(locality, LINE), await make_person(locality, official=True)
    who = Context(locality, context("clerk").viewer, clock.now())
    for day in (date(2026, 9, 1), date(2026, 9, 15)):
        given = {"rule": entry.key, "person": f"Person:{mayor.id}", "day": day}
        assert not (await run(Unchecked(PutOnRoster, given), who)).problems
    await make_meeting(locality, "line", starts_at=at(1), participants=[mayor])
    async with locality.database.reading() as session:
        days = await roster(session, entry, locality, date(2026, 9, 1), date(2026, 10, 6))
    told = [(d.day.day, [s.came for s in d.sittings], d.missed) for d in days]
    assert told == [(1, [True], False), (15, [False], True), (6, [], False)]
    found = await stands(locality, LINE)
    assert (found.subject_id, found.required, found.actual) == (mayor.id, 2, 1)


@pytest.mark.parametrize(
    ("kind", "day", "fields", "refused"),
    [
        ("conference", 8, {}, True),
        ("conference", 14, {}, False),
        ("research", 8, {}, False),
        ("conference", 8, {"emergency": "防汛"}, False),
    ],
)
async def test_no_conference_in_the_week_without_meetings(
    locality: Locality, kind: str, day: int, fields: dict[str, Any], refused: bool
) -> None:
    locality = working_by(locality, QUIET_WEEK)
    draft = MeetingDraft(kind=kind, starts_at=at(day), fields=fields)
    async with locality.database.reading() as session:
        found = await meeting_refusals(session, locality, draft)
    assert [p.rule_key for p in found] == (["test.rules.quiet"] if refused else [])
    if refused:
        assert found[0].message.zh.startswith("2026-09-08属于每月第2周")


async def test_leaders_keep_apart_and_are_told_only_the_dates(locality: Locality) -> None:
    apart = Apart(**CLAUSE, key="apart", of=("research",), posts=("leader",), area="city", days=30)
    locality = working_by(locality, apart)
    city, elsewhere = [await make_unit(locality, kind="city") for _ in range(2)]
    village = await make_unit(locality, parent=city)
    one, other = [await make_person(locality) for _ in range(2)]
    for who in (one, other):
        await make_appointment(locality, elsewhere, "leader", person=who)
    await make_meeting(
        locality, "research", unit=village, starts_at=at(20), participants=[one], title="私密"
    )

    async def refusals(unit: int, month: int, *people: int) -> list[str]:
        draft = MeetingDraft(kind="research", starts_at=at(1, month), unit_id=unit, people=people)
        async with locality.database.reading() as session:
            return [p.message.zh for p in await meeting_refusals(session, locality, draft)]

    [told] = await refusals(city.id, 10, other.id)
    assert "2026-09-20" in told
    assert "私密" not in told
    assert await refusals(city.id, 10, one.id) == []
    assert await refusals(city.id, 11, other.id) == []
    assert await refusals(elsewhere.id, 10, other.id) == []
    assert len(await refusals(elsewhere.id, 10, one.id, other.id)) == 1


async def test_leaders_go_by_different_routes(locality: Locality) -> None:
    apart = Apart(
        **CLAUSE, key="apart", of="research", posts="leader", area="city", days=30, route="route"
    )
    locality = working_by(locality, apart)
    here, there = [await make_unit(locality, kind="city") for _ in range(2)]
    one, other = [await make_person(locality) for _ in range(2)]
    for who in (one, other):
        await make_appointment(locality, here, "leader", person=who)
    taken = {"route": "武陵山线"}
    await make_meeting(
        locality, "research", unit=here, starts_at=at(20), participants=[one], data=taken
    )

    async def refused(**fields: Any) -> int:
        draft = MeetingDraft(
            kind="research", starts_at=at(25), unit_id=there.id, people=(other.id,), fields=fields
        )
        async with locality.database.reading() as session:
            return len(await meeting_refusals(session, locality, draft))

    assert [await refused(**taken), await refused(route="大别山线"), await refused()] == [1, 0, 0]


def test_opening_hours_are_those_of_working_days(locality: Locality) -> None:
    hours = opening_hours("08:30-12:00, 14:00-17:30")
    open_at = {
        hour: hours.open_at(at(24).replace(hour=hour), ZONE, locality.calendar)
        for hour in (8, 9, 12, 17)
    }
    assert open_at == {8: False, 9: True, 12: False, 17: True}
    assert not hours.open_at(at(1, 10), ZONE, locality.calendar)
    with pytest.raises(ValueError, match="begins"):
        opening_hours("12:00-08:30")
