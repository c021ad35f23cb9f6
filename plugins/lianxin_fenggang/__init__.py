"""Fenggang 四直为民: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_fenggang.demo import lianxin_demo as lianxin_demo
from lianxin_fenggang.rules.deliberation import DELIBERATION_RULES
from lianxin_fenggang.rules.handling import HANDLING_RULES
from lianxin_fenggang.rules.line import LINE_RULES
from lianxin_fenggang.rules.points import POINT_RULES
from lianxin_fenggang.rules.reach import REACH_RULES
from lianxin_fenggang.rules.works import WORK_RULES
from lianxin_fenggang.settings import (
    DeliberationSettings,
    HandlingSettings,
    LineSettings,
    PointSettings,
    ReachSettings,
    WorkSettings,
)
from lianxin_fenggang.tables import (
    Benefit,
    Broadcast,
    CaseFacts,
    Facility,
    LinkResult,
    Point,
    Power,
    Report,
    Training,
)
from lianxin_fenggang.terms import (
    BRANCH_SERVES,
    BROADCAST_KINDS,
    CERTIFIED,
    COUNCIL_ELECTION,
    COUNCIL_MEETING,
    COVENANT,
    DELIBERATION_POSTS,
    FACILITIES,
    FIELDS,
    FIVE_THINGS,
    HOME_VISIT,
    ITEM_REQUEST,
    LEADING_CADRE,
    LINE_CHANNELS,
    LINK_RESULTS,
    LINKS,
    MEDIA,
    ORDERLY,
    PASSED_DOWN,
    POWERS,
    REACH_POSTS,
    SUBJECTS,
    WITHDRAWN,
    WORK_POSTS,
    WORK_PROJECT,
    YUAN,
)
from lianxin_fenggang.types import GRAPHQL
from lianxin_schema.compose.contribution import GraphQL

DELIBERATION = Module(
    key="deliberation",
    name=Text("党群直议", "Direct deliberation"),
    settings=DeliberationSettings,
    rules=DELIBERATION_RULES,
    terms={
        "post": DELIBERATION_POSTS,
        "liaison_kind": (BRANCH_SERVES,),
        "meeting_kind": (COUNCIL_ELECTION, COUNCIL_MEETING),
        "regulation_tier": (COVENANT,),
        "fenggang_field": FIELDS,
        "fenggang_subject": SUBJECTS,
    },
)

LINE = Module(
    key="line",
    name=Text("干群直通", "Direct line"),
    settings=LineSettings,
    rules=LINE_RULES,
    terms={
        "channel": LINE_CHANNELS,
        "post": (LEADING_CADRE,),
        "liaison_kind": LINKS,
        "measure": (YUAN,),
        "fenggang_link_result": LINK_RESULTS,
        "fenggang_broadcast": BROADCAST_KINDS,
        "fenggang_medium": MEDIA,
    },
)

REACH = Module(
    key="reach",
    name=Text("县乡直达", "From county straight to township"),
    settings=ReachSettings,
    rules=REACH_RULES,
    terms={"channel": (PASSED_DOWN,), "category": FIVE_THINGS, "post": REACH_POSTS},
)

HANDLING = Module(
    key="handling",
    name=Text("民生直办", "Handled where it is asked"),
    settings=HandlingSettings,
    rules=HANDLING_RULES,
    terms={
        "channel": (ITEM_REQUEST,),
        "category": POWERS,
        "meeting_kind": (HOME_VISIT,),
        "measure": (YUAN,),
    },
)

POINTS = Module(
    key="points",
    name=Text("示范点", "Demonstration points"),
    settings=PointSettings,
    rules=POINT_RULES,
    terms={
        "post": (ORDERLY,),
        "consequence": (CERTIFIED, WITHDRAWN),
        "fenggang_facility": FACILITIES,
    },
)

WORKS = Module(
    key="works",
    name=Text("组织保障", "Organisation of the work"),
    settings=WorkSettings,
    rules=WORK_RULES,
    terms={"channel": (WORK_PROJECT,), "post": WORK_POSTS, "measure": (YUAN,)},
)

PLUGIN = Plugin(
    key="fenggang",
    name=Text("凤冈“四直为民”", "Fenggang's four directs"),
    version="0.1.0",
    modules=(DELIBERATION, LINE, REACH, HANDLING, POINTS, WORKS),
    tables=(
        CaseFacts,
        Report,
        LinkResult,
        Broadcast,
        Training,
        Power,
        Benefit,
        Point,
        Facility,
    ),
    migrations=Path(__file__).parent / "migrations",
)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_graphql() -> GraphQL:
    return GRAPHQL
