"""SC-SN1, SC-SN3: a matter that touches many is assessed first, and two thirds have to approve."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Approval,
    Indicator,
    Input,
    Procedure,
    Stage,
    at_least,
    by,
    counted,
    figures,
    motion_field,
    needs,
    needs_record,
)
from lianxin.tables import Motion
from lianxin_sichuan.settings import SuiningSettings
from lianxin_sichuan.sources import SUINING
from lianxin_sichuan.tables import Assessment, Consultation
from lianxin_sichuan.terms import COUNTING_METHODS, MATTER_KINDS, WIDE_KINDS

F = figures(SuiningSettings)
DECIDED_BY = by("supervisor", "leader", "clerk", unit=True)
PROCEDURE = "sichuan.suining.major_decisions"
IS_WIDE = motion_field("kind").in_([kind.code for kind in WIDE_KINDS])

COUNTED = col(Consultation.method).in_([method.code for method in COUNTING_METHODS])


def _answers(*columns: Any) -> Any:
    """What questionnaires and polls on a motion came to."""
    whole = sum(columns[1:], columns[0])
    return (
        select(func.coalesce(func.sum(whole), 0))
        .where(col(Consultation.motion_id) == col(Motion.id), COUNTED)
        .correlate(Motion)
        .scalar_subquery()
    )


SUPPORT = _answers(col(Consultation.support))
VALID = _answers(col(Consultation.support), col(Consultation.against), col(Consultation.abstain))
_METHODS = (
    select(func.count(col(Consultation.method).distinct()))
    .where(col(Consultation.motion_id) == col(Motion.id))
    .correlate(Motion)
    .scalar_subquery()
)

MAJOR_DECISIONS = Procedure(
    key="major_decisions",
    clause="SC-SN1",
    source=SUINING,
    title=Text("重大事项：先评估，后决策", "Matters that touch many: assessed, then decided"),
    proposed_by=DECIDED_BY,
    fields=(Input("kind", Text("事项类别", "What it touches"), "choice", choices=MATTER_KINDS),),
    stages=(
        Stage(
            code="assessed",
            label=Text("稳定风险评估", "Assessed"),
            by=DECIDED_BY,
            needs=(
                needs_record(
                    col(Assessment.motion_id),
                    because=Text(
                        "须先开展稳定风险评估", "A stability risk assessment has to come first"
                    ),
                    when=IS_WIDE,
                ),
                needs(
                    _METHODS,
                    Text("征求意见的方式不够", "Residents were not asked in enough ways"),
                    least=F.methods,
                    when=IS_WIDE,
                ),
            ),
            approval=Approval(SUPPORT, VALID, at_least(F.approval), when=IS_WIDE),
        ),
        Stage(code="decided", label=Text("决策", "Decided"), by=DECIDED_BY),
    ),
)

VETOED = Indicator(
    key="vetoed",
    clause="SC-SN3",
    source=SUINING,
    title=Text("经评估否决的事项", "Matters vetoed after their assessment"),
    value=counted(
        Assessment,
        on=col(Assessment.assessed_on),
        where=(col(Motion.procedure) == PROCEDURE) & col(Motion.passed).is_(False),
        joins=((Motion, col(Motion.id) == col(Assessment.motion_id)),),
    ),
    per="year",
)

DECISION_RULES = (MAJOR_DECISIONS, VETOED)
