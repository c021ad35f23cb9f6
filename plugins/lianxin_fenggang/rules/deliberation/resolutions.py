"""FG-A4: a resolution is carried out by those who made it, and progress is reported back."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    ONE_GROUND,
    CarriedOut,
    Coverage,
    GroundFields,
    Guard,
    OneOf,
    Registry,
    figures,
    motions,
    record,
    recording,
    rests_on_what_passed,
)
from lianxin.rules.conditions import holds
from lianxin.tables import Motion, Regulation, RegulationGround, Task
from lianxin_fenggang.rules.deliberation.steps import DIRECT, RESOLVED
from lianxin_fenggang.settings import DeliberationSettings
from lianxin_fenggang.sources import DELIBERATION
from lianxin_fenggang.tables import Report
from lianxin_fenggang.terms import COUNCIL_MEMBER, COVENANT

F = figures(DeliberationSettings)

_made_by_them = exists().where(
    col(Motion.id) == col(Task.motion_id),
    (col(Motion.procedure) != DIRECT)
    | (
        col(Motion.passed).is_(True)
        & holds(col(Task.person_id), COUNCIL_MEMBER, at=col(Motion.unit_id))
    ),
)
_of_another_procedure = exists().where(
    col(Motion.id) == col(Task.motion_id), col(Motion.procedure) != DIRECT
)

CARRIED_OUT_BY_THOSE_WHO_MADE_IT = Guard(
    key="carried_out_by_makers",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("决议由议事会成员分工落实，写明期限", "Council members carry it out, each by a day"),
    actions=("add_task",),
    refuse_if=col(Task.motion_id).is_not(None)
    & (~_made_by_them | (col(Task.due_on).is_(None) & ~_of_another_procedure)),
    because=Text(
        "任务须属于已通过的决议，责任人为本组议事会成员，并写明完成日期",
        "A task belongs to a resolution that passed; a member of that council has it, and a day",
    ),
)

TASKS_DONE_BY_THEIR_DAY = CarriedOut(
    key="tasks_in_time",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("决议事项按期落实", "Resolutions are carried out in time"),
    every=motions(where=RESOLVED),
    ahead_days=F.ahead_days,
)


class ReportFields(BaseModel, extra="forbid"):
    motion_id: int = Field(title="决议 / Resolution")
    person_id: int = Field(title="报告人 / Who reports")
    reported_on: date = Field(title="日期 / When")
    progress: str = Field(min_length=2, max_length=4000, title="落实情况 / How far it is")


REPORTS = Registry(
    key="reports",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("决议落实情况向议事会报告", "Progress, reported back to the council"),
    table=Report,
    fields=ReportFields,
    own_writers=frozenset({"handler"}),
    order=("reported_on",),
)

REPORTED_ON_RESOLUTIONS = Guard(
    key="reported_on_resolutions",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("报告的是已通过的决议", "What is reported on is a resolution that passed"),
    actions=(recording("reports"),),
    refuse_if=~exists().where(
        col(Motion.id) == col(Report.motion_id),
        RESOLVED,
        holds(col(Report.person_id), COUNCIL_MEMBER, at=col(Motion.unit_id)),
    ),
    because=Text(
        "请填写本组已通过的决议，由议事会成员报告",
        "Name a resolution that passed; a member of its council reports",
    ),
)

PROGRESS_IS_REPORTED_BACK = Coverage(
    key="progress_reported",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("每项决议都有落实报告", "Every resolution is reported on"),
    every=motions(where=RESOLVED),
    has=(record(col(Report.motion_id), called=Text("落实报告", "a report")),),
)


class CovenantFields(BaseModel, extra="forbid"):
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    title: str = Field(min_length=2, max_length=300, title="名称 / Title")
    tier: Annotated[str, OneOf("regulation_tier", (COVENANT,))] = Field(
        COVENANT.code, title="层级 / Tier"
    )
    unit_id: int = Field(title="村民组 / Group")
    in_force_since: date = Field(title="自何日起施行 / In force since")
    abolished_on: date | None = Field(None, title="废止日期 / Abolished on")


COVENANTS = Registry(
    key="covenants",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("决议形成的村规民约", "Covenants that resolutions were made into"),
    table=Regulation,
    named="Covenant",
    fields=CovenantFields,
    unique=(("code",),),
    public=tuple(CovenantFields.model_fields),
    order=("code",),
    where=col(Regulation.tier) == COVENANT.code,
)

COVENANT_GROUNDS = Registry(
    key="covenant_grounds",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("村规民约所依据的决议", "The resolutions that covenants rest on"),
    table=RegulationGround,
    named="CovenantGround",
    fields=GroundFields,
    unique=ONE_GROUND,
)

_of_that_group = exists().where(
    col(Regulation.id) == col(RegulationGround.regulation_id),
    col(Motion.id) == col(RegulationGround.motion_id),
    col(Motion.unit_id) == col(Regulation.unit_id),
)

COVENANTS_REST_ON_RESOLUTIONS = Guard(
    key="covenants_rest_on_resolutions",
    clause="FG-A4",
    source=DELIBERATION,
    title=Text("村规民约依据本组决议", "A group's covenant rests on its own resolution"),
    actions=(recording("covenant_grounds"),),
    refuse_if=~(rests_on_what_passed(DIRECT) & _of_that_group),
    because=Text(
        "请填写本组已通过的决议；同时填写问题的，决议须因该问题而提出",
        "Name a resolution of that group that passed; with a problem, one that came of it",
    ),
)

RESOLUTION_RULES = (
    CARRIED_OUT_BY_THOSE_WHO_MADE_IT,
    TASKS_DONE_BY_THEIR_DAY,
    REPORTS,
    REPORTED_ON_RESOLUTIONS,
    PROGRESS_IS_REPORTED_BACK,
    COVENANTS,
    COVENANT_GROUNDS,
    COVENANTS_REST_ON_RESOLUTIONS,
)
