"""Publications: made once a period is over, by hand, or read live; nobody is named in them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from factories import make_appointment, make_case, make_household, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.clock import FixedClock
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.publishing import publish, publish_by_hand, read_live, suppressed_together
from lianxin.rules import (
    PERIOD_FROM,
    PERIOD_UNTIL,
    Publication,
    figures,
    holders,
    office_phone,
    official_name,
    redacted,
    units,
)
from lianxin.rules.base import ModuleSettings
from lianxin.standings import evaluate, refresh_standings
from lianxin.tables import Appointment, Case, Household, Person, Unit
from lianxin.tables import Publication as Stored

SUBMITTED = col(Case.submitted_at)
HANDLED = Publication(
    **CLAUSE,
    key="handled",
    per="month",
    about=units("department"),
    query=select(
        col(Case.unit_id).label("subject_id"),
        col(Case.category),
        func.count().label("number"),
        func.max(col(Case.title)).label("latest"),
    )
    .where(SUBMITTED >= PERIOD_FROM, SUBMITTED < PERIOD_UNTIL)
    .group_by(col(Case.unit_id), col(Case.category)),
    labels={"number": Text("件数", "Number")},
    counts=("number",),
)


async def stored(locality: Locality) -> list[Stored]:
    return await locality.database.all(select(Stored.__table__))


async def test_each_month_is_published_once_and_small_figures_are_not(
    locality: Locality, clock: FixedClock
) -> None:
    locality = working_by(locality, HANDLED)
    busy, idle = [await make_unit(locality, kind="department") for _ in range(2)]
    at = datetime(2026, 8, 20, tzinfo=UTC)
    for category, number in (("roads", 6), ("water", 2)):
        for _ in range(number):
            await make_case(
                locality, "请拨13812345678", unit=busy, category=category, submitted_at=at
            )
    for _ in range(2):
        async with locality.database.writing() as tx:
            await publish(tx, locality, clock.now())
    found = {row.subject_id: row for row in await stored(locality)}
    assert set(found) == {busy.id, idle.id}
    assert found[busy.id].title == "测试条款（2026年8月）"
    assert sorted(found[busy.id].body["rows"]) == [
        ["roads", 6, "请拨***"],
        ["water", None, "请拨***"],
    ]
    assert found[busy.id].body["columns"][1] == {"name": "number", "zh": "件数", "en": "Number"}
    assert found[idle.id].body["rows"] == []


@pytest.mark.parametrize(
    ("today", "done", "state"),
    [(5, False, "DUE"), (11, False, "BREACHED"), (11, True, "MET")],
)
async def test_being_late_is_a_breach(
    locality: Locality, clock: FixedClock, today: int, done: bool, state: str
) -> None:
    class Days(ModuleSettings):
        within: int = 10

    monthly = Publication(
        **CLAUSE,
        key="results",
        per="month",
        about=units("village"),
        query=select(
            col(Household.unit_id).label("subject_id"), func.count().label("homes")
        ).group_by(col(Household.unit_id)),
        within_days=figures(Days).within,
    )
    locality = working_by(locality, monthly, settings=Days())
    await make_household(locality, await make_unit(locality))
    now = datetime(2026, 9, today, 1, tzinfo=UTC)
    async with locality.database.writing() as tx:
        if done:
            await publish(tx, locality, now)
        await refresh_standings(tx, locality, now)
        month = period_of("month", date(2026, 9, 1))
        entry = in_force(locality, monthly)
        [found] = await evaluate(tx, entry, locality, month, today=date(2026, 9, today))
    assert found.state == state


async def test_a_commitment_is_published_by_hand_once_a_year(
    locality: Locality, context: Callable[..., Context], clock: FixedClock
) -> None:
    pledge = Publication(**CLAUSE, key="pledge", about=units("department"), by_hand=True)
    locality = working_by(locality, pledge)
    bureau, entry = await make_unit(locality, kind="department"), in_force(locality, pledge)
    who = Context(locality, context("leader").viewer, clock.now())

    async def pledged() -> int:
        async with locality.database.writing() as tx:
            return await publish_by_hand(
                tx,
                who,
                entry,
                title="承诺",
                body={"text": "一个工作日内办结,电话0537-5211234"},
                subject=("Unit", bureau.id),
                unit_id=bureau.id,
            )

    await pledged()
    [row] = await stored(locality)
    assert row.body == {"text": "一个工作日内办结,电话***"}
    async with locality.database.reading() as session:
        year = period_of("year", date(2026, 9, 24))
        assert [s.state for s in await evaluate(session, entry, locality, year)] == ["MET"]
    with pytest.raises(Refused) as refusal:
        await pledged()
    assert refusal.value.problems[0].rule_key == entry.key


async def test_a_catalogue_is_read_live_with_the_names_of_officials_only(
    locality: Locality,
) -> None:
    contacts = Publication(
        **CLAUSE,
        key="contacts",
        live=True,
        query=select(official_name().label("name"), col(Appointment.post)).join_from(
            Person, Appointment, col(Appointment.person_id) == col(Person.id)
        ),
    )
    locality = working_by(locality, contacts)
    office, named = await make_unit(locality), await make_person(locality, "王镇长", official=True)
    await make_appointment(locality, office, "head", person=named)
    await make_appointment(locality, office, "helper", person=await make_person(locality, "李四"))
    async with locality.database.reading() as session:
        said = await read_live(session, in_force(locality, contacts), locality)
    assert sorted(said[None]["rows"], key=str) == [["王镇长", "head"], [None, "helper"]]


async def test_numbers_of_offices_stay_and_those_in_texts_do_not(locality: Locality) -> None:
    cards = Publication(
        **CLAUSE,
        key="cards",
        live=True,
        query=select(
            office_phone(col(Unit.code)).label("number"), col(Unit.name).label("name")
        ).select_from(Unit),
    )
    locality = working_by(locality, cards)
    await make_unit(locality, "电话：87231001", code="027-87231001")
    async with locality.database.reading() as session:
        said = await read_live(session, in_force(locality, cards), locality)
    assert said[None]["rows"] == [["027-87231001", "电话***"]]


@pytest.mark.parametrize(
    "column",
    [
        col(Person.phone),
        func.max(col(Person.name)).label("who"),
        select(col(Person.address).label("a")).subquery().c.a,
        col(Case.body),
    ],
)
def test_a_query_that_would_name_people_is_no_publication(column: object) -> None:
    with pytest.raises(ValueError, match="would name people"):
        Publication(**CLAUSE, key="leak", query=select(column), about=holders("x"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("联系人 a.b@example.com", "联系人 ***"),
        ("身份证37088319800101123X", "身份证***"),
        ("电话:5211234", "电话***"),
        ("资金28586000元,2026-09-24", "资金28586000元,2026-09-24"),
    ],
)
def test_numbers_that_are_somebodys_do_not_stay_in_texts(text: str, kept: str) -> None:
    assert redacted(text) == kept


def test_one_hidden_figure_takes_another_with_it() -> None:
    assert suppressed_together([3, 40, 12, 0]) == [None, 40, None, 0]
    assert suppressed_together([3, 4, 40]) == [None, None, 40]
    assert suppressed_together([30, 40]) == [30, 40]
