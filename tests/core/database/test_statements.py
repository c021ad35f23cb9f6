"""Statements are prepared once, and bound each time they run."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlmodel import col

from factories import make_case
from lianxin.database import Database, Key
from lianxin.tables import Case

AT = datetime(2026, 9, 23, 1, 0, tzinfo=UTC)


async def test_constant_lists_stand_beside_parameters(database: Database) -> None:
    case = await make_case(database, submitted_at=AT)
    statement = select(col(Case.title)).where(
        col(Case.phase).in_(["INTAKE", "TRIAGE"]),
        col(Case.submitted_at).in_([AT]),
        col(Case.id) == bindparam("id", type_=Key),
    )
    for _ in range(2):
        [row] = await database.all(statement, id=case.id)
        assert row.title == case.title
