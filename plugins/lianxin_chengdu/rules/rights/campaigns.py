"""CD-E5: each campaign has a lead unit; self-check, inspection, sorting out."""

from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    counted,
    figures,
    units,
)
from lianxin.tables import Case
from lianxin_chengdu.rules.rights.problems import FIELD_CODES
from lianxin_chengdu.settings import RightsSettings
from lianxin_chengdu.sources import RIGHTS
from lianxin_chengdu.tables import CaseFacts
from lianxin_chengdu.terms import CAMPAIGN, CAMPAIGN_PROBLEM

F = figures(RightsSettings)

CAMPAIGNS = Workflow(
    key="campaigns",
    clause="CD-E5",
    source=RIGHTS,
    title=Text("专项行动：自查、检查、清理梳理", "Campaigns: self-check, inspection, sorting out"),
    channels=frozenset({CAMPAIGN.code}),
    facts=CaseFacts,
    steps=(
        Step("begun", Text("部署", "Begun"), Phase.INTAKE),
        Step("self_checked", Text("自查", "Self-checked"), Phase.TRIAGE),
        Step("inspected", Text("检查", "Inspected"), Phase.SUPERVISION),
        Step("sorted_out", Text("清理、梳理", "Sorted out"), Phase.HANDLING),
        Step("concluded", Text("完成", "Concluded"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "self_check",
            Text("自查", "Check oneself"),
            by(unit=True),
            sources=("begun",),
            to="self_checked",
            inputs=(Input("found", Text("自查情况", "What was found"), sets="self_check"),),
        ),
        Action(
            "inspect",
            Text("检查", "Inspect"),
            by("supervisor", "leader"),
            sources=("self_checked",),
            to="inspected",
            inputs=(Input("found", Text("检查情况", "What was found"), sets="inspection"),),
            actor_becomes=("supervisor",),
        ),
        Action(
            "sort_out",
            Text("清理、梳理", "Sort out"),
            by("supervisor", unit=True),
            sources=("inspected", "sorted_out"),
            to="sorted_out",
            inputs=(
                Input("problems", Text("突出问题梳理情况", "Which problems"), sets="sorted_out"),
            ),
        ),
        Action(
            "conclude",
            Text("完成", "Conclude"),
            by("supervisor", "leader"),
            sources=("sorted_out",),
            to="concluded",
            inputs=(Input("result", Text("成效", "Result"), sets="result"),),
        ),
    ),
)

_other = Case.__table__.alias()  # type: ignore[attr-defined]
_of_the_same_field = _other.c.category == col(Case.category)

A_LEAD_UNIT_FOR_EACH_FIELD = Guard(
    key="lead_unit_for_each_field",
    clause="CD-E5",
    source=RIGHTS,
    title=Text("每个专项行动一个牵头单位", "Each campaign has one lead unit"),
    workflow="campaigns",
    actions=("submit",),
    refuse_if=or_(
        col(Case.unit_id).is_(None),
        col(Case.category).is_(None),
        col(Case.category).not_in(FIELD_CODES),
        exists().where(
            _of_the_same_field,
            _other.c.channel == CAMPAIGN.code,
            _other.c.closed_at.is_(None),
        ),
    ),
    because=Text(
        "请写明领域（category）和牵头单位（unit）；同一领域同时只有一个专项行动",
        "Name the field (category) and the lead unit (unit); a field has one campaign at a time",
    ),
)

CONCLUDED_ONCE_ALL_IS_RESOLVED = Guard(
    key="concluded_once_resolved",
    clause="CD-E5",
    source=RIGHTS,
    title=Text("突出问题全部化解，专项行动方可完成", "Concluded once every problem is resolved"),
    workflow="campaigns",
    actions=("conclude",),
    refuse_if=exists().where(
        _of_the_same_field,
        _other.c.channel == CAMPAIGN_PROBLEM.code,
        _other.c.closed_at.is_(None),
    ),
    because=Text("该领域还有突出问题没有化解", "There are problems of the field not resolved yet"),
)

NINE_CAMPAIGNS = Indicator(
    key="campaigns_begun",
    clause="CD-E5",
    source=RIGHTS,
    title=Text("专项行动个数", "Campaigns"),
    value=counted(Case, on=col(Case.submitted_at), where=col(Case.channel) == CAMPAIGN.code),
    every=units("city"),
    target=F.campaigns,
    per="year",
)

CAMPAIGN_RULES = (
    CAMPAIGNS,
    A_LEAD_UNIT_FOR_EACH_FIELD,
    CONCLUDED_ONCE_ALL_IS_RESOLVED,
    NINE_CAMPAIGNS,
)
