"""HB-A6, HB-A7: receptions are announced, and what is taken in there carries four charges."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import String, exists, or_, select
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Duty,
    Guard,
    Input,
    OneOf,
    Phase,
    Publication,
    Registry,
    Step,
    Unfit,
    Workflow,
    by,
    figures,
    given,
    holders,
    official_name,
    recording,
    times,
    worded,
)
from lianxin.rules.conditions import ON_THE_DAY, holds
from lianxin.tables import Meeting, Person
from lianxin_hubei.settings import LeaderContactSettings
from lianxin_hubei.sources import RECEPTION
from lianxin_hubei.tables import CaseFacts, ReceptionNotice
from lianxin_hubei.terms import MANNERS, RECEPTION_CASE, STANDING_MEMBER

F = figures(LeaderContactSettings)
KIND = "reception"

ONE_RECEPTION_A_YEAR = Duty(
    key="receptions",
    clause="HB-A6",
    source=RECEPTION,
    title=Text("每年至少接待群众来访 1 次", "Receives petitioners at least once a year"),
    every=holders(STANDING_MEMBER),
    count=times(of=KIND, roles=("host", "chair", "participant")),
    at_least=F.receptions,
    per="year",
)


class NoticeFields(BaseModel, extra="forbid"):
    number: str = Field(min_length=2, max_length=60, title="编号 / Number")
    person_id: int = Field(title="接访领导 / Who receives")
    office: str = Field(min_length=2, max_length=100, title="职务 / Office")
    portfolio: str = Field(min_length=2, max_length=300, title="分管工作 / Portfolio")
    held_on: date = Field(title="接待日期 / Day")
    hours: str = Field(min_length=2, max_length=60, title="接待时间 / Time")
    place: str = Field(min_length=2, max_length=200, title="接待地点 / Place")
    manner: Annotated[str, OneOf("hubei_manner", MANNERS)] = Field(title="接待方式 / Manner")
    manner_other: str | None = Field(None, max_length=200, title="其他方式 / Which other manner")
    announced_on: date = Field(title="公开日期 / Announced on")

    @model_validator(mode="after")
    def _otherwise_is_said(self) -> Self:
        if (self.manner == "otherwise") != bool(self.manner_other):
            raise Unfit(
                Text("采取其他方式的，写明是何方式", "Say which manner, where it is another one")
            )
        return self


NOTICES = Registry(
    key="reception_notices",
    clause="HB-A6",
    source=RECEPTION,
    title=Text("接访安排公开", "Announcements of receptions"),
    table=ReceptionNotice,
    fields=NoticeFields,
    unique=(("number",), ("person_id", "held_on")),
    order=("held_on",),
)

ANNOUNCED_BEFOREHAND = Guard(
    key="announced_beforehand",
    clause="HB-A6",
    source=RECEPTION,
    title=Text("接访安排事先公开", "Receptions are announced before they are held"),
    actions=(recording("reception_notices"),),
    refuse_if=or_(
        col(ReceptionNotice.held_on) <= ON_THE_DAY,
        col(ReceptionNotice.announced_on) >= col(ReceptionNotice.held_on),
        ~holds(col(ReceptionNotice.person_id), on=col(ReceptionNotice.held_on)),
    ),
    because=Text(
        "接访安排须在接待日之前公开，并写明在职领导",
        "It is announced before the day, of somebody who holds office then",
    ),
)

HELD_AS_ANNOUNCED = Guard(
    key="held_as_announced",
    clause="HB-A6",
    source=RECEPTION,
    title=Text("接访按公开的安排进行", "Receptions are held as announced"),
    actions=("record_meeting",),
    refuse_if=(col(Meeting.kind) == KIND)
    & ~exists().where(
        col(ReceptionNotice.number) == given("notice", String()),
        col(ReceptionNotice.held_on) == col(Meeting.day),
    ),
    because=Text(
        "请填写当日接访安排的编号（notice）；没有公开的，先公开再安排",
        "Give the number of that day's announcement (notice); announce it first if there is none",
    ),
)

_announced: Any = (
    select(
        official_name().label("name"),
        col(ReceptionNotice.office).label("office"),
        col(ReceptionNotice.portfolio).label("portfolio"),
        col(ReceptionNotice.held_on).label("held_on"),
        col(ReceptionNotice.hours).label("hours"),
        col(ReceptionNotice.place).label("place"),
        worded(col(ReceptionNotice.manner), MANNERS).label("manner"),
        col(ReceptionNotice.manner_other).label("manner_other"),
    )
    .join_from(ReceptionNotice, Person, col(Person.id) == col(ReceptionNotice.person_id))
    .order_by(col(ReceptionNotice.held_on).desc())
)

RECEPTIONS_ARE_PUBLIC = Publication(
    key="receptions_announced",
    clause="HB-A6",
    source=RECEPTION,
    title=Text("领导接访安排", "When leaders receive petitioners"),
    query=_announced,
    labels={
        "name": Text("姓名", "Name"),
        "office": Text("职务", "Office"),
        "portfolio": Text("分管工作", "Portfolio"),
        "held_on": Text("日期", "Day"),
        "hours": Text("时间", "Time"),
        "place": Text("地点", "Place"),
        "manner": Text("方式", "Manner"),
        "manner_other": Text("其他方式", "Which other manner"),
    },
    live=True,
    audience=F.notice_audience,
)


def _charge(code: str, zh: str, en: str, said: Text, sets: str) -> Action:
    """One of the four charges is done, in words; it may be told anew as long as it is handled."""
    return Action(
        code,
        Text(zh, en),
        by("leader", handler=True, unit=True),
        sources=("in_charge", "answered"),
        inputs=(Input("how", said, sets=sets),),
    )


FOUR_CHARGES = Workflow(
    key="reception_cases",
    clause="HB-A7",
    source=RECEPTION,
    title=Text("领导接访事项“四包”责任制", "Cases of receptions, with four charges"),
    channels=frozenset({RECEPTION_CASE.code}),
    facts=CaseFacts,
    steps=(
        Step("taken_in", Text("登记台账", "In the ledger"), Phase.INTAKE),
        Step("in_charge", Text("包案办理", "In a leader's charge"), Phase.HANDLING),
        Step("answered", Text("答复来访群众", "Answered"), Phase.ANSWERED),
        Step("closed", Text("办结", "Closed"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            "take_charge",
            Text("领导包案", "Take charge"),
            by("leader", "supervisor"),
            sources=("taken_in",),
            to="in_charge",
            inputs=(
                Input("leader", Text("包案领导", "Leader"), "person", sets="leader_id"),
                Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),
            ),
        ),
        _charge(
            "know",
            "包掌握情况",
            "The charge to know it",
            Text("掌握的情况", "What is known"),
            "understood",
        ),
        _charge(
            "explain",
            "包思想教育",
            "The charge to explain",
            Text("所做的工作", "What was explained"),
            "explained",
        ),
        _charge(
            "settle",
            "包调处化解",
            "The charge to settle it",
            Text("调处情况", "How it was settled"),
            "settled",
        ),
        _charge(
            "end",
            "包息诉息访",
            "The charge to end it",
            Text("息诉息访情况", "How it came to an end"),
            "ended",
        ),
        Action(
            "answer",
            Text("答复来访群众", "Answer"),
            by("leader", handler=True, unit=True),
            sources=("in_charge",),
            to="answered",
            inputs=(Input("result", Text("答复内容", "Answer"), sets="result"),),
        ),
        Action(
            "close",
            Text("办结", "Close"),
            by("leader", "supervisor"),
            sources=("answered",),
            to="closed",
        ),
    ),
)

TAKEN_IN_AT_A_RECEPTION = Guard(
    key="taken_in_at_a_reception",
    clause="HB-A7",
    source=RECEPTION,
    title=Text("接访事项在接访中登记", "What is taken in belongs to a reception"),
    workflow="reception_cases",
    actions=("submit",),
    refuse_if=~exists().where(col(Meeting.id) == given("meeting", Key), col(Meeting.kind) == KIND),
    because=Text(
        "请填写受理该事项的接访（meeting）", "Name the reception at which it came up (meeting)"
    ),
)

CLOSED_WHEN_ALL_FOUR_ARE_DONE = Guard(
    key="closed_when_all_four_done",
    clause="HB-A7",
    source=RECEPTION,
    title=Text("“四包”全部落实方可办结", "Closed when all four charges are done"),
    workflow="reception_cases",
    actions=("close",),
    refuse_if=or_(
        *(
            col(column).is_(None)
            for column in (
                CaseFacts.understood,
                CaseFacts.explained,
                CaseFacts.settled,
                CaseFacts.ended,
            )
        )
    ),
    because=Text("“四包”尚未全部落实", "Not all four charges are done yet"),
)

RECEPTION_RULES = (
    ONE_RECEPTION_A_YEAR,
    NOTICES,
    ANNOUNCED_BEFOREHAND,
    HELD_AS_ANNOUNCED,
    RECEPTIONS_ARE_PUBLIC,
    FOUR_CHARGES,
    TAKEN_IN_AT_A_RECEPTION,
    CLOSED_WHEN_ALL_FOUR_ARE_DONE,
)
