"""CD-F1, CD-F2: households per worker; whoever is present answers for whoever is away."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import Boolean, exists, func, select
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    HOUSEHOLD,
    Action,
    ByItself,
    Guard,
    Indicator,
    Input,
    Phase,
    Registry,
    Step,
    Unfit,
    Workflow,
    by,
    counted,
    figures,
    given,
    in_force,
    ratio,
    total,
    units,
)
from lianxin.rules.conditions import ON_THE_DAY, holds, is_of_kind
from lianxin.tables import Appointment, Case, Unit
from lianxin_chengdu.settings import CommunitySettings
from lianxin_chengdu.sources import COMMUNITY
from lianxin_chengdu.tables import Absence, CaseFacts
from lianxin_chengdu.terms import COMMUNITY_CHANNELS, COMMUNITY_SECRETARY, COMMUNITY_WORKER

F = figures(CommunitySettings)
STAFF = (COMMUNITY_WORKER, COMMUNITY_SECRETARY)

_households = total(col(Unit.households), by=col(Unit.id), where=col(Unit.kind) == "community")
_workers = counted(
    Appointment,
    where=col(Appointment.post).in_([post.code for post in STAFF])
    & in_force(col(Appointment.since), col(Appointment.until), AS_OF),
    different=col(Appointment.person_id),
)

HOUSEHOLDS_PER_WORKER = Indicator(
    key="households_per_worker",
    clause="CD-F1",
    source=COMMUNITY,
    title=Text("每名社区工作人员服务户数", "Households per worker"),
    value=ratio(_households, _workers),
    unit_of_measure=HOUSEHOLD,
    per="month",
)

FIVE_FOR_TWO_THOUSAND = Indicator(
    key="five_for_two_thousand",
    clause="CD-F1",
    source=COMMUNITY,
    title=Text("“5 对 2000”工作模式", "Five workers for two thousand households"),
    value=ratio(_households, _workers, scale=F.workers),
    unit_of_measure=HOUSEHOLD,
    every=units("community"),
    target=F.households,
    at_most=True,
    per="month",
)


class AbsenceFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="社区 / Community")
    person_id: int = Field(title="工作人员 / Who is away")
    since: date = Field(title="自 / Since")
    until: date = Field(title="至（含当日） / Until, that day included")
    reason: str | None = Field(None, max_length=200, title="事由 / Why")

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "AbsenceFields":
        if self.until < self.since:
            raise Unfit(Text("结束日期早于开始日期", "It ends before it begins"))
        return self


ABSENCES = Registry(
    key="absences",
    clause="CD-F2",
    source=COMMUNITY,
    title=Text("社区工作人员外出", "When workers of the community are away"),
    table=Absence,
    fields=AbsenceFields,
    own_writers=frozenset({"handler"}),
    order=("since",),
)


def is_away(person: Any) -> Any:
    """Whoever a column names is on record as away today."""
    return exists().where(
        col(Absence.person_id) == person,
        in_force(col(Absence.since), col(Absence.until), ON_THE_DAY),
    )


MATTERS = Workflow(
    key="community_matters",
    clause="CD-F2",
    source=COMMUNITY,
    title=Text("社区诉求：全能办理、互相补位", "Matters of a community: every worker can answer"),
    channels=frozenset(channel.code for channel in COMMUNITY_CHANNELS),
    facts=CaseFacts,
    steps=(
        Step("asked", Text("收到", "Asked"), Phase.INTAKE),
        Step("assigned", Text("办理", "Assigned"), Phase.HANDLING),
        Step("answered", Text("回复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "assign",
            Text("交办", "Assign"),
            by("clerk", unit=True),
            sources=("asked", "assigned"),
            to="assigned",
            inputs=(Input("worker", Text("经办人", "Worker"), "person", sets="case.handler_id"),),
        ),
        Action(
            "take_over",
            Text("同事自动补位", "Taken over by a colleague, by itself"),
            by(system=True),
            sources=("assigned",),
            inputs=(
                Input("colleague", Text("补位人", "Colleague"), "person", sets="case.handler_id"),
            ),
        ),
        Action(
            "answer",
            Text("回复", "Answer"),
            by(handler=True, unit=True),
            sources=("asked", "assigned"),
            to="answered",
            note_required=True,
            actor_becomes=("handler",),
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", handler=True, unit=True),
            note_required=True,
        ),
    ),
    in_order=False,
)

A_MATTER_NAMES_ITS_COMMUNITY = Guard(
    key="matter_names_its_community",
    clause="CD-F2",
    source=COMMUNITY,
    title=Text("写明社区", "It says which community"),
    workflow="community_matters",
    actions=("submit",),
    refuse_if=~is_of_kind(col(Case.unit_id), "community"),
    because=Text("请在 unit 中填写社区代码", "Give the code of a community as its unit"),
)

_worker = given("worker", Key)

ASSIGNED_TO_SOMEBODY_PRESENT = Guard(
    key="assigned_to_somebody_present",
    clause="CD-F2",
    source=COMMUNITY,
    title=Text("交给在岗的社区工作人员", "It is given to a worker of the community who is present"),
    workflow="community_matters",
    actions=("assign",),
    refuse_if=_worker.is_not(None)
    & (~holds(_worker, *STAFF, at=col(Case.unit_id)) | is_away(_worker)),
    because=Text(
        "经办人须为该社区在岗工作人员", "The worker has to be one of the community, and present"
    ),
)

_theirs = Case.__table__.alias()  # type: ignore[attr-defined]
_busy = (
    select(func.count())
    .where(_theirs.c.handler_id == col(Appointment.person_id), _theirs.c.closed_at.is_(None))
    .scalar_subquery()
)
WHO_IS_PRESENT = (
    select(col(Appointment.person_id))
    .where(
        col(Appointment.unit_id) == col(Case.unit_id),
        col(Appointment.post).in_([post.code for post in STAFF]),
        in_force(col(Appointment.since), col(Appointment.until), ON_THE_DAY),
        ~is_away(col(Appointment.person_id)),
    )
    .order_by(_busy, col(Appointment.person_id))
    .limit(1)
    .correlate(Case)
    .scalar_subquery()
)
"""The worker of the case's community with the fewest open matters among those present."""

A_COLLEAGUE_TAKES_OVER = ByItself(
    key="colleague_takes_over",
    clause="CD-F2",
    source=COMMUNITY,
    title=Text("经办人不在，在岗同事自动补位", "A colleague takes over from whoever is away"),
    workflow="community_matters",
    action="take_over",
    when=F.all_round.sql(Boolean())
    & (col(Case.step) == "assigned")
    & is_away(col(Case.handler_id)),
    fields={"colleague": WHO_IS_PRESENT},
)

MATTER_RULES = (
    HOUSEHOLDS_PER_WORKER,
    FIVE_FOR_TWO_THOUSAND,
    ABSENCES,
    MATTERS,
    A_MATTER_NAMES_ITS_COMMUNITY,
    ASSIGNED_TO_SOMEBODY_PRESENT,
    A_COLLEAGUE_TAKES_OVER,
)
