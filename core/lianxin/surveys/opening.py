"""Opening a survey: the frame is read and kept, the sample drawn."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.calendar import Period, period_of
from lianxin.context import Context
from lianxin.database import Batch, Key, Session, Transaction, together
from lianxin.database.base import row_values
from lianxin.errors import Refused, not_found
from lianxin.events import audit
from lianxin.ids import global_id, new_code
from lianxin.language import Text
from lianxin.rules.base import RuleInForce, Settings, figure_of
from lianxin.rules.sql.values import Values
from lianxin.rules.survey import Survey
from lianxin.standings.asking import moments
from lianxin.standings.refusing import refused
from lianxin.surveys.drawing import Frame, draw, frame_hash
from lianxin.tables import Drawn, SurveyFrame
from lianxin.tables import Survey as SurveyRow

_NOBODY = Text(
    "名册里没有可抽取的对象，请先录入", "There is nobody to be drawn; enter the register first"
)
_RUNNING = Text("本期评议正在进行，请先结束", "This period's survey is still open; close it first")
_TOO_EARLY = Text("还不到评议时间，{day} 起方可抽样", "It is too early: draw from {day} on")
_UNKNOWN = Text("没有这次评议", "There is no such survey")


@dataclass(frozen=True)
class Opened:
    """A survey that was opened: how many were drawn for each subject."""

    survey_id: int
    code: str
    drawn: dict[int, int]


async def open_survey(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    *,
    period: Period | None = None,
    subjects: Collection[int] | None = None,
    agency_id: int | None = None,
    title: str | None = None,
    seed: str | None = None,
) -> Opened:
    """Draw a sample for every subject (or these), and store it with its frame and seed.

    Raises Refused where there is nobody to ask, or the period's survey is open already.
    """
    rule = _survey_rule(entry)
    settings = context.locality.figures.settings
    asked = period or period_of(rule.period_kind(settings), context.today)
    if (opens := _opens(rule, settings, asked)) > context.today:
        raise Refused([refused(entry, _TOO_EARLY.format(day=opens.isoformat()), "on")])
    found: list[Any] = await together(
        tx,
        lambda session: session.first(_OPEN, rule_key=entry.key, start=asked.start),
        lambda session: _frame(session, context, entry, asked),
    )
    running, frame = found
    if running:
        raise Refused([refused(entry, _RUNNING)])
    kept = {k: m for k, m in frame.items() if subjects is None or k in subjects}
    if not kept:
        raise Refused([refused(entry, _NOBODY)])
    number = figure_of(rule.sample, settings)
    survey = SurveyRow(
        code=new_code(),
        rule_key=entry.key,
        title=title or f"{rule.title.zh}（{asked.label.zh}）",
        period_start=asked.start,
        period_end=asked.end,
        agency_id=agency_id,
        seed=seed or token_hex(16),
        frame=frame_hash(kept),
        sample=number,
        open_for=f"{entry.key} {asked.start}",
        opened_at=context.now,
    )
    drawn = {k: draw(survey.seed, k, members, number) for k, members in kept.items()}
    await _store(tx, rule, survey, kept, drawn)
    named = {"seed": survey.seed, "frame": survey.frame}
    await audit(
        tx,
        context,
        action="open_survey",
        object=global_id("Survey", survey.id),
        result="done",
        content=named,
    )
    return Opened(survey.id, survey.code, {k: len(found) for k, found in drawn.items()})


async def verify_draw(session: Session, survey_id: int) -> bool:
    """Whether the stored sample is what its seed and its frame give."""
    survey = await session.first(_ONE, id=survey_id)
    if survey is None:
        raise Refused([not_found(_UNKNOWN, "survey")])
    frame: dict[int, list[int]] = {
        row.subject_id: row.members for row in await session.all(_FRAMES, survey_id=survey_id)
    }
    stored: dict[int, list[int]] = {k: [] for k in frame}
    for row in await session.all(_DRAWN, survey_id=survey_id):
        stored[row.subject_id].append(row.respondent_id)
    drawn = {k: draw(survey.seed, k, members, survey.sample) for k, members in frame.items()}
    return frame_hash(frame) == survey.frame and drawn == stored


def _opens(rule: Survey, settings: Settings, period: Period) -> date:
    """The first day on which a sample may be drawn."""
    last = figure_of(rule.last_days, settings)
    return period.start if last is None else period.end - timedelta(days=last - 1)


def _survey_rule(entry: RuleInForce) -> Survey:
    if not isinstance(entry.rule, Survey):
        raise TypeError(f"{entry.key} is no survey")
    return entry.rule


async def _frame(session: Session, context: Context, entry: RuleInForce, period: Period) -> Frame:
    rule, locality = _survey_rule(entry), context.locality
    values = Values()
    made = rule.asked_of(values)
    given = {
        **locality.figures.by_name,
        **values.read(locality.figures.settings),
        **moments(period, locality),
        "as_of": min(context.today, period.end),
        "today": context.today,
        "rule_key": entry.key,
        "module": entry.module,
    }
    found: dict[int, list[int]] = defaultdict(list)
    for row in await session.all(made, **given):
        found[row.subject_id].append(row.respondent_id)
    return {key: sorted(set(members)) for key, members in found.items()}


async def _store(
    tx: Transaction,
    rule: Survey,
    survey: SurveyRow,
    frame: Frame,
    drawn: dict[int, list[int]],
) -> None:
    batch = Batch()
    batch.add(SurveyRow, row_values(survey))
    for subject, members in frame.items():
        named: dict[str, Any] = {
            "survey_id": survey.id,
            "subject_type": rule.every.type,
            "subject_id": subject,
        }
        batch.add(SurveyFrame, row_values(SurveyFrame(**named, members=list(members))))
        for n, respondent in enumerate(drawn[subject], 1):
            row = Drawn(
                **named,
                respondent_type=rule.frame.type,
                respondent_id=respondent,
                n=n,
            )
            batch.add(Drawn, row_values(row))
    await tx.write(batch)


_ONE = select(SurveyRow.__table__).where(col(SurveyRow.id) == bindparam("id", type_=Key))  # type: ignore[attr-defined]
_OPEN = select(col(SurveyRow.id)).where(
    col(SurveyRow.rule_key) == bindparam("rule_key"),
    col(SurveyRow.period_start) == bindparam("start"),
    col(SurveyRow.state) == "open",
)
_FRAMES = select(col(SurveyFrame.subject_id), col(SurveyFrame.members)).where(
    col(SurveyFrame.survey_id) == bindparam("survey_id", type_=Key)
)
_DRAWN = (
    select(col(Drawn.subject_id), col(Drawn.respondent_id))
    .where(col(Drawn.survey_id) == bindparam("survey_id", type_=Key))
    .order_by(col(Drawn.subject_id), col(Drawn.n))
)
