"""Zoucheng 三个三: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_schema.compose.contribution import GraphQL
from lianxin_zoucheng.demo import lianxin_demo as lianxin_demo
from lianxin_zoucheng.rules.opinions import OPINION_RULES
from lianxin_zoucheng.rules.villages import VILLAGE_RULES
from lianxin_zoucheng.settings import OpinionSettings, VillageSettings
from lianxin_zoucheng.tables import OpinionFacts, SpotCheck, Support, Team, VillageAccount
from lianxin_zoucheng.terms import (
    CATEGORIES,
    DECISIONS,
    ERRAND_RESULTS,
    GOVERNMENT_LEADER,
    HOUSEHOLD_LINK,
    INSTRUCTIONS,
    LINE_DUTY,
    OPINION_CHANNELS,
    PROBLEM_WAYS,
    SECONDMENT_OFFICE,
    VILLAGE_CHANNELS,
    VILLAGE_ENCOUNTERS,
    VILLAGE_POSTS,
    WATCH_OPINIONS,
    WAYS,
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
        "zoucheng_errand_result": ERRAND_RESULTS,
        "zoucheng_problem_way": PROBLEM_WAYS,
        "zoucheng_watch_opinion": WATCH_OPINIONS,
        "zoucheng_decision": DECISIONS,
    },
)

PLUGIN = Plugin(
    key="zoucheng",
    name=Text("邹城“三个三”", "Zoucheng's three threes"),
    version="0.1.0",
    modules=(VILLAGES, OPINIONS),
    tables=(OpinionFacts, Team, SpotCheck, Support, VillageAccount),
    migrations=Path(__file__).parent / "migrations",
)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_graphql() -> GraphQL:
    return GRAPHQL
