"""CD-D1, CD-D2: quotas and central approval of meetings and documents; a week without meetings."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, String, exists
from sqlmodel import col

from lianxin.calendar import MonthlyWeek
from lianxin.language import Text
from lianxin.rules import (
    HOST,
    Action,
    CalendarRule,
    Duty,
    Guard,
    Input,
    Phase,
    Registry,
    Step,
    Workflow,
    by,
    figures,
    given,
    on,
    recording,
    records,
    times,
    units,
)
from lianxin.tables import Case, Meeting
from lianxin_chengdu.settings import StyleSettings
from lianxin_chengdu.sources import STYLE
from lianxin_chengdu.tables import CaseFacts, IssuedDocument
from lianxin_chengdu.terms import CONFERENCE_APPLICATION, CONFERENCES, DOCUMENT_APPLICATION

F = figures(StyleSettings)

APPROVAL = Workflow(
    key="central_approval",
    clause="CD-D1",
    source=STYLE,
    title=Text("会议、文件集中审批", "Meetings and documents are approved centrally"),
    channels=frozenset({CONFERENCE_APPLICATION.code, DOCUMENT_APPLICATION.code}),
    facts=CaseFacts,
    steps=(
        Step("applied", Text("申请", "Applied for"), Phase.INTAKE),
        Step("approved", Text("批准", "Approved"), Phase.HANDLING),
        Step("done", Text("已召开、已印发", "Held, or issued"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "call",
            Text("拟定参会单位", "Call units"),
            by("clerk", unit=True),
            sources=("applied", "approved"),
            inputs=(Input("units", Text("参会单位", "Units called"), "units", sets="case.units"),),
        ),
        Action(
            "approve",
            Text("批准", "Approve"),
            by("supervisor", "leader"),
            sources=("applied",),
            to="approved",
            note_required=True,
            actor_becomes=("supervisor",),
        ),
        Action(
            "send_back",
            Text("不予批准，退回", "Not approved: sent back"),
            by("supervisor", "leader"),
            sources=("applied", "approved"),
            to="applied",
            note_required=True,
        ),
        Action(
            "done",
            Text("已召开或已印发", "Held or issued"),
            by("clerk", unit=True),
            sources=("approved",),
            to="done",
            inputs=(Input("result", Text("情况", "How it went"), sets="result"),),
        ),
    ),
)

AN_APPLICATION_NAMES_ITS_UNIT = Guard(
    key="application_names_its_unit",
    clause="CD-D1",
    source=STYLE,
    title=Text("申请写明承办单位", "An application says whose meeting or document it is"),
    workflow="central_approval",
    actions=("submit",),
    refuse_if=col(Case.unit_id).is_(None),
    because=Text("请填写主办单位（unit）", "Name the unit (unit)"),
)


def _approved(channel: str, unit: Any, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        col(Case.channel) == channel,
        col(Case.step) == "approved",
        col(Case.unit_id) == unit,
        *which,
    )


HELD_ONCE_APPROVED = Guard(
    key="held_once_approved",
    clause="CD-D1",
    source=STYLE,
    title=Text("会议经批准后召开", "A meeting is held once it is approved"),
    actions=("record_meeting",),
    refuse_if=col(Meeting.kind).in_([kind.code for kind in CONFERENCES])
    & ~_approved(
        CONFERENCE_APPLICATION.code,
        col(Meeting.unit_id),
        col(Case.code) == given("application", String()),
    ),
    because=Text(
        "请填写本单位已获批准的会议申请编号（application）",
        "Give the code of the unit's approved application (application)",
    ),
)

CONFERENCES_HAVE_A_QUOTA = Duty(
    key="conference_quota",
    clause="CD-D1",
    source=STYLE,
    title=Text("会议限额", "The quota of meetings"),
    every=units(),
    count=times(of=CONFERENCES, at=HOST, called=Text("召开会议", "meetings held")),
    at_most=F.conferences,
    refuses=True,
    unless=("emergency",),
    per="year",
)


class DocumentFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="发文单位 / Unit")
    number: str = Field(min_length=2, max_length=60, title="文号 / Number")
    title: str = Field(min_length=2, max_length=300, title="标题 / Title")
    issued_on: date = Field(title="印发日期 / Issued on")
    application_id: int = Field(title="发文申请 / Application")
    emergency: str | None = Field(
        None, min_length=2, max_length=2000, title="紧急理由 / Why it could not wait"
    )


DOCUMENTS = Registry(
    key="documents",
    clause="CD-D1",
    source=STYLE,
    title=Text("印发的文件", "Documents issued"),
    table=IssuedDocument,
    fields=DocumentFields,
    own_writers=frozenset({"handler"}),
    unique=(("number",),),
    order=("issued_on",),
)

ISSUED_ONCE_APPROVED = Guard(
    key="issued_once_approved",
    clause="CD-D1",
    source=STYLE,
    title=Text("文件经批准后印发", "A document is issued once it is approved"),
    actions=(recording("documents"),),
    refuse_if=~_approved(
        DOCUMENT_APPLICATION.code,
        col(IssuedDocument.unit_id),
        col(Case.id) == col(IssuedDocument.application_id),
    ),
    because=Text("该单位的发文申请尚未批准", "The unit's application was not approved"),
)

DOCUMENTS_HAVE_A_QUOTA = Duty(
    key="document_quota",
    clause="CD-D1",
    source=STYLE,
    title=Text("文件限额", "The quota of documents"),
    every=units(),
    count=records(
        col(IssuedDocument.unit_id),
        on=col(IssuedDocument.issued_on),
        called=Text("印发文件", "documents issued"),
    ),
    at_most=F.documents,
    refuses=True,
    unless=("emergency",),
    per="year",
)

NO_MEETINGS_IN_THE_SECOND_WEEK = CalendarRule(
    key="quiet_week",
    clause="CD-D2",
    source=STYLE,
    title=Text("无会周、调研周", "The week without meetings, meant for research"),
    dates=on(MonthlyWeek, F.quiet_week, week_rule=F.week_rule),
    forbids=CONFERENCES,
    unless=("emergency",),
    because=Text(
        "无会周不开会，用于下基层调研；紧急会议请注明理由（emergency）",
        "No meetings are held in it, it is meant for research; an emergency says why (emergency)",
    ),
    per="month",
)

QUOTA_RULES = (
    APPROVAL,
    AN_APPLICATION_NAMES_ITS_UNIT,
    HELD_ONCE_APPROVED,
    CONFERENCES_HAVE_A_QUOTA,
    DOCUMENTS,
    ISSUED_ONCE_APPROVED,
    DOCUMENTS_HAVE_A_QUOTA,
    NO_MEETINGS_IN_THE_SECOND_WEEK,
)
