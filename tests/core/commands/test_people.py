"""Keeping records of units, people, households, posts and links."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_household, make_person, make_unit
from factories.rules import CLAUSE, working_by
from lianxin.builtin.words import COMMON_WORDS
from lianxin.commands import (
    AddHousehold,
    AddPerson,
    AddUnit,
    Appoint,
    EndAppointment,
    EndLink,
    Link,
    MarkHousehold,
    Outcome,
    run,
    run_all,
    run_raw,
)
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.rules import Coverage, LiaisonRule, appointment, units
from lianxin.tables import (
    Appointment,
    Household,
    HouseholdMark,
    Liaison,
    Person,
    Standing,
    Unit,
    UnitLine,
)

Ask = Callable[..., Context]


async def _rows(locality: Locality, table: Any) -> list[Any]:
    return await locality.database.all(select(table.__table__))


def _codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_a_unit_knows_all_above_it(locality: Locality, context: Ask) -> None:
    asked = [
        AddUnit(code="C", name="县", kind="county"),
        AddUnit(code="T", name="镇", kind="town", parent="C"),
        AddUnit(code="V", name="村", kind="village", parent="T", households=200),
        AddUnit(code="T", name="又一镇", kind="town"),
        AddUnit(code="X", name="村", kind="castle", parent="Y"),
    ]
    outcomes = await run_all(asked, context())
    assert [_codes(o) for o in outcomes] == [
        [],
        [],
        [],
        ["CODE_TAKEN"],
        ["UNKNOWN_WORD", "NOT_FOUND"],
    ]
    codes = {unit.id: unit.code for unit in await _rows(locality, Unit)}
    lines = {
        (codes[x.upper_id], codes[x.lower_id], x.distance) for x in await _rows(locality, UnitLine)
    }
    assert {line for line in lines if line[1] == "V"} == {
        ("C", "V", 2),
        ("T", "V", 1),
        ("V", "V", 0),
    }
    assert len(lines) == 6


async def test_a_batch_stores_each_by_itself(locality: Locality, context: Ask) -> None:
    asked = [AddPerson(name="张三", external_id=number) for number in ("1", "2", "1", "3")]
    outcomes = await run_all(asked, context(), chunk=3)
    assert [_codes(o) for o in outcomes] == [[], [], ["NUMBER_TAKEN"], []]
    assert len(await _rows(locality, Person)) == 3


async def test_a_resident_is_masked_and_an_official_is_not(
    locality: Locality, context: Ask
) -> None:
    home = await make_household(locality, await make_unit(locality))
    data = {"name": "张小明", "phone": "13905371234", "household": home.code}
    outcome = await run_raw(AddPerson, data, context())
    [person] = await _rows(locality, Person)
    assert (person.name, person.phone, person.official) == ("张**", "139****1234", False)
    unit = await make_unit(locality)
    assert (
        await run(
            Appoint(person=outcome.values["person"], unit=unit.code, post="member"), context()
        )
    ).done
    [person] = await _rows(locality, Person)
    assert (person.name, person.phone, person.official) == ("张小明", "+8613905371234", True)
    assert person.household_id == home.id


async def test_posts_are_held_from_a_day_to_a_day(locality: Locality, context: Ask) -> None:
    unit, person = await make_unit(locality), await make_person(locality)
    asked = Appoint(person=person.id, unit=unit.code, post="principal", until=date(2026, 12, 31))
    outcome = await run(asked, context())
    [held] = await _rows(locality, Appointment)
    assert (held.since, held.until) == (date(2026, 9, 24), date(2026, 12, 31))
    assert _codes(await run(asked, context())) == ["APPOINTED_ALREADY"]
    after = asked.model_copy(update={"since": date(2027, 1, 1), "until": None})
    assert (await run(after, context())).done
    ended = EndAppointment(appointment=outcome.values["appointment"], until=date(2026, 10, 1))
    assert (await run(ended, context())).done
    too_early = EndAppointment(appointment=held.id, until=date(2026, 1, 1))
    assert _codes(await run(too_early, context())) == ["ENDS_FIRST"]
    assert _codes(await run(asked, context("leader"))) == ["NOT_PERMITTED"]


async def test_coverage_follows_an_appointment(locality: Locality, context: Ask) -> None:
    covered = Coverage(
        **CLAUSE, key="covered", every=units("village"), has=(appointment("principal"),)
    )
    there = working_by(locality, covered, terms=COMMON_WORDS)
    unit, person = await make_unit(locality), await make_person(locality)
    asked = Context(there, context().viewer, context().now)
    assert (await run(Appoint(person=person.id, unit=unit.code, post="principal"), asked)).done
    [standing] = await _rows(locality, Standing)
    assert (standing.subject_id, standing.state) == (unit.id, "MET")


async def test_a_household_has_a_head_and_marks(locality: Locality, context: Ask) -> None:
    unit, head = await make_unit(locality), await make_person(locality)
    asked = AddHousehold(code="H1", unit=unit.code, head=head.id, marks=["in_need"])
    assert (await run(asked, context())).done
    [home] = await _rows(locality, Household)
    assert (home.unit_id, home.head_id) == (unit.id, head.id)
    assert (await _rows(locality, Person))[0].household_id == home.id
    taken_away = MarkHousehold(household="H1", mark="in_need", marked=False)
    assert (await run(taken_away, context())).values == {"household": home.id}
    assert (await run(taken_away, context())).values == {}
    assert (await run(MarkHousehold(household="H1", mark="problem"), context())).done
    assert [m.mark for m in await _rows(locality, HouseholdMark)] == ["problem"]
    assert _codes(await run(MarkHousehold(household="H2", mark="problem"), context())) == [
        "NOT_FOUND"
    ]
    assert _codes(await run(MarkHousehold(household="H1", mark="tall"), context())) == [
        "UNKNOWN_WORD"
    ]


async def test_a_link_lasts_until_it_is_ended(locality: Locality, context: Ask) -> None:
    cadre, home = (
        await make_person(locality),
        await make_household(locality, await make_unit(locality)),
    )
    data = {"kind": "contact", "holder": f"Person:{cadre.id}", "target": f"Household:{home.id}"}
    outcome = await run_raw(Link, data, context())
    [link] = await _rows(locality, Liaison)
    assert (link.holder_type, link.holder_id, link.target_type, link.target_id) == (
        "Person",
        cadre.id,
        "Household",
        home.id,
    )
    assert _codes(await run_raw(Link, data, context())) == ["LINKED_ALREADY"]
    assert (await run(EndLink(liaison=outcome.values["liaison"]), context())).done
    assert (await run_raw(Link, {**data, "since": "2026-10-01"}, context())).done
    wrong = await run_raw(Link, {**data, "holder": f"Household:{home.id}"}, context())
    assert [(p.code, p.path) for p in wrong.problems] == [("NO_SUCH_ID", ("holder",))]


async def test_a_liaison_rule_refuses_a_link_too_many(locality: Locality, context: Ask) -> None:
    one = LiaisonRule(**CLAUSE, key="one", of="contact", at_most=1)
    there = working_by(locality, one, terms=COMMON_WORDS)
    asked = Context(there, context().viewer, context().now)
    cadre = await make_person(locality)
    codes = []
    for _ in range(2):
        target = f"Unit:{(await make_unit(locality)).id}"
        data = {"kind": "contact", "holder": f"Person:{cadre.id}", "target": target}
        codes.append([p.rule_key for p in (await run_raw(Link, data, asked)).problems])
    assert codes == [[], ["test.rules.one"]]


async def test_an_official_s_name_stands_open(locality: Locality, context: Ask) -> None:
    data = {"name": "李四", "official": True, "phone": "0537-5213456"}
    assert (await run_raw(AddPerson, data, context())).done
    row = await locality.database.first(select(col(Person.name), col(Person.phone)))
    assert row is not None
    assert row.name == "李四"
