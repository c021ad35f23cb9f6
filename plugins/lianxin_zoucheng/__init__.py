"""Zoucheng 三个三: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_schema.compose.contribution import GraphQL
from lianxin_zoucheng.channels import lianxin_channels as lianxin_channels
from lianxin_zoucheng.demo import lianxin_demo as lianxin_demo
from lianxin_zoucheng.exports import lianxin_exports as lianxin_exports
from lianxin_zoucheng.rules.departments import DEPARTMENT_RULES
from lianxin_zoucheng.rules.opinions import OPINION_RULES
from lianxin_zoucheng.rules.villages import VILLAGE_RULES
from lianxin_zoucheng.settings import DepartmentSettings, OpinionSettings, VillageSettings
from lianxin_zoucheng.tables import (
    Commitment,
    DutyItem,
    Fee,
    Function,
    OpinionFacts,
    OverallRank,
    Penalty,
    SpotCheck,
    Support,
    Team,
    VillageAccount,
)
from lianxin_zoucheng.terms import (
    ANSWER_WAYS,
    APPLICATION_RESULTS,
    CATEGORIES,
    COMMITMENT_SIDES,
    CONSEQUENCES,
    DAY_KINDS,
    DECISIONS,
    DEPARTMENT_CHANNELS,
    ERRAND_RESULTS,
    FUNCTION_AIMS,
    GOVERNMENT_LEADER,
    HOUSEHOLD_LINK,
    INSTRUCTIONS,
    ITEM_KINDS,
    ITEM_WAYS,
    LINE_DUTY,
    OFFICER_CONSEQUENCES,
    OPINION_CHANNELS,
    PENALTY_DEGREES,
    PROBLEM_WAYS,
    SECONDMENT_OFFICE,
    SERVICE_OBJECT,
    SUPERVISION_ENCOUNTERS,
    SUPERVISORS,
    SUPPORT_KINDS,
    VILLAGE_CHANNELS,
    VILLAGE_ENCOUNTERS,
    VILLAGE_POSTS,
    WATCH_OPINIONS,
    WAYS,
    YUAN,
)
from lianxin_zoucheng.types import GRAPHQL

OPINIONS = Module(
    key="opinions",
    name=Text("社情民意三个平台", "Residents' opinions: three platforms"),
    settings=OpinionSettings,
    rules=OPINION_RULES,
    terms={
        "channel": OPINION_CHANNELS,
        "category": CATEGORIES,
        "meeting_kind": (LINE_DUTY,),
        "post": (GOVERNMENT_LEADER,),
        "zoucheng_way": WAYS,
        "zoucheng_instruction": INSTRUCTIONS,
    },
)

VILLAGES = Module(
    key="villages",
    name=Text("村级三个全覆盖", "Villages: three kinds of officers everywhere"),
    settings=VillageSettings,
    rules=VILLAGE_RULES,
    terms={
        "channel": VILLAGE_CHANNELS,
        "post": VILLAGE_POSTS,
        "meeting_kind": VILLAGE_ENCOUNTERS,
        "unit_kind": (SECONDMENT_OFFICE,),
        "liaison_kind": (HOUSEHOLD_LINK,),
        "consequence": OFFICER_CONSEQUENCES,
        "measure": (YUAN,),
        "zoucheng_support_kind": SUPPORT_KINDS,
        "zoucheng_errand_result": ERRAND_RESULTS,
        "zoucheng_problem_way": PROBLEM_WAYS,
        "zoucheng_watch_opinion": WATCH_OPINIONS,
        "zoucheng_decision": DECISIONS,
    },
)

DEPARTMENTS = Module(
    key="departments",
    name=Text("市直部门三个体系", "Departments: three systems"),
    settings=DepartmentSettings,
    rules=DEPARTMENT_RULES,
    terms={
        "channel": DEPARTMENT_CHANNELS,
        "post": SUPERVISORS,
        "meeting_kind": SUPERVISION_ENCOUNTERS,
        "consequence": CONSEQUENCES,
        "survey_way": ANSWER_WAYS,
        "zoucheng_roll": (SERVICE_OBJECT,),
        "zoucheng_item_kind": ITEM_KINDS,
        "zoucheng_item_way": ITEM_WAYS,
        "zoucheng_day_kind": DAY_KINDS,
        "zoucheng_penalty_degree": PENALTY_DEGREES,
        "zoucheng_function_aim": FUNCTION_AIMS,
        "zoucheng_commitment_side": COMMITMENT_SIDES,
        "zoucheng_application_result": APPLICATION_RESULTS,
    },
)

PLUGIN = Plugin(
    key="zoucheng",
    name=Text("邹城“三个三”", "Zoucheng's three threes"),
    version="0.1.0",
    modules=(VILLAGES, DEPARTMENTS, OPINIONS),
    tables=(
        OpinionFacts,
        Team,
        SpotCheck,
        Support,
        VillageAccount,
        DutyItem,
        Penalty,
        Fee,
        Function,
        OverallRank,
        Commitment,
    ),
    migrations=Path(__file__).parent / "migrations",
)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_graphql() -> GraphQL:
    return GRAPHQL
