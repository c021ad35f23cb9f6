"""Indicators: figures of a locality, its units and persons, by period; and their targets."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import col

from factories import make_appointment, make_case, make_meeting, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.indicators import Value, rising, series, values
from lianxin.localities import Locality
from lianxin.rules import (
    HOUR,
    PERIOD_FROM,
    PERIOD_UNTIL,
    Indicator,
    average,
    counted,
    done_by,
    hours,
    pay,
    rate,
    ratio,
    staffed,
    total,
    units,
    value_of,
)
from lianxin.rules.measured import _days_of_union
from lianxin.standings import evaluate, explain
from lianxin.tables import Appointment, Case, Regulation, RegulationVersion, Unit

SEPTEMBER = period_of("month", date(2026, 9, 24))
ANSWERED = rate(Case, col(Case.answered_at).is_not(None), on=col(Case.submitted_at))


def indicator(**stated: object) -> Indicator:
    return Indicator(**CLAUSE, **({"key": "figure", "per": "month"} | stated))


async def read(
    locality: Locality, rule: Indicator, unit: int | None = None, by: str | None = None
) -> list[Value]:
    locality = working_by(locality, rule)
    async with locality.database.reading() as session:
        return await values(session, in_force(locality, rule), locality, SEPTEMBER, unit, by=by)


async def answered(locality: Locality, unit: Unit, *submitted: tuple[datetime, bool]) -> None:
    for at, done in submitted:
        stamp = {"answered_at": at} if done else {}
        await make_case(locality, unit=unit, submitted_at=at, **stamp)


def on(day: int, month: int = 9, hour: int = 1) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


async def test_a_rate_adds_up_from_units_to_towns_and_the_locality(locality: Locality) -> None:
    town = await make_unit(locality, kind="town")
    village = await make_unit(locality, parent=town)
    bureau = await make_unit(locality, kind="department")
    await answered(locality, village, (on(1), True), (on(2), False), (on(2, 8), False))
    await answered(locality, town, (on(3), True))
    await answered(locality, bureau, (on(4), False))
    rule = indicator(value=ANSWERED)
    assert [v.value for v in await read(locality, rule)] == [50.0]
    assert [v.value for v in await read(locality, rule, unit=town.id)] == [66.67]
    [of_town] = await read(locality, rule, by="town")
    assert (of_town.key, of_town.numerator, of_town.denominator) == (town.id, 2, 3)


async def test_a_month_begins_at_local_midnight(locality: Locality) -> None:
    unit = await make_unit(locality)
    await answered(locality, unit, (on(31, 8, 15), True), (on(31, 8, 16), True))
    [found] = await read(locality, indicator(value=counted(Case, on=col(Case.submitted_at))))
    assert found.value == 1


async def test_units_stand_against_a_target(locality: Locality) -> None:
    good, poor, idle = [await make_unit(locality, kind="department") for _ in range(3)]
    await answered(locality, good, (on(1), True))
    await answered(locality, poor, (on(1), True), (on(2), False))
    rule = indicator(value=ANSWERED, target=100, every=units("department"))
    locality = working_by(locality, rule)
    entry = in_force(locality, rule)
    async with locality.database.reading() as session:
        found = {s.subject_id: s for s in await evaluate(session, entry, locality, SEPTEMBER)}
    states = [found[unit.id].state for unit in (good, poor, idle)]
    assert states == ["MET", "AT_RISK", "EXEMPT"]
    assert found[poor.id].actual == 50.0
    assert explain(entry, found[poor.id], "zh") == "本月测试条款 50%，目标不低于 100%"


async def test_pay_is_pro_rata_by_days_and_never_double(locality: Locality) -> None:
    whole, part, both = [await make_person(locality) for _ in range(3)]
    village, other = await make_unit(locality), await make_unit(locality)
    spans = (
        (whole, village, date(2026, 1, 1), None),
        (part, village, date(2026, 9, 21), None),
        (both, village, date(2026, 9, 1), date(2026, 9, 10)),
        (both, other, date(2026, 9, 6), date(2026, 9, 15)),
    )
    for who, unit, since, until in spans:
        await make_appointment(locality, unit, "agent", person=who, since=since, until=until)
    found = await read(locality, indicator(value=pay("agent", amount=300)), by="key")
    assert {v.key: v.value for v in found} == {whole.id: 300, part.id: 100, both.id: 150}


async def test_load_sums_ratios_and_means(locality: Locality) -> None:
    community = await make_unit(locality, kind="community", households=2500)
    for _ in range(5):
        await make_appointment(locality, community, "worker")
    load = ratio(
        total(col(Unit.households), by=col(Unit.id)),
        counted(Appointment, where=col(Appointment.post) == "worker"),
    )
    assert [v.value for v in await read(locality, indicator(value=load))] == [500.0]
    mean = average(col(Unit.households), by=col(Unit.kind))
    assert [(v.key, v.value) for v in await read(locality, indicator(value=mean), by="key")] == [
        ("community", 2500.0)
    ]


async def test_hours_of_a_units_people_wherever_they_spend_them(locality: Locality) -> None:
    village, elsewhere = await make_unit(locality), await make_unit(locality, kind="town")
    for n in range(2):
        who = await make_person(locality)
        await make_appointment(locality, village, "member", person=who)
        await make_meeting(
            locality,
            "conference",
            unit=elsewhere,
            starts_at=on(22, hour=1 + n),
            ends_at=on(22, hour=3),
            participants=[who],
        )
    spent = done_by(staffed("village"), hours("conference"))
    found = await read(locality, indicator(value=spent, unit_of_measure=HOUR), by="key")
    assert [(v.key, v.value) for v in found] == [(village.id, 2.0)]


async def test_different_people_are_counted_once(locality: Locality) -> None:
    unit, one = await make_unit(locality), await make_person(locality)
    for who in (one, one, await make_person(locality)):
        await make_case(locality, unit=unit, reporter=who)
    reached = counted(Case, on=col(Case.submitted_at), different=col(Case.reporter_id))
    assert [v.value for v in await read(locality, indicator(value=reached))] == [2.0]


async def test_counts_by_several_dimensions(locality: Locality) -> None:
    unit = await make_unit(locality)
    async with locality.database.writing() as tx:
        for n, (aspect, operation) in enumerate((("a", "new"), ("a", "new"), ("b", "revised"))):
            regulation = Regulation(
                code=f"R{n}",
                title="制度",
                aspect=aspect,
                unit_id=unit.id,
                in_force_since=date(2026, 9, 1),
            )
            version = RegulationVersion(
                regulation_id=regulation.id,
                number=1,
                operation=operation,
                in_force_since=date(2026, 9, 1),
                body="",
            )
            await tx.add(regulation, version)
    joined = ((Regulation, col(Regulation.id) == col(RegulationVersion.regulation_id)),)
    rule = indicator(
        value=counted(
            RegulationVersion,
            by=col(Regulation.unit_id),
            on=col(RegulationVersion.in_force_since),
            joins=joined,
        ),
        split=(col(Regulation.aspect), col(RegulationVersion.operation)),
    )
    found = await read(locality, rule)
    assert [(v.split, v.value) for v in found] == [(("a", "new"), 2), (("b", "revised"), 1)]


async def test_any_sql_can_be_a_figure_and_what_rises_is_told(locality: Locality) -> None:
    unit = await make_unit(locality)
    submitted = col(Case.submitted_at)
    await answered(locality, unit, (on(1), False), (on(2), False), (on(1, 8), False))
    query = (
        select(col(Case.channel).label("key"), func.count().label("n"))
        .where(submitted >= PERIOD_FROM, submitted < PERIOD_UNTIL)
        .group_by(col(Case.channel))
    )
    rule = indicator(value=value_of(query, reads=["case"]))
    locality = working_by(locality, rule)
    async with locality.database.reading() as session:
        entry = in_force(locality, rule)
        told = await series(session, entry, locality, date(2026, 8, 1), date(2026, 9, 30))
    assert [(p.key, v[0].value) for p, v in told] == [("2026-08", 1), ("2026-09", 2)]
    [rise] = rising(told[0][1], told[1][1])
    assert (rise.before, rise.now) == (1, 2)


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=8)


@settings(max_examples=60, deadline=None)
@given(SPANS)
def test_days_of_overlapping_spans_are_those_of_their_union(spans: list[list[int]]) -> None:
    """The SQL, run by SQLite itself, against a recount with a set."""
    import sqlite3

    from sqlalchemy import column, table
    from sqlalchemy.dialects import sqlite

    first = date(2026, 9, 1)
    held = table("held", column("key"), column("since"), column("until"))
    text = select(func.sum(_days_of_union(held).c.days)).compile(dialect=sqlite.dialect())
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE held (key, since, until)")
        rows = {(1, str(first + timedelta(a)), str(first + timedelta(b))) for a, b in spans}
        connection.executemany("INSERT INTO held VALUES (?, ?, ?)", rows)
        values_ = [text.params[name] for name in text.positiontup]
        [(found,)] = connection.execute(str(text), values_)
    assert (found or 0) == len({d for a, b in spans for d in range(a, b + 1)})
