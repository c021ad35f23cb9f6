"""Chengdu 1+5+N: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_chengdu.rules.asking import ASKING_RULES
from lianxin_chengdu.rules.contact import CONTACT_RULES
from lianxin_chengdu.rules.regulations import REGULATION_RULES
from lianxin_chengdu.rules.style import STYLE_RULES
from lianxin_chengdu.settings import (
    AskingSettings,
    ContactSettings,
    RegulationSettings,
    StyleSettings,
)
from lianxin_chengdu.tables import (
    Absence,
    Answer,
    Asked,
    CaseFacts,
    Comment,
    Concern,
    ContactPoint,
    Help,
    IssuedDocument,
    Microblog,
    Objection,
    ProblemKind,
    ProjectSetter,
    ResearchReport,
    ServiceStandard,
    ThirdParty,
    Violation,
)
from lianxin_chengdu.terms import (
    ASPECTS,
    COMMITTEE_MEETING,
    COMMITTEE_MEMBER,
    CONFERENCES,
    CONTACT_POSTS,
    CONTACT_UNITS,
    ELECTION,
    FIVE_ENTRIES,
    FOUR_ENTRIES,
    LEVELS,
    LINKS,
    LIVELIHOOD_AREAS,
    LIVELIHOOD_PROJECT,
    MAJOR_MATTER,
    MENTION_KINDS,
    PROBLEM_LISTS,
    PROMINENT_PROBLEM,
    QUESTIONS,
    RECTIFICATION_FIELDS,
    RENEWAL_AREA,
    STYLE_CHANNELS,
    TIERS,
    VIOLATIONS,
)
from lianxin_chengdu.types import GRAPHQL
from lianxin_schema.compose.contribution import GraphQL

REGULATIONS = Module(
    key="regulations",
    name=Text("“1+5+N”制度体系", "The system of regulations"),
    settings=RegulationSettings,
    rules=REGULATION_RULES,
    terms={
        "channel": (PROMINENT_PROBLEM,),
        "regulation_tier": TIERS,
        "regulation_aspect": ASPECTS,
        "chengdu_problem_list": PROBLEM_LISTS,
    },
)

ASKING = Module(
    key="asking",
    name=Text("“三视三问”群众工作法", "Asking residents: what, how, to what effect"),
    settings=AskingSettings,
    rules=ASKING_RULES,
    terms={
        "channel": (LIVELIHOOD_PROJECT, MAJOR_MATTER),
        "category": (*MENTION_KINDS, *LIVELIHOOD_AREAS),
        "meeting_kind": (ELECTION, COMMITTEE_MEETING),
        "post": (COMMITTEE_MEMBER,),
        "unit_kind": (RENEWAL_AREA,),
        "chengdu_level": LEVELS,
        "chengdu_question": QUESTIONS,
    },
)

CONTACT = Module(
    key="contact",
    name=Text("联系群众与“五进”", "Links, encounters and research"),
    settings=ContactSettings,
    rules=CONTACT_RULES,
    terms={
        "post": CONTACT_POSTS,
        "unit_kind": CONTACT_UNITS,
        "liaison_kind": LINKS,
        "meeting_kind": (*FIVE_ENTRIES, *FOUR_ENTRIES),
    },
)

STYLE = Module(
    key="style",
    name=Text("治理“文山会海”与正风肃纪", "Meetings, paper and bad habits"),
    settings=StyleSettings,
    rules=STYLE_RULES,
    terms={
        "channel": STYLE_CHANNELS,
        "category": RECTIFICATION_FIELDS,
        "meeting_kind": CONFERENCES,
        "consequence": VIOLATIONS,
        "chengdu_violation": VIOLATIONS,
    },
)

PLUGIN = Plugin(
    key="chengdu",
    name=Text("成都“1+5+N”", "Chengdu's 1+5+N"),
    version="0.1.0",
    modules=(REGULATIONS, ASKING, CONTACT, STYLE),
    tables=(
        CaseFacts,
        Concern,
        ProblemKind,
        Answer,
        Microblog,
        ProjectSetter,
        Asked,
        ResearchReport,
        IssuedDocument,
        Objection,
        Violation,
        ThirdParty,
        Comment,
        ServiceStandard,
        Absence,
        ContactPoint,
        Help,
    ),
    migrations=Path(__file__).parent / "migrations",
)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_graphql() -> GraphQL:
    return GRAPHQL
