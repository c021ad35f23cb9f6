"""The ranking of a closed survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Key, Session
from lianxin.tables import Score


@dataclass(frozen=True)
class Ranked:
    """A subject's place; without a score (too few answers) it has none."""

    subject_type: str
    subject_id: int
    drawn: int
    answered: int
    score: float | None
    rank: int | None
    rank_from_last: int | None
    data: Mapping[str, Any]


async def ranking(session: Session, survey_id: int) -> list[Ranked]:
    """All scores of a closed survey, the best first; those without a score at the end."""
    rows = await session.all(_RANKING, survey_id=survey_id)
    return [Ranked(*row) for row in rows]


_RANKING = (
    select(
        col(Score.subject_type),
        col(Score.subject_id),
        col(Score.drawn),
        col(Score.answered),
        col(Score.score),
        col(Score.rank),
        col(Score.rank_from_last),
        col(Score.data),
    )
    .where(col(Score.survey_id) == bindparam("survey_id", type_=Key))
    .order_by(col(Score.rank).is_(None), col(Score.rank), col(Score.subject_id))
)
