"""What follows from a survey: from its ranks, and from what is told later of those ranked."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlmodel import col

from lianxin.consequences import WRITTEN, Due, consequences_of, full_key, store
from lianxin.context import Context
from lianxin.database import Instant, Key, Session, Transaction, among_words, together
from lianxin.rules.base import RuleInForce
from lianxin.rules.consequence import SCORE, AfterSurvey, ConsequenceRule
from lianxin.rules.measures import plain
from lianxin.rules.sql.values import Values
from lianxin.rules.survey import Survey
from lianxin.tables import Survey as SurveyRow


async def derive(
    tx: Transaction,
    context: Context,
    survey_id: int,
    read: Collection[str] | None = None,
) -> list[int]:
    """What follows from a closed survey; the keys of the consequences that are new. `read`: only
    what also reads one of these facts, which was told later than the survey was closed."""
    # Whoever derives at the same time waits here, and then finds what is written already.
    survey = await tx.first(_SURVEY, id=survey_id)
    assert survey is not None
    following = [
        (entry, rule, rule.when)
        for entry, rule in context.locality.composition.of(ConsequenceRule)
        if isinstance(rule.when, AfterSurvey)
        and full_key(entry, rule.when.survey) == survey.rule_key
        if read is None or not rule.when.facts.isdisjoint(read)
    ]
    found = await together(
        tx,
        *(
            partial(_after_survey, context=context, entry=entry, trigger=trigger, survey=survey)
            for entry, _, trigger in following
        ),
    )
    rows = [
        row
        for (entry, rule, _), due in zip(following, found, strict=True)
        for row in consequences_of(context, entry, rule, due)
    ]
    await store(tx, context, rows)
    return [row.id for row in rows]


async def waiting_for(session: Session, context: Context, read: Collection[str]) -> list[int]:
    """The surveys of the last year from which more may follow, now that one of these facts was
    told."""
    keys = sorted(
        full_key(entry, rule.when.survey)
        for entry, rule in context.locality.composition.of(ConsequenceRule)
        if isinstance(rule.when, AfterSurvey) and not rule.when.facts.isdisjoint(read)
    )
    if not keys:
        return []
    since = context.now - _FOLLOWED_FOR
    return [row.id for row in await session.all(_CLOSED, rule_keys=keys, since=since)]


async def derive_anew(tx: Transaction, context: Context) -> list[int]:
    """What follows from a survey that was just closed, where whoever closed it did not get so far;
    run by the sweep."""
    keys = [e.key for e, _ in context.locality.composition.of(Survey)]
    surveys = await tx.all(_CLOSED, rule_keys=keys, since=context.now - _JUST_CLOSED)
    return [key for row in surveys for key in await derive(tx, context, row.id)]


async def _after_survey(
    session: Session,
    *,
    context: Context,
    entry: RuleInForce,
    trigger: AfterSurvey,
    survey: Any,
) -> list[Due]:
    values = Values()
    written = exists().where(
        WRITTEN.c.rule_key == bindparam("rule_key"),
        WRITTEN.c.survey_id == SCORE.c.survey_id,
        WRITTEN.c.subject_id == SCORE.c.subject_id,
    )
    conditions = [place.sql(values) for place in trigger.places]
    if trigger.where is not None:
        conditions.append(trigger.where)
    statement = select(SCORE).where(
        SCORE.c.survey_id == bindparam("survey_id", type_=Key), *conditions, ~written
    )
    figures = context.locality.figures
    given = {**figures.by_name, **values.read(figures.settings)}
    given |= {"period_start": survey.period_start, "period_end": survey.period_end}
    rows = await session.all(statement, rule_key=entry.key, survey_id=survey.id, **given)
    return [
        Due(
            row.subject_type,
            row.subject_id,
            row.subject_id if row.subject_type == "Unit" else None,
            survey.id,
            ground={
                "survey": survey.title,
                "rank": row.rank,
                "rank_from_last": row.rank_from_last,
                "score": plain(row.score),
            },
        )
        for row in rows
    ]


_FOLLOWED_FOR, _JUST_CLOSED = timedelta(days=366), timedelta(hours=1)
_SURVEY = (
    select(SurveyRow.__table__)  # type: ignore[attr-defined]
    .where(col(SurveyRow.id) == bindparam("id", type_=Key))
    .with_for_update()
)
_CLOSED = (
    select(col(SurveyRow.id))
    .where(
        among_words(col(SurveyRow.rule_key), "rule_keys"),
        col(SurveyRow.closed_at) >= bindparam("since", type_=Instant()),
    )
    .order_by(col(SurveyRow.closed_at), col(SurveyRow.id))
)
