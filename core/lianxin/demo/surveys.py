"""Surveys held as they are held in earnest: drawn from their frame, answered, perhaps closed."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.calendar import period_of
from lianxin.clock import day_of
from lianxin.context import SYSTEM, Context
from lianxin.database import Batch, Key, Transaction
from lianxin.demo.chance import Chance
from lianxin.demo.rows import AT_ONCE
from lianxin.demo.stage import Stage
from lianxin.rules.survey import Survey as Declared
from lianxin.rules.words import codes
from lianxin.surveys import close_survey, open_survey
from lianxin.tables import Drawn, Survey

Grading = Callable[[Chance, int], str | None]
"""How somebody rates a subject; None: not answered (yet)."""

_DRAWN = (
    select(col(Drawn.id), col(Drawn.subject_id))
    .where(col(Drawn.survey_id) == bindparam("survey_id", type_=Key))
    .order_by(col(Drawn.subject_id), col(Drawn.n))
)


async def hold_survey(
    stage: Stage, key: str, grading: Grading, opened: datetime, closed: datetime | None = None
) -> int:
    """Open a survey for the period that `opened` lies in, take answers, close it. The register
    has to be stored before."""
    entry = stage.locality.composition.rules[key]
    rule = entry.rule
    assert isinstance(rule, Declared)
    settings, chance = stage.locality.figures.settings, stage.chance.about(f"{key} {opened}")
    period = period_of(rule.period_kind(settings), day_of(opened, stage.locality.zone))
    seed = f"{chance.bits(128):032x}"
    await stage.rows.look_around()
    async with stage.locality.database.writing() as tx:
        context = Context(stage.locality, SYSTEM, opened)
        survey = await open_survey(tx, context, entry, period=period, seed=seed)
        await tx.change(Survey, col(Survey.id) == survey.survey_id, code=stage.numbers.code())
        ways: list[str | None] = [*codes(rule.ways, settings)] or [None]
        await _answer(tx, survey.survey_id, grading, chance, ways, closed or stage.until)
        if closed is not None:
            await close_survey(tx, Context(stage.locality, SYSTEM, closed), survey.survey_id)
    return survey.survey_id


async def _answer(
    tx: Transaction,
    survey_id: int,
    grading: Grading,
    chance: Chance,
    ways: list[str | None],
    at: datetime,
) -> None:
    rows = await tx.all(_DRAWN, survey_id=survey_id)
    for n in range(0, len(rows), AT_ONCE):
        batch = Batch()
        for row in rows[n : n + AT_ONCE]:
            grade = grading(chance, row.subject_id)
            if grade is not None:
                answer = {"grade": grade, "way": chance.pick(ways), "answered_at": at}
                batch.change(Drawn, {"id": row.id}, answer)
        await tx.write(batch)
