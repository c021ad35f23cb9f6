"""CD-B3 问效: residents set the year's projects, and those who set them rate them at its end."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Integer, exists, extract, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    PERIOD_FROM,
    PERIOD_UNTIL,
    Action,
    Guard,
    Indicator,
    Input,
    Phase,
    Registry,
    Step,
    Survey,
    Workflow,
    asked,
    by,
    cases,
    counted,
    figures,
    given,
    rate,
    recording,
    units,
)
from lianxin.rules.conditions import ON_THE_DAY
from lianxin.tables import Case, Person
from lianxin_chengdu.settings import AskingSettings
from lianxin_chengdu.sources import ASKING
from lianxin_chengdu.tables import CaseFacts, ProjectSetter
from lianxin_chengdu.terms import LIVELIHOOD_AREAS, LIVELIHOOD_PROJECT

F = figures(AskingSettings)
DONE = 100
IS_PROJECT = col(Case.channel) == LIVELIHOOD_PROJECT.code

PROJECTS = Workflow(
    key="livelihood_projects",
    clause="CD-B3",
    source=ASKING,
    title=Text(
        "为民办实事：年初出题、推进、完成", "Livelihood projects: set, carried out, completed"
    ),
    channels=frozenset({LIVELIHOOD_PROJECT.code}),
    facts=CaseFacts,
    steps=(
        Step("proposed", Text("提出", "Proposed"), Phase.INTAKE),
        Step("chosen", Text("选定", "Chosen"), Phase.TRIAGE),
        Step("under_way", Text("推进", "Under way"), Phase.HANDLING),
        Step("completed", Text("完成", "Completed"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "choose",
            Text("选定", "Choose"),
            by("clerk", "leader"),
            sources=("proposed",),
            to="chosen",
            inputs=(Input("unit", Text("牵头单位", "Lead unit"), "unit", sets="case.unit_id"),),
        ),
        Action(
            "report_progress",
            Text("报告进度", "Report progress"),
            by("clerk", unit=True),
            sources=("chosen", "under_way"),
            to="under_way",
            inputs=(
                Input("progress", Text("进度（%）", "Percent done"), "number", sets="progress"),
            ),
            note_required=True,
        ),
        Action(
            "complete",
            Text("完成", "Complete"),
            by("clerk", unit=True),
            sources=("under_way",),
            to="completed",
            inputs=(Input("result", Text("完成情况", "What was done"), sets="result"),),
        ),
    ),
)

SET_AT_THE_START_OF_THE_YEAR = Guard(
    key="set_at_the_start_of_the_year",
    clause="CD-B3",
    source=ASKING,
    title=Text("年初“出题”，写明方面", "Projects are set at the start of the year, in their area"),
    workflow="livelihood_projects",
    actions=("submit",),
    refuse_if=(extract("month", ON_THE_DAY) > F.proposal_months.sql(Integer()))
    | col(Case.category).is_(None)
    | col(Case.category).not_in([area.code for area in LIVELIHOOD_AREAS]),
    because=Text(
        "项目在年初提出，并写明属于哪一方面（category）",
        "Projects are proposed at the start of the year, with their area (category)",
    ),
    reads=(F.proposal_months,),
)

PROGRESS_IS_A_PERCENTAGE = Guard(
    key="progress_is_a_percentage",
    clause="CD-B3",
    source=ASKING,
    title=Text("进度以百分比计", "Progress is a percentage"),
    workflow="livelihood_projects",
    actions=("report_progress",),
    refuse_if=(given("progress", Integer()) < 0) | (given("progress", Integer()) > DONE),
    because=Text("进度应在 0 到 100 之间", "Progress is between 0 and 100"),
)

COMPLETED_WHEN_ALL_IS_DONE = Guard(
    key="completed_when_done",
    clause="CD-B3",
    source=ASKING,
    title=Text("进度 100% 方为完成", "Completed when all is done"),
    workflow="livelihood_projects",
    actions=("complete",),
    refuse_if=func.coalesce(col(CaseFacts.progress), 0) < DONE,
    because=Text("进度未到 100%", "Not all of it is done yet"),
)


class SetterFields(BaseModel, extra="forbid"):
    case_id: int = Field(title="项目 / Project")
    person_id: int = Field(title="“出题”市民 / The resident who set it")
    set_on: date = Field(title="日期 / When")


SETTERS = Registry(
    key="project_setters",
    clause="CD-B3",
    source=ASKING,
    title=Text("“出题”的市民“考官”", "The residents who set each project"),
    table=ProjectSetter,
    fields=SetterFields,
    unique=(("case_id", "person_id"),),
    order=("set_on",),
)

_official = exists().where(col(Person.id) == col(ProjectSetter.person_id), col(Person.official))
_proposed = exists().where(
    col(Case.id) == col(ProjectSetter.case_id), IS_PROJECT, col(Case.step) == "proposed"
)

SET_BY_RESIDENTS_BEFORE_IT_IS_CHOSEN = Guard(
    key="set_by_residents",
    clause="CD-B3",
    source=ASKING,
    title=Text("由市民在选定之前“出题”", "Projects are set by residents, before they are chosen"),
    actions=(recording("project_setters"),),
    refuse_if=_official
    | ~_proposed
    | (extract("month", col(ProjectSetter.set_on)) > F.proposal_months.sql(Integer())),
    because=Text(
        "“考官”须为市民，且在年初、项目选定之前“出题”",
        "Whoever sets a project is a resident, and does so early in the year, before it is chosen",
    ),
    reads=(F.proposal_months,),
)

CHOSEN_WHERE_RESIDENTS_SET_IT = Guard(
    key="chosen_where_residents_set_it",
    clause="CD-B3",
    source=ASKING,
    title=Text("只选定市民“出题”的项目", "What is chosen was set by residents"),
    workflow="livelihood_projects",
    actions=("choose",),
    refuse_if=~exists().where(col(ProjectSetter.case_id) == col(Case.id)),
    because=Text("还没有登记“出题”的市民", "Nobody is on record as having set it"),
)

_setters: Any = select(
    col(ProjectSetter.case_id).label("subject_id"),
    col(ProjectSetter.person_id).label("respondent_id"),
)

RATED_BY_THOSE_WHO_SET_THEM = Survey(
    key="projects_rated",
    clause="CD-B3",
    source=ASKING,
    title=Text("为民办实事年末“打分”", "The year's projects, rated by those who had set them"),
    every=cases(
        where=IS_PROJECT
        & (col(Case.submitted_at) >= PERIOD_FROM)
        & (col(Case.submitted_at) < PERIOD_UNTIL)
    ),
    frame=asked(_setters),
    grades=F.points,
    last_days=F.rating_days,
    per="year",
)

PROJECTS_OF_THE_YEAR = Indicator(
    key="projects_of_the_year",
    clause="CD-B3",
    source=ASKING,
    title=Text("为民办实事项目数", "Livelihood projects of the year"),
    value=counted(
        Case, on=col(Case.submitted_at), where=IS_PROJECT & (col(Case.step) != "proposed")
    ),
    every=units("city"),
    target=F.projects,
    split=(col(Case.category),),
    per="year",
)

PROJECTS_COMPLETED = Indicator(
    key="projects_completed",
    clause="CD-B3",
    source=ASKING,
    title=Text("为民办实事完成率", "Livelihood projects completed"),
    value=rate(
        Case,
        col(Case.closed_at).is_not(None),
        on=col(Case.submitted_at),
        where=IS_PROJECT & (col(Case.step) != "proposed"),
    ),
    split=(col(Case.category),),
    per="year",
)

EFFECT_RULES = (
    PROJECTS,
    SET_AT_THE_START_OF_THE_YEAR,
    PROGRESS_IS_A_PERCENTAGE,
    COMPLETED_WHEN_ALL_IS_DONE,
    SETTERS,
    SET_BY_RESIDENTS_BEFORE_IT_IS_CHOSEN,
    CHOSEN_WHERE_RESIDENTS_SET_IT,
    RATED_BY_THOSE_WHO_SET_THEM,
    PROJECTS_OF_THE_YEAR,
    PROJECTS_COMPLETED,
)
