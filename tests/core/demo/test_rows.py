"""Rows are stored in batches, complete with what the table gives them."""

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.demo import Stage, meet
from lianxin.tables import Household, Meeting, Participant, Person, UnitLine


async def test_rows_have_the_table_s_defaults_and_keys_of_the_stage(stage: Stage) -> None:
    town = stage.unit("T1", "镇", "town")
    village = stage.unit("T1-01", "村", "village", town)
    home, head = stage.household("T1-01-1", village, stage.chance, marks=["in_need"])
    await stage.rows.finish()
    database = stage.locality.database
    person = await database.first(select(Person.__table__).where(col(Person.id) == head))
    assert (person.household_id, person.official, person.external_id) == (home, False, None)
    assert person.address == "镇村**"
    assert person.name.endswith("**")
    assert stage.rows.stored[Household.__tablename__] == 1
    lines = await database.all(select(col(UnitLine.distance)))
    assert sorted(line.distance for line in lines) == [0, 0, 1]


async def test_a_batch_is_stored_once_there_is_enough(stage: Stage) -> None:
    counted = select(func.count()).select_from(Person)
    for _ in range(7):
        stage.official(stage.chance)
    await stage.rows.store(at_least=10)
    assert (await stage.locality.database.first(counted))[0] == 0
    await stage.rows.store(at_least=7)
    assert (await stage.locality.database.first(counted))[0] == 7


async def test_a_meeting_belongs_to_the_day_it_began(stage: Stage) -> None:
    village = stage.unit("V", "村", "village")
    who = stage.official(stage.chance)
    late = stage.hours.on(stage.ago(3), stage.chance, 23, 23.5)
    meet(stage, "visit", "夜访", late, unit=village, people=[(who, "host")], weather="雨")
    await stage.rows.finish()
    row = await stage.locality.database.first(select(Meeting.__table__))
    assert (row.day, row.data) == (stage.ago(3), {"weather": "雨"})
    there = await stage.locality.database.first(select(Participant.__table__))
    assert (there.person_id, there.present) == (who, True)
