"""CD-A2: problems found, classified by three lists, each answered by a regulation."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Float, Integer, exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    BY_REGULATIONS,
    ONE_GROUND,
    Action,
    Coverage,
    GroundFields,
    Guard,
    Input,
    OneOf,
    Phase,
    Registry,
    Step,
    Workflow,
    answering_regulation,
    by,
    cases,
    figures,
    given,
    problems,
    record,
    recording,
    rests_on_what_passed,
)
from lianxin.rules.conditions import regulation_in_force
from lianxin.tables import Case, Regulation, RegulationGround
from lianxin_chengdu.settings import RegulationSettings
from lianxin_chengdu.sources import STYLE
from lianxin_chengdu.tables import CaseFacts, ProblemKind
from lianxin_chengdu.terms import PROBLEM_LISTS, PROMINENT_PROBLEM

F = figures(RegulationSettings)
LISTS = {"central": F.central_manifestations, "province": F.province_points, "city": F.city_kinds}


class ProblemKindFields(BaseModel, extra="forbid"):
    list: Annotated[str, OneOf("chengdu_problem_list", PROBLEM_LISTS)] = Field(title="清单 / List")
    number: int = Field(ge=1, title="序号 / Number on it")
    name: str = Field(min_length=2, max_length=200, title="表现 / What it is")


PROBLEM_KINDS = Registry(
    key="problem_kinds",
    clause="CD-A2",
    source=STYLE,
    title=Text("22 种表现、9 个重点、24 类问题", "The kinds of problems on three lists"),
    table=ProblemKind,
    fields=ProblemKindFields,
    unique=(("list", "number"),),
    public=("list", "number", "name"),
    order=("list", "number"),
)

AS_MANY_AS_THE_LIST_HAS = Guard(
    key="as_many_as_the_list_has",
    clause="CD-A2",
    source=STYLE,
    title=Text("序号不超过清单的项数", "No list is longer than it is"),
    actions=(recording("problem_kinds"),),
    refuse_if=or_(
        *(
            (col(ProblemKind.list) == code) & (col(ProblemKind.number) > figure.sql(Integer()))
            for code, figure in LISTS.items()
        )
    ),
    because=Text("该清单没有这么多项", "The list has no such number"),
    reads=tuple(LISTS.values()),
)

PROBLEMS = Workflow(
    key="problems",
    clause="CD-A2",
    source=STYLE,
    title=Text(
        "突出问题：查找、归类、以制度回应", "Problems: found, classified, answered by rules"
    ),
    channels=frozenset({PROMINENT_PROBLEM.code}),
    facts=CaseFacts,
    steps=(
        Step("found", Text("查找", "Found"), Phase.INTAKE),
        Step("classified", Text("归类", "Classified"), Phase.TRIAGE),
        Step("answered", Text("制度回应", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "classify",
            Text("归类", "Classify"),
            by("clerk", "supervisor"),
            sources=("found", "classified"),
            to="classified",
            inputs=(
                Input(
                    "central",
                    Text("中央“四风”表现序号", "Number on the central list"),
                    "number",
                    sets="central_kind",
                ),
                Input(
                    "province",
                    Text("省委重点问题序号", "Number on the province's list"),
                    "number",
                    sets="province_kind",
                ),
                Input(
                    "city",
                    Text("本市突出问题序号", "Number on the city's list"),
                    "number",
                    sets="city_kind",
                ),
            ),
        ),
        Action(
            "answer",
            Text("以制度回应", "Answer by a regulation"),
            by("clerk", "supervisor"),
            sources=("classified",),
            to="answered",
            note_required=True,
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", "supervisor", unit=True),
            note_required=True,
        ),
    ),
)


def _is_not_on(list_: str) -> ColumnElement[bool]:
    number = given(list_, Float())
    known = exists().where(col(ProblemKind.list) == list_, col(ProblemKind.number) == number)
    return number.is_not(None) & ~known


CLASSIFIED_BY_THE_LISTS = Guard(
    key="classified_by_the_lists",
    clause="CD-A2",
    source=STYLE,
    title=Text("按三级清单归类", "Classified by what stands on the three lists"),
    workflow="problems",
    actions=("classify",),
    refuse_if=or_(*(_is_not_on(list_) for list_ in LISTS)),
    because=Text("清单上没有这个序号", "There is no such number on the list"),
)

_answered = exists().where(
    col(RegulationGround.case_id) == col(Case.id),
    regulation_in_force(col(RegulationGround.regulation_id)),
)

ANSWERED_BY_A_REGULATION = Guard(
    key="answered_by_a_regulation",
    clause="CD-A2",
    source=STYLE,
    title=Text("有制度回应方可办结", "Closed once a regulation answers it"),
    workflow="problems",
    actions=("answer",),
    refuse_if=~_answered,
    because=Text("还没有制度回应该问题", "No regulation answers the problem yet"),
)

ANSWERS = Registry(
    key="answers",
    clause="CD-A2",
    source=STYLE,
    title=Text("回应突出问题的制度", "Which regulations answer which problems"),
    table=RegulationGround,
    named="Answer",
    fields=GroundFields,
    unique=ONE_GROUND,
)

_case = col(RegulationGround.case_id)
_is_problem = _case.is_(None) | exists().where(
    col(Case.id) == _case, col(Case.channel) == PROMINENT_PROBLEM.code
)

PROBLEMS_ARE_ANSWERED_BY_WHAT_IS_IN_FORCE = Guard(
    key="answers_in_force",
    clause="CD-A2",
    source=STYLE,
    title=Text("以有效制度回应突出问题", "Problems are answered by regulations in force"),
    actions=(recording("answers"),),
    refuse_if=~_is_problem | ~regulation_in_force(col(RegulationGround.regulation_id)),
    because=Text(
        "请填写突出问题，以及现行有效的制度", "Name a prominent problem, and a regulation in force"
    ),
)

EVERY_PROBLEM_IS_ANSWERED = Coverage(
    key="problems_answered",
    clause="CD-A2",
    source=STYLE,
    title=Text("每个突出问题至少有一项制度回应", "Every problem is answered by a regulation"),
    every=cases(where=col(Case.channel) == PROMINENT_PROBLEM.code, beside=(BY_REGULATIONS,)),
    reads=(Regulation,),
    has=(
        record(
            col(RegulationGround.case_id),
            where=regulation_in_force(col(RegulationGround.regulation_id), AS_OF),
            called=Text("回应的制度", "a regulation that answers it"),
        ),
    ),
)

ANSWERS_REST_ON_RESOLUTIONS = Guard(
    key="answers_rest_on_resolutions",
    clause="CD-A2",
    source=STYLE,
    title=Text("所依据的决议须已通过", "A resolution that an answer rests on has passed"),
    actions=(recording("answers"),),
    refuse_if=~rests_on_what_passed(),
    because=Text(
        "请填写已通过的决议；同时填写问题的，决议须因该问题而提出",
        "Name a resolution that passed; with a problem, one that came of it",
    ),
)

WHAT_MANY_NAME_IS_ANSWERED = Coverage(
    key="shared_problems_answered",
    clause="CD-A2",
    source=STYLE,
    title=Text(
        "多件诉求反映的同一问题至少有一项制度回应",
        "What several cases name is answered by a regulation",
    ),
    every=problems(least=F.shared_cases),
    has=(answering_regulation(),),
)

PROBLEM_RULES = (
    PROBLEM_KINDS,
    AS_MANY_AS_THE_LIST_HAS,
    PROBLEMS,
    CLASSIFIED_BY_THE_LISTS,
    ANSWERED_BY_A_REGULATION,
    ANSWERS,
    PROBLEMS_ARE_ANSWERED_BY_WHAT_IS_IN_FORCE,
    EVERY_PROBLEM_IS_ANSWERED,
    ANSWERS_REST_ON_RESOLUTIONS,
    WHAT_MANY_NAME_IS_ANSWERED,
)
