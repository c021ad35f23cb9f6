"""Chengdu 1+5+N: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_chengdu.demo import lianxin_demo as lianxin_demo
from lianxin_chengdu.rules.asking import ASKING_RULES
from lianxin_chengdu.rules.community import COMMUNITY_RULES
from lianxin_chengdu.rules.contact import CONTACT_RULES
from lianxin_chengdu.rules.regulations import REGULATION_RULES
from lianxin_chengdu.rules.rights import RIGHTS_RULES
from lianxin_chengdu.rules.style import STYLE_RULES
from lianxin_chengdu.settings import (
    AskingSettings,
    CommunitySettings,
    ContactSettings,
    RegulationSettings,
    RightsSettings,
    StyleSettings,
)
from lianxin_chengdu.tables import (
    Absence,
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
    CAMPAIGN_FIELDS,
    COMMITTEE_MEETING,
    COMMITTEE_MEMBER,
    COMMUNITY_CHANNELS,
    COMMUNITY_POSTS,
    CONCENTRATED_CHECK,
    CONFERENCES,
    CONTACT_POSTS,
    CONTACT_UNITS,
    ELECTION,
    FINDINGS,
    FIVE_ENTRIES,
    FOUR_ENTRIES,
    HELP_KINDS,
    HOME_VISIT,
    LEVELS,
    LINKS,
    LIVELIHOOD_AREAS,
    LIVELIHOOD_PROJECT,
    MAJOR_MATTER,
    MENTION_KINDS,
    MODEL_WORKER,
    PAIRED_HELP,
    PROBLEM_LISTS,
    PROMINENT_PROBLEM,
    QUESTIONS,
    RECTIFICATION_FIELDS,
    RENEWAL_AREA,
    RIGHTS_CHANNELS,
    RIGHTS_POSTS,
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

RIGHTS = Module(
    key="rights",
    name=Text("维护群众权益", "Residents' rights"),
    settings=RightsSettings,
    rules=RIGHTS_RULES,
    terms={
        "channel": RIGHTS_CHANNELS,
        "category": CAMPAIGN_FIELDS,
        "post": RIGHTS_POSTS,
        "meeting_kind": (CONCENTRATED_CHECK,),
        "consequence": (MODEL_WORKER,),
        "chengdu_finding": FINDINGS,
    },
)

COMMUNITY = Module(
    key="community",
    name=Text("社区服务（北顺社区）", "The community"),
    settings=CommunitySettings,
    rules=COMMUNITY_RULES,
    terms={
        "channel": COMMUNITY_CHANNELS,
        "post": COMMUNITY_POSTS,
        "meeting_kind": (HOME_VISIT,),
        "liaison_kind": (PAIRED_HELP,),
        "chengdu_help_kind": HELP_KINDS,
    },
)

PLUGIN = Plugin(
    key="chengdu",
    name=Text("成都“1+5+N”", "Chengdu's 1+5+N"),
    version="0.1.0",
    modules=(REGULATIONS, ASKING, CONTACT, STYLE, RIGHTS, COMMUNITY),
    tables=(
        CaseFacts,
        Concern,
        ProblemKind,
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
