"""CD-E1: each problem found by a campaign is taken on by a leader, and resolved in time."""

from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Deadline,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    counted,
    entered,
    figures,
    given,
)
from lianxin.rules.conditions import holds
from lianxin.tables import Case
from lianxin_chengdu.settings import RightsSettings
from lianxin_chengdu.sources import RIGHTS
from lianxin_chengdu.tables import CaseFacts
from lianxin_chengdu.terms import CAMPAIGN_FIELDS, CAMPAIGN_PROBLEM

F = figures(RightsSettings)
LEADING_RANKS = ("division", "deputy_division", "section")
FIELD_CODES = [field.code for field in CAMPAIGN_FIELDS]

PROBLEMS = Workflow(
    key="campaign_problems",
    clause="CD-E1",
    source=RIGHTS,
    title=Text("突出问题：领导包案、限时化解", "Problems: taken on by a leader, resolved in time"),
    channels=frozenset({CAMPAIGN_PROBLEM.code}),
    facts=CaseFacts,
    steps=(
        Step("found", Text("排查", "Found"), Phase.INTAKE),
        Step("taken_on", Text("领导包案", "Taken on by a leader"), Phase.HANDLING),
        Step("resolved", Text("化解", "Resolved"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "take_on",
            Text("领导包案", "Taken on by a leader"),
            by("supervisor", "leader"),
            sources=("found", "taken_on"),
            to="taken_on",
            inputs=(
                Input("leader", Text("包案领导", "Leader"), "person", sets="leader_id"),
                Input("unit", Text("责任单位", "Unit"), "unit", sets="case.unit_id"),
            ),
        ),
        Action(
            "resolve",
            Text("化解", "Resolve"),
            by("supervisor", "leader", unit=True),
            sources=("taken_on",),
            to="resolved",
            inputs=(Input("result", Text("化解情况", "How it was resolved"), sets="result"),),
        ),
        Action(
            "overdue",
            Text("逾期催办", "Urged, since it is late"),
            by(system=True),
            sources=("taken_on",),
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", "supervisor", "leader", unit=True),
            note_required=True,
        ),
    ),
)

A_PROBLEM_IS_IN_ONE_OF_NINE_FIELDS = Guard(
    key="problem_in_a_field",
    clause="CD-E1",
    source=RIGHTS,
    title=Text("突出问题属于九大专项行动之一", "A problem belongs to one of the nine campaigns"),
    workflow="campaign_problems",
    actions=("submit",),
    refuse_if=col(Case.category).is_(None) | col(Case.category).not_in(FIELD_CODES),
    because=Text(
        "请写明属于哪一专项行动（category）", "Say to which campaign it belongs (category)"
    ),
)

TAKEN_ON_BY_A_LEADER = Guard(
    key="taken_on_by_a_leader",
    clause="CD-E1",
    source=RIGHTS,
    title=Text("由领导干部包案", "It is a leader who takes a problem on"),
    workflow="campaign_problems",
    actions=("take_on",),
    refuse_if=given("leader", Key).is_not(None) & ~holds(given("leader", Key), ranks=LEADING_RANKS),
    because=Text("包案人须为现任领导干部", "Whoever takes it on has to be a leader in office"),
)

RESOLVED_IN_TIME = Deadline(
    key="resolved_in_time",
    clause="CD-E1",
    source=RIGHTS,
    title=Text("突出问题限时化解", "Problems are resolved in time"),
    workflow="campaign_problems",
    starts=entered("taken_on"),
    ends=entered("resolved"),
    days=F.resolve_days,
    count=F.resolve_count,
    from_same_day=F.resolve_from_same_day,
    then="overdue",
)

PROBLEMS_BY_FIELD = Indicator(
    key="problems_by_field",
    clause="CD-E1",
    source=RIGHTS,
    title=Text("九个领域排查出的突出问题", "Problems found, by field"),
    value=counted(
        Case,
        by=col(Case.category),
        on=col(Case.submitted_at),
        where=col(Case.channel) == CAMPAIGN_PROBLEM.code,
    ),
    split=(col(Case.step),),
    per="year",
)

PROBLEM_RULES = (
    PROBLEMS,
    A_PROBLEM_IS_IN_ONE_OF_NINE_FIELDS,
    TAKEN_ON_BY_A_LEADER,
    RESOLVED_IN_TIME,
    PROBLEMS_BY_FIELD,
)
