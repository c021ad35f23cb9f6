"""A batch is stored as a whole, in one statement where the database can."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_case, make_unit
from lianxin.database import Batch, Database, Nested
from lianxin.database.base import row_values
from lianxin.errors import NotUnique
from lianxin.tables import Case, CaseEntry, CaseUnit, Deadline

AT = datetime(2026, 9, 24, 1, 0, 5, 999, tzinfo=UTC)
ENTRIES = Nested(col(CaseEntry.n), col(CaseEntry.at), col(CaseEntry.data))
LOADED = select(
    col(Case.title), ENTRIES.where(col(CaseEntry.case_id) == col(Case.id)).label("entries")
)


async def test_adds_changes_and_removes_in_one_go(database: Database) -> None:
    case, unit = await make_case(database), await make_unit(database)
    other = await make_unit(database)
    async with database.writing() as tx:
        await tx.add(CaseUnit(case_id=case.id, unit_id=unit.id))
    batch = Batch()
    entry = CaseEntry(case_id=case.id, n=2, action="a", step="s", at=AT, data={"给": [1]})
    batch.add(CaseUnit, row_values(CaseUnit(case_id=case.id, unit_id=other.id)))
    batch.add(CaseEntry, row_values(entry))
    batch.change(Case, {"id": case.id}, {"title": '新"题', "closed_at": AT})
    batch.remove(CaseUnit, {"case_id": case.id, "unit_id": unit.id})
    async with database.writing() as tx:
        await tx.write(batch)
    [row] = await database.all(LOADED)
    assert row.title == '新"题'
    newest = max(ENTRIES.rows(row.entries))
    assert newest == (2, AT.replace(microsecond=0), {"给": [1]})
    assert [u.unit_id for u in await database.all(select(CaseUnit.__table__))] == [other.id]


async def test_a_row_may_refer_to_one_of_the_same_batch(database: Database) -> None:
    unit = await make_unit(database)
    made = await make_case(database, unit=unit)
    batch = Batch()
    case = Case(**{**made.model_dump(), "id": 7, "code": "X"})
    batch.add(CaseEntry, row_values(CaseEntry(case_id=7, n=1, action="a", step="s", at=AT)))
    batch.add(Deadline, row_values(_deadline(7)))
    batch.add(Case, row_values(case))
    async with database.writing() as tx:
        await tx.write(batch)
    assert len(await database.all(LOADED)) == 2


async def test_a_key_that_is_there_already_stores_nothing(database: Database) -> None:
    case = await make_case(database)
    batch = Batch()
    batch.change(Case, {"id": case.id}, {"title": "x"})
    batch.add(CaseEntry, row_values(CaseEntry(case_id=case.id, n=1, action="a", step="s", at=AT)))
    with pytest.raises(NotUnique):
        async with database.writing() as tx:
            await tx.write(batch)
    assert [row.title for row in await database.all(LOADED)] == [case.title]


def _deadline(case_id: int) -> Deadline:
    return Deadline(
        case_id=case_id,
        rule_key="m.r",
        started_at=AT,
        days=5,
        unit_of_count="calendar",
        pauses=[[str(date(2026, 1, 1)), None]],
    )
