"""CD-B4: a major matter carries all three questions; what is missing is listed."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Coverage,
    Guard,
    Input,
    OneOf,
    Phase,
    Registry,
    Step,
    Workflow,
    by,
    cases,
    record,
    recording,
)
from lianxin.tables import Case
from lianxin_chengdu.sources import ASKING
from lianxin_chengdu.tables import Asked, CaseFacts
from lianxin_chengdu.terms import MAJOR_MATTER, QUESTIONS

IS_MATTER = col(Case.channel) == MAJOR_MATTER.code


class AskedFields(BaseModel, extra="forbid"):
    case_id: int = Field(title="重大事项 / Major matter")
    question: Annotated[str, OneOf("chengdu_question", QUESTIONS)] = Field(
        title="问需、问计或问效 / Which question"
    )
    asked_on: date = Field(title="日期 / When")
    how: str = Field(min_length=2, max_length=2000, title="如何问、问得什么 / How, and what came")


MATTERS = Workflow(
    key="major_matters",
    clause="CD-B4",
    source=ASKING,
    title=Text("重大事项决策与实施", "Major matters: decided and carried out"),
    channels=frozenset({MAJOR_MATTER.code}),
    facts=CaseFacts,
    steps=(
        Step("raised", Text("提出", "Raised"), Phase.INTAKE),
        Step("decided", Text("决策", "Decided"), Phase.CONSULTATION),
        Step("carried_out", Text("实施", "Carried out"), Phase.HANDLING),
        Step("concluded", Text("完成", "Concluded"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "decide",
            Text("决策", "Decide"),
            by("leader", "supervisor"),
            sources=("raised",),
            to="decided",
            note_required=True,
        ),
        Action(
            "carry_out",
            Text("实施", "Carry out"),
            by("clerk", "supervisor", unit=True),
            sources=("decided",),
            to="carried_out",
            inputs=(Input("unit", Text("实施单位", "Unit"), "unit", sets="case.unit_id"),),
        ),
        Action(
            "conclude",
            Text("完成", "Conclude"),
            by("clerk", "supervisor", unit=True),
            sources=("carried_out",),
            to="concluded",
            inputs=(Input("result", Text("完成情况", "What was done"), sets="result"),),
        ),
    ),
)

ASKED_IN_MATTERS = Registry(
    key="asked_in_matters",
    clause="CD-B4",
    source=ASKING,
    title=Text("重大事项中的问需、问计、问效", "What residents were asked in major matters"),
    table=Asked,
    fields=AskedFields,
    order=("asked_on",),
)

ASKED_ABOUT_A_MAJOR_MATTER = Guard(
    key="asked_about_a_major_matter",
    clause="CD-B4",
    source=ASKING,
    title=Text("“三问”记在重大事项下", "The questions belong to a major matter"),
    actions=(recording("asked_in_matters"),),
    refuse_if=~exists().where(col(Case.id) == col(Asked.case_id), IS_MATTER),
    because=Text("请填写重大事项", "Name a major matter"),
)

A_MATTER_CARRIES_ALL_THREE = Coverage(
    key="matters_carry_all_three",
    clause="CD-B4",
    source=ASKING,
    title=Text("重大事项问需、问计、问效俱全", "A major matter carries all three questions"),
    every=cases(where=IS_MATTER),
    has=tuple(
        record(
            col(Asked.case_id), where=col(Asked.question) == question.code, called=question.label
        )
        for question in QUESTIONS
    ),
)

MATTER_RULES = (
    MATTERS,
    ASKED_IN_MATTERS,
    ASKED_ABOUT_A_MAJOR_MATTER,
    A_MATTER_CARRIES_ALL_THREE,
)
