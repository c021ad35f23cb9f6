"""Duties: what counts, for whom, in which period."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col

from factories import (
    make_appointment,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    HOST,
    ITEM,
    OWN_UNIT,
    Duty,
    days,
    different,
    holders,
    hours,
    in_units,
    links,
    records,
    served_by,
    stays,
    times,
    units,
)
from lianxin.standings import (
    Found,
    MeetingDraft,
    ceiling_refusals,
    evaluate,
    meeting_refusals,
)
from lianxin.tables import Task

ZONE = ZoneInfo("Asia/Shanghai")
SECRETARIES = holders("secretary")


def at(day: int, hour: int = 9, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def duty(**stated: object) -> Duty:
    return Duty(**CLAUSE, **({"key": "duty", "every": SECRETARIES, "per": "week"} | stated))


async def stands(
    locality: Locality, rule: Duty, on: date = date(2026, 9, 24), today: date | None = None
) -> list[Found]:
    """How everybody stands in the period that holds `on`; today is Thursday, 24 September."""
    locality = working_by(locality, rule)
    period = period_of(rule.period_kind(locality.figures.settings), on)
    async with locality.database.reading() as session:
        return await evaluate(session, in_force(locality, rule), locality, period, today=today)


async def one(locality: Locality, rule: Duty, **more: object) -> Found:
    [found] = await stands(locality, rule, **more)
    return found


FOUR_DAYS = duty(count=days("work", at=OWN_UNIT), at_least=4)


async def test_one_attendance_makes_a_day_and_a_second_that_day_makes_no_other(
    locality: Locality,
) -> None:
    village, who = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "secretary", person=who)
    for moment in (at(21), at(21, 15), at(22)):
        await make_meeting(locality, "work", unit=village, starts_at=moment, participants=[who])
    stood = await one(locality, FOUR_DAYS)
    assert (stood.subject_type, stood.subject_id, stood.unit_id) == ("Person", who.id, village.id)
    assert (stood.required, stood.actual, stood.state) == (4, 2, "DUE")


async def test_work_elsewhere_or_of_another_kind_or_in_absence_does_not_count(
    locality: Locality,
) -> None:
    village, other = await make_unit(locality), await make_unit(locality)
    grid = await make_unit(locality, kind="grid", parent=village)
    who = await make_person(locality)
    await make_appointment(locality, village, "secretary", person=who)
    await make_meeting(locality, "work", unit=other, starts_at=at(21), participants=[who])
    await make_meeting(locality, "talk", unit=village, starts_at=at(22), participants=[who])
    await make_meeting(locality, "work", unit=village, starts_at=at(23), participants=[])
    assert (await one(locality, FOUR_DAYS)).actual == 0
    await make_meeting(locality, "work", unit=grid, starts_at=at(24), participants=[who])
    assert (await one(locality, FOUR_DAYS)).actual == 1


@pytest.mark.parametrize(
    ("today", "done", "state"),
    [
        (date(2026, 9, 21), 0, "DUE"),
        (date(2026, 9, 24), 0, "AT_RISK"),
        (date(2026, 9, 25), 0, "BREACHED"),
        (date(2026, 9, 26), 2, "AT_RISK"),
        (date(2026, 9, 27), 4, "MET"),
        (date(2026, 9, 28), 3, "BREACHED"),
    ],
)
async def test_days_are_lost_once_fewer_are_left_than_are_missing(
    locality: Locality, today: date, done: int, state: str
) -> None:
    village, who = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "secretary", person=who)
    for n in range(done):
        moment = at(21 + n)
        await make_meeting(locality, "work", unit=village, starts_at=moment, participants=[who])
    assert (await one(locality, FOUR_DAYS, today=today)).state == state


async def test_whoever_takes_office_during_the_period_is_exempt_in_it(locality: Locality) -> None:
    village = await make_unit(locality)
    await make_appointment(locality, village, "secretary", since=date(2026, 9, 23))
    assert (await one(locality, FOUR_DAYS)).state == "EXEMPT"
    shared = duty(count=days("work"), at_least=4, pro_rata=True)
    assert (await one(locality, shared)).required == 3


async def test_a_trip_of_several_days_counts_each_of_them_once(locality: Locality) -> None:
    who = await make_person(locality)
    await make_appointment(locality, await make_unit(locality), "secretary", person=who)
    spans = ((at(30, month=8), at(3)), (at(2), at(4)), (at(10), at(10, 18)))
    for start, end in spans:
        await make_meeting(locality, "research", starts_at=start, ends_at=end, participants=[who])
    monthly = duty(count=days("research"), at_least=30, per="month")
    assert (await one(locality, monthly)).actual == 5


async def test_hours_at_the_same_time_count_once(locality: Locality) -> None:
    who = await make_person(locality)
    await make_appointment(locality, await make_unit(locality), "secretary", person=who)
    for start, end in ((9, 12), (10, 11), (11, 13), (15, 16)):
        await make_meeting(
            locality,
            "conference",
            starts_at=at(22, start),
            ends_at=at(22, end),
            participants=[who],
        )
    assert (await one(locality, duty(count=hours("conference"), at_most=3))).actual == 5


async def test_a_stay_lasts_its_days_within_the_tolerance(locality: Locality) -> None:
    who = await make_person(locality)
    await make_appointment(locality, await make_unit(locality), "secretary", person=who)
    for first, last in ((1, 2), (8, 8)):
        await make_meeting(
            locality, "stay", starts_at=at(first), ends_at=at(last), participants=[who]
        )
    yearly = duty(count=stays("stay", days=3, tolerance=1), at_least=1, per="year")
    assert (await one(locality, yearly)).actual == 1


async def test_each_village_served_is_owed_its_visits(locality: Locality) -> None:
    near, far = await make_unit(locality), await make_unit(locality)
    officer = await make_person(locality)
    for village in (near, far):
        await make_appointment(locality, village, "police", person=officer)
    for day in (2, 9):
        await make_meeting(locality, "visit", unit=near, starts_at=at(day), participants=[officer])
    monthly = duty(every=served_by("police"), count=times("visit"), at_least=2, per="month")
    found = {s.subject_id: s for s in await stands(locality, monthly)}
    assert (found[near.id].state, found[far.id].actual) == ("MET", 0)
    assert {s.person_id for s in found.values()} == {officer.id}


async def test_a_link_is_kept_by_visits_to_its_other_end(locality: Locality) -> None:
    town = await make_unit(locality, kind="town")
    village, bureau = await make_unit(locality, parent=town), await make_unit(locality)
    household = await make_household(locality, village)
    clerk, leader = await make_person(locality), await make_person(locality)
    await make_appointment(locality, bureau, "clerk", person=clerk)
    by_bureau = await make_liaison(locality, bureau, village)
    by_leader = await make_liaison(locality, leader, household)
    with_clerk = await make_liaison(locality, leader, clerk)
    await make_meeting(locality, "visit", unit=village, participants=[clerk])
    await make_meeting(locality, "visit", participants=[leader], targets=[household])
    await make_meeting(locality, "visit", participants=[leader, clerk])
    yearly = duty(every=links("contact"), count=times("visit"), at_least=1, per="year")
    found = {s.subject_id: s for s in await stands(locality, yearly)}
    assert [found[link.id].actual for link in (by_bureau, by_leader, with_clerk)] == [1, 1, 1]
    assert found[by_leader.id].person_id == leader.id
    assert found[by_bureau.id].unit_id == village.id


async def test_a_unit_calls_no_more_meetings_than_its_quota(locality: Locality) -> None:
    bureau, other = await make_unit(locality, kind="department"), await make_unit(locality)
    for unit, day in ((bureau, 1), (bureau, 2), (other, 3)):
        await make_meeting(locality, "conference", unit=unit, starts_at=at(day))
    called = {"every": units("department"), "count": times("conference", at=HOST), "per": "year"}
    for most, state in ((3, "MET"), (2, "AT_RISK"), (1, "BREACHED")):
        assert (await one(locality, duty(at_most=most, **called))).state == state


@pytest.mark.parametrize(
    ("kind", "fields", "refused"),
    [
        ("conference", {}, True),
        ("conference", {"emergency": "防汛"}, False),
        ("research", {}, False),
    ],
)
async def test_past_its_quota_a_unit_is_refused_with_the_clause(
    locality: Locality, kind: str, fields: dict[str, str], refused: bool
) -> None:
    bureau = await make_unit(locality, kind="department")
    rule = duty(
        every=units("department"),
        count=times("conference", at=HOST),
        at_most=1,
        per="year",
        refuses=True,
        unless=("emergency",),
    )
    locality = working_by(locality, rule)
    draft = MeetingDraft(kind=kind, starts_at=at(23), unit_id=bureau.id, fields=fields)
    async with locality.database.reading() as session:
        assert await meeting_refusals(session, locality, draft) == []
    await make_meeting(locality, "conference", unit=bureau, starts_at=at(1))
    async with locality.database.reading() as session:
        found = await meeting_refusals(session, locality, draft)
    assert [p.rule_key for p in found] == (["test.rules.duty"] if refused else [])


async def test_papers_have_a_quota_as_meetings_have(locality: Locality) -> None:
    bureau = await make_unit(locality, kind="department")
    papers = records(
        col(Task.unit_id), on=col(Task.due_on), called=Text("发文", "documents"), measure=ITEM
    )
    quota = duty(every=units("department"), count=papers, at_most=1, per="year", refuses=True)
    locality = working_by(locality, quota)

    async def refusals() -> list[str | None]:
        about = [("Unit", bureau.id)]
        async with locality.database.reading() as session:
            found = await ceiling_refusals(
                session, locality, "record:core_task", about, date(2026, 9, 24)
            )
        return [problem.rule_key for problem in found]

    assert await refusals() == []
    async with locality.database.writing() as tx:
        await tx.add(Task(title="文件", unit_id=bureau.id, due_on=date(2026, 5, 1)))
    assert await refusals() == ["test.rules.duty"]


async def test_roles_places_and_different_households(locality: Locality) -> None:
    village, bureau = await make_unit(locality), await make_unit(locality, kind="department")
    who = await make_person(locality)
    await make_appointment(locality, bureau, "secretary", person=who)
    homes = [await make_household(locality, village) for _ in range(2)]
    for unit, role, home in ((village, "host", 0), (village, "host", 0), (village, "guest", 1)):
        await make_meeting(
            locality, "visit", unit=unit, participants=[(who, role)], targets=[homes[home]]
        )
    await make_meeting(locality, "visit", unit=bureau, participants=[(who, "host")])
    as_host = duty(count=times("visit", roles="host", at=in_units("village")), at_least=1)
    assert (await one(locality, as_host)).actual == 2
    homes_seen = duty(count=different("Household", "visit", roles="host"), at_least=1)
    assert (await one(locality, homes_seen)).actual == 1


async def test_reports_are_counted_by_whom_they_name(locality: Locality) -> None:
    who = await make_person(locality)
    await make_appointment(locality, await make_unit(locality), "secretary", person=who)
    async with locality.database.writing() as tx:
        for year in (2025, 2026):
            await tx.add(Task(title="报告", person_id=who.id, due_on=date(year, 5, 1)))
    written = records(
        col(Task.person_id), on=col(Task.due_on), called=Text("撰写报告", "reports written")
    )
    assert (await one(locality, duty(count=written, at_least=1, per="year"))).state == "MET"
