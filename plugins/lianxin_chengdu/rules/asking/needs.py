"""CD-B1 问需: microblog accounts on four levels; a mention becomes a case, answered there."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_, select
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Coverage,
    Guard,
    Input,
    OneOf,
    Phase,
    Registry,
    Returning,
    Step,
    Workflow,
    by,
    figures,
    given,
    record,
    recording,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case, CaseEntry
from lianxin_chengdu.settings import AskingSettings
from lianxin_chengdu.sources import ASKING
from lianxin_chengdu.tables import CaseFacts, Microblog
from lianxin_chengdu.terms import LEVELS, MENTION, MENTION_KINDS

F = figures(AskingSettings)
KINDS_OF_LEVEL = {
    "city": ("city",),
    "county": ("county",),
    "township": ("town", "street"),
    "community": ("community", "village"),
}
"""Whose accounts are on which level."""

EVERY_KIND = tuple(kind for kinds in KINDS_OF_LEVEL.values() for kind in kinds)


class MicroblogFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="单位 / Unit")
    level: Annotated[str, OneOf("chengdu_level", LEVELS)] = Field(title="层级 / Level")
    handle: str = Field(min_length=2, max_length=60, title="账号（如 @成都服务） / Handle")
    opened_on: date = Field(title="开通日期 / Opened on")


MICROBLOGS = Registry(
    key="microblogs",
    clause="CD-B1",
    source=ASKING,
    title=Text("四级政务微博体系", "Government microblogs on four levels"),
    table=Microblog,
    fields=MicroblogFields,
    unique=(("unit_id",), ("handle",)),
    public=tuple(MicroblogFields.model_fields),
    order=("handle",),
)

AN_ACCOUNT_IS_ON_ITS_UNITS_LEVEL = Guard(
    key="account_on_its_level",
    clause="CD-B1",
    source=ASKING,
    title=Text("账号层级与单位一致", "An account is on the level of its unit"),
    actions=(recording("microblogs"),),
    refuse_if=~or_(
        *(
            (col(Microblog.level) == level) & is_of_kind(col(Microblog.unit_id), *kinds)
            for level, kinds in KINDS_OF_LEVEL.items()
        )
    ),
    because=Text(
        "市、县（区）、乡镇街道、社区账号分别属于该级单位",
        "An account of a level belongs to a unit of that level",
    ),
)

EVERY_UNIT_HAS_AN_ACCOUNT = Coverage(
    key="units_have_accounts",
    clause="CD-B1",
    source=ASKING,
    title=Text(
        "政务微博覆盖市、县（区）、乡镇街道、社区", "Every unit of the four levels has an account"
    ),
    every=units(*EVERY_KIND),
    has=(record(col(Microblog.unit_id), called=Text("政务微博", "a government microblog")),),
)

RETURNING = Returning(
    workflow="mentions",
    clause="CD-B1",
    source=ASKING,
    steps=("handled",),
    within=F.return_days,
    most=F.returns,
    dispatch="handle",
)

MENTIONS = Workflow(
    key="mentions",
    clause="CD-B1",
    source=ASKING,
    title=Text("@ 政务微博：分类、办理、原账号答复", "Mentions: sorted, handled, answered there"),
    channels=frozenset({MENTION.code}),
    facts=CaseFacts,
    steps=(
        Step("mentioned", Text("收到提及", "Mentioned"), Phase.INTAKE),
        Step("sorted", Text("分类", "Sorted"), Phase.TRIAGE),
        Step("handled", Text("办理", "Handled"), Phase.HANDLING),
        Step("answered", Text("答复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "sort",
            Text("分类", "Sort"),
            by("clerk", unit=True),
            sources=("mentioned", "sorted"),
            to="sorted",
            inputs=(
                Input(
                    "kind",
                    Text("咨询、投诉或建议", "Enquiry, complaint or suggestion"),
                    "choice",
                    choices=MENTION_KINDS,
                    sets="case.category",
                ),
            ),
            actor_becomes=("responsible",),
        ),
        Action(
            "handle",
            Text("交办", "Have it handled"),
            by("clerk", unit=True),
            sources=("sorted", "handled"),
            to="handled",
            inputs=(
                Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),
                Input(
                    "handler",
                    Text("承办人", "Handler"),
                    "person",
                    required=False,
                    sets="case.handler_id",
                ),
            ),
        ),
        *RETURNING.actions,
        Action(
            "answer",
            Text("答复", "Answer"),
            by("clerk", handler=True, unit=True, responsible=True),
            sources=("handled",),
            to="answered",
            inputs=(Input("account", Text("以哪个单位的账号答复", "By whose account"), "unit"),),
            note_required=True,
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", handler=True, unit=True, responsible=True),
            note_required=True,
        ),
    ),
)

MENTIONS_COME_TO_AN_ACCOUNT = Guard(
    key="mentions_come_to_an_account",
    clause="CD-B1",
    source=ASKING,
    title=Text("@ 哪一级账号，由哪一级受理", "A mention is a case at the level of its account"),
    workflow="mentions",
    actions=("submit",),
    refuse_if=~exists().where(col(Microblog.unit_id) == col(Case.unit_id)),
    because=Text("该单位没有政务微博账号", "The unit has no government microblog"),
)

_mentioned = (
    select(col(CaseEntry.unit_id))
    .where(col(CaseEntry.case_id) == col(Case.id), col(CaseEntry.n) == 1)
    .correlate(Case)
    .scalar_subquery()
)

ANSWERED_THROUGH_THE_SAME_ACCOUNT = Guard(
    key="answered_through_the_same_account",
    clause="CD-B1",
    source=ASKING,
    title=Text("以被 @ 的账号答复", "The answer goes out through the account mentioned"),
    workflow="mentions",
    actions=("answer",),
    refuse_if=given("account", Key) != _mentioned,
    because=Text("请以群众 @ 的账号答复", "Answer through the account that was mentioned"),
)

NEED_RULES = (
    MICROBLOGS,
    AN_ACCOUNT_IS_ON_ITS_UNITS_LEVEL,
    EVERY_UNIT_HAS_AN_ACCOUNT,
    MENTIONS,
    *RETURNING.guards,
    MENTIONS_COME_TO_AN_ACCOUNT,
    ANSWERED_THROUGH_THE_SAME_ACCOUNT,
)
