"""A locality that rates its departments: the rules, and the desk that does it."""

from collections.abc import Callable
from typing import Any

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.context import Context
from lianxin.database import Database
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    ConsequenceRule,
    ModuleSettings,
    Survey,
    Term,
    after_survey,
    figures,
    roll,
    top,
    units,
)
from lianxin.surveys import (
    close_survey,
    open_survey,
    record_answer,
)
from lianxin.tables import (
    Consequence,
    Drawn,
    Respondent,
    Unit,
)


class Evaluation(ModuleSettings):
    sample: int = 3
    grades: dict[str, int] = Field({"good": 100, "fair": 60, "poor": 0})
    first: int = 1


F = figures(Evaluation)

PRAISE, BLAME = Term("praise", Text("表彰", "Praise")), Term("blame", Text("批评", "Criticism"))

RATING = Survey(
    **CLAUSE,
    key="rating",
    every=units("department"),
    frame=roll("served"),
    sample=F.sample,
    grades=F.grades,
    ways=("phone", "form"),
    questions=("support",),
)

PRAISED = ConsequenceRule(
    **CLAUSE, key="praised", effect=PRAISE, when=after_survey("rating", top(F.first))
)


class Desk:
    """A locality that rates its departments, and whoever runs it."""

    def __init__(self, locality: Locality, context: Callable[..., Context], *rules: Any) -> None:
        self.locality = working_by(locality, RATING, *rules, settings=Evaluation())
        self.entry = in_force(self.locality, RATING)
        self.database: Database = locality.database
        self.context = Context(self.locality, context("admin").viewer, self.locality.clock.now())

    async def department(self, members: int) -> Unit:
        unit = await make_unit(self.locality, kind="department")
        rows = [Respondent(roll="served", unit_id=unit.id, number=n) for n in range(members)]
        async with self.database.writing() as tx:
            await tx.add(*rows)
        return unit

    async def do(self, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        async with self.database.writing() as tx:
            return await function(tx, self.context, *given, **named)

    async def drawn(self, survey_id: int) -> list[Any]:
        return await self.database.all(
            select(Drawn.__table__).where(col(Drawn.survey_id) == survey_id)
        )

    async def rated(self, grades: dict[int, list[str]]) -> int:
        """Open, let each department be graded like this, close; the survey's key."""
        opened = await self.do(open_survey, self.entry)
        left = {unit: list(given) for unit, given in grades.items()}
        for row in await self.drawn(opened.survey_id):
            if left.get(row.subject_id):
                grade = left[row.subject_id].pop()
                who = (row.subject_id, row.respondent_id)
                await self.do(record_answer, opened.survey_id, *who, grade, way="phone")
        await self.do(close_survey, opened.survey_id)
        found: int = opened.survey_id
        return found

    async def consequences(self) -> list[Any]:
        return await self.database.all(select(Consequence.__table__))
