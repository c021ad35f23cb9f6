"""SC-SN2, SC-SN3: how people were asked, whom, and what they said of it."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import case, exists, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    OneOf,
    Publication,
    Registry,
    Term,
    Unfit,
    motion_field,
    motions,
    record,
    recording,
    worded,
)
from lianxin.tables import Motion
from lianxin_sichuan.rules.suining.decisions import COUNTED, IS_WIDE, PROCEDURE
from lianxin_sichuan.sources import SUINING
from lianxin_sichuan.tables import Assessment, Consultation
from lianxin_sichuan.terms import MATTER_KINDS, METHODS

OUTCOMES = (
    Term("vetoed", Text("否决", "Vetoed")),
    Term("approved", Text("通过评估", "Approved")),
    Term("open", Text("评估中", "Being assessed")),
)
_outcome: Any = case(
    (col(Motion.passed).is_(False), "vetoed"),
    (col(Motion.step) == "assessed", "open"),
    else_="approved",
)
MORE_THAN_ANSWERED = Text(
    "满意、有信心的人数不得超过有效人数", "No more can be satisfied or confident than answered"
)


class AssessmentFields(BaseModel, extra="forbid"):
    motion_id: int = Field(title="事项 / Matter")
    unit_id: int = Field(title="评估单位 / Who assesses")
    assessed_on: date = Field(title="日期 / When")
    risks: str = Field(min_length=2, max_length=4000, title="风险 / Risks")
    conclusion: str = Field(min_length=2, max_length=4000, title="结论 / Conclusion")


class ConsultationFields(BaseModel, extra="forbid"):
    motion_id: int = Field(title="事项 / Matter")
    method: Annotated[str, OneOf("sichuan_method", METHODS)] = Field(title="方式 / How")
    held_on: date = Field(title="日期 / When")
    asked_whom: str = Field(min_length=2, max_length=500, title="征求对象 / Whom")
    support: int = Field(0, ge=0, le=10_000_000, title="支持人数 / Support")
    against: int = Field(0, ge=0, le=10_000_000, title="反对人数 / Against")
    abstain: int = Field(0, ge=0, le=10_000_000, title="弃权人数 / Abstain")
    satisfied: int = Field(0, ge=0, le=10_000_000, title="满意人数 / Satisfied")
    confident: int = Field(0, ge=0, le=10_000_000, title="有信心人数 / Confident")

    @model_validator(mode="after")
    def no_more_than_answered(self) -> "ConsultationFields":
        valid = self.support + self.against + self.abstain
        if max(self.satisfied, self.confident) > valid:
            raise Unfit(MORE_THAN_ANSWERED)
        return self


ASSESSMENTS = Registry(
    key="assessments",
    clause="SC-SN2",
    source=SUINING,
    title=Text("稳定风险评估", "Stability risk assessments"),
    table=Assessment,
    fields=AssessmentFields,
    own_writers=frozenset({"handler"}),
    unique=(("motion_id",),),
    order=("assessed_on",),
)

CONSULTATIONS = Registry(
    key="consultations",
    clause="SC-SN2",
    source=SUINING,
    title=Text("征求意见：方式、对象、结果", "How and whom one asked, and what they said"),
    table=Consultation,
    fields=ConsultationFields,
    writers=frozenset({"clerk", "supervisor", "handler"}),
    locks="motion_id",
    order=("held_on",),
)


def _still_open(registry: str, motion: Any) -> Guard:
    return Guard(
        key=f"{registry}_before_the_decision",
        clause="SC-SN2",
        source=SUINING,
        title=Text("评估在决策之前", "One asks before it is decided, and changes nothing after"),
        actions=(recording(registry),),
        refuse_if=~exists().where(
            col(Motion.id) == motion,
            col(Motion.procedure) == PROCEDURE,
            col(Motion.decided).is_(False),
            col(Motion.step) == "assessed",
        ),
        because=Text("须为评估阶段的重大事项", "It has to be a matter that is being assessed"),
    )


ASSESSED_BEFORE_THE_DECISION = _still_open("assessments", col(Assessment.motion_id))
ASKED_BEFORE_THE_DECISION = _still_open("consultations", col(Consultation.motion_id))

MATTERS_THAT_TOUCH_MANY_ARE_ASSESSED = Coverage(
    key="matters_assessed",
    clause="SC-SN1",
    source=SUINING,
    title=Text("涉及较大范围群众利益的事项均经评估", "What touches many is assessed"),
    every=motions(where=(col(Motion.procedure) == PROCEDURE) & IS_WIDE),
    has=(
        record(col(Assessment.motion_id), called=Text("风险评估", "an assessment")),
        record(col(Consultation.motion_id), called=Text("征求意见", "people who were asked")),
    ),
    per="year",
)

_valid = col(Consultation.support) + col(Consultation.against) + col(Consultation.abstain)
_found: Any = (
    select(
        col(Motion.title).label("matter"),
        worded(motion_field("kind"), MATTER_KINDS).label("kind"),
        func.sum(_valid).label("valid"),
        func.sum(col(Consultation.satisfied)).label("satisfied"),
        func.sum(col(Consultation.support)).label("support"),
        func.sum(col(Consultation.confident)).label("confident"),
        worded(_outcome, OUTCOMES).label("outcome"),
    )
    .join_from(Motion, Consultation, col(Consultation.motion_id) == col(Motion.id))
    .where(col(Motion.procedure) == PROCEDURE, COUNTED)
    .group_by(col(Motion.id), col(Motion.title), motion_field("kind"), _outcome)
    .order_by(col(Motion.title), col(Motion.id))
)

SATISFACTION_SUPPORT_CONFIDENCE = Publication(
    key="assessments_published",
    clause="SC-SN3",
    source=SUINING,
    title=Text("评估的满意度、支持度、信心度", "Satisfaction, support and confidence"),
    query=_found,
    labels={
        "matter": Text("事项", "Matter"),
        "kind": Text("类别", "Kind"),
        "valid": Text("有效人数", "Valid answers"),
        "satisfied": Text("满意人数", "Satisfied"),
        "support": Text("支持人数", "Support"),
        "confident": Text("有信心人数", "Confident"),
        "outcome": Text("结果", "Outcome"),
    },
    counts=("valid", "satisfied", "support", "confident"),
    live=True,
)

ASSESSMENT_RULES = (
    ASSESSMENTS,
    CONSULTATIONS,
    ASSESSED_BEFORE_THE_DECISION,
    ASKED_BEFORE_THE_DECISION,
    MATTERS_THAT_TOUCH_MANY_ARE_ASSESSED,
    SATISFACTION_SUPPORT_CONFIDENCE,
)
