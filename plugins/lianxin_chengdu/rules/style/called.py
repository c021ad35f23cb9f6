"""CD-D3: units called to meetings that do not concern them, and the hours that meetings take."""

from datetime import date

from pydantic import BaseModel, Field
from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    HOUR,
    Guard,
    Indicator,
    Registry,
    Term,
    counted,
    done_by,
    figures,
    hours,
    recording,
    staffed,
)
from lianxin.tables import Case, CaseUnit
from lianxin_chengdu.settings import StyleSettings
from lianxin_chengdu.sources import STYLE
from lianxin_chengdu.tables import Objection
from lianxin_chengdu.terms import CONFERENCE, CONFERENCE_APPLICATION, VIDEO_CONFERENCE

F = figures(StyleSettings)


class ObjectionFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="提出异议的单位 / Unit that objects")
    application_id: int = Field(title="会议申请 / The meeting, by its application")
    objected_on: date = Field(title="日期 / When")
    ground: str = Field(min_length=2, max_length=2000, title="理由 / Why it does not concern it")


OBJECTIONS = Registry(
    key="objections",
    clause="CD-D3",
    source=STYLE,
    title=Text("“与我无关”的参会异议", "Objections: the topic does not concern us"),
    table=Objection,
    fields=ObjectionFields,
    own_writers=frozenset({"handler"}),
    open_cases=True,
    unique=(("unit_id", "application_id"),),
    order=("objected_on",),
)

_called = exists().where(
    col(CaseUnit.case_id) == col(Objection.application_id),
    col(CaseUnit.unit_id) == col(Objection.unit_id),
    col(Case.id) == col(Objection.application_id),
    col(Case.channel) == CONFERENCE_APPLICATION.code,
)

OBJECTED_BY_A_UNIT_THAT_IS_CALLED = Guard(
    key="objected_by_a_unit_called",
    clause="CD-D3",
    source=STYLE,
    title=Text("由被通知参会的单位提出异议", "Units that are called to a meeting may object"),
    actions=(recording("objections"),),
    refuse_if=~_called,
    because=Text("该单位不在参会单位之列", "The unit is not called to that meeting"),
)

OBJECTIONS_BY_ORGANISER = Indicator(
    key="objections_by_organiser",
    clause="CD-D3",
    source=STYLE,
    title=Text("主办单位收到的参会异议", "Objections that organisers met with"),
    value=counted(
        Objection,
        by=col(Case.unit_id),
        on=col(Objection.objected_on),
        joins=((Case, col(Case.id) == col(Objection.application_id)),),
    ),
    per="year",
)


def _hours_in(kind: Term, title: Text) -> Indicator:
    return Indicator(
        key=f"hours_in_{kind.code}",
        clause="CD-D3",
        source=STYLE,
        title=title,
        value=done_by(staffed(F.grassroots), hours(kind)),
        unit_of_measure=HOUR,
        per="month",
    )


HOURS_IN_PERSON = _hours_in(
    CONFERENCE, Text("基层单位到场开会时间", "Hours that grassroots units spend in meetings")
)
HOURS_BY_VIDEO = _hours_in(
    VIDEO_CONFERENCE, Text("基层单位电视电话会议时间", "Hours that they spend in video meetings")
)

CALLED_RULES = (
    OBJECTIONS,
    OBJECTED_BY_A_UNIT_THAT_IS_CALLED,
    OBJECTIONS_BY_ORGANISER,
    HOURS_IN_PERSON,
    HOURS_BY_VIDEO,
)
