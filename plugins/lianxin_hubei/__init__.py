"""Hubei 3+X: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_hubei.demo import lianxin_demo as lianxin_demo
from lianxin_hubei.rules.contact import CONTACT_RULES
from lianxin_hubei.rules.doors import DOOR_RULES
from lianxin_hubei.rules.posts import POST_RULES
from lianxin_hubei.rules.regulations import REGULATION_RULES
from lianxin_hubei.settings import (
    HubeiRegulationSettings,
    LeaderContactSettings,
    OpenDoorSettings,
    VillagePostSettings,
)
from lianxin_hubei.tables import (
    CaseFacts,
    DepartmentCard,
    DoorArticle,
    Gathering,
    HardPlace,
    PlannedRegulation,
    ReceptionNotice,
    ResearchReport,
    ServiceRating,
    WindowHours,
)
from lianxin_hubei.terms import (
    ACCOUNTABILITY,
    ADOPTED,
    CONTACT_CHANNELS,
    CONTACT_MEETINGS,
    CONTACT_POSTS,
    DIFFICULTIES,
    DOOR_COMPLAINT,
    DOOR_FIELDS,
    GATHERINGS,
    GROUNDS,
    HARD_PLACES,
    LEADING_CADRE,
    MANNERS,
    OFFICE,
    POINTS,
    REMINDER,
    SERVICE,
    TOPICS,
    TOWNSHIP_CADRE,
    UNIVERSITY,
    VILLAGE_POST,
)
from lianxin_hubei.types import GRAPHQL
from lianxin_schema.compose.contribution import GraphQL

CONTACT = Module(
    key="contact",
    name=Text("省委常委直接联系群众", "Leaders in direct contact with residents"),
    settings=LeaderContactSettings,
    rules=CONTACT_RULES,
    terms={
        "post": CONTACT_POSTS,
        "unit_kind": (UNIVERSITY,),
        "liaison_kind": POINTS,
        "meeting_kind": CONTACT_MEETINGS,
        "channel": CONTACT_CHANNELS,
        "category": TOPICS,
        "hubei_hard_place": HARD_PLACES,
        "hubei_manner": MANNERS,
        "hubei_gathering": GATHERINGS,
        "hubei_ground": GROUNDS,
    },
)

DOORS = Module(
    key="doors",
    name=Text("解决“门难进、脸难看、事难办”", "No closed doors"),
    settings=OpenDoorSettings,
    rules=DOOR_RULES,
    terms={
        "unit_kind": (OFFICE,),
        "channel": (DOOR_COMPLAINT,),
        "category": DIFFICULTIES,
        "hubei_door_field": DOOR_FIELDS,
    },
)

POSTS = Module(
    key="posts",
    name=Text("岗位在村、重在服务、责在连心", "Posts in villages"),
    settings=VillagePostSettings,
    rules=POST_RULES,
    terms={"post": (TOWNSHIP_CADRE, VILLAGE_POST), "meeting_kind": (SERVICE,)},
)

REGULATIONS = Module(
    key="regulations",
    name=Text("“X”项配套制度", "Further rules"),
    settings=HubeiRegulationSettings,
    rules=REGULATION_RULES,
    terms={
        "post": (LEADING_CADRE,),
        "regulation_tier": (ADOPTED,),
        "consequence": (REMINDER, ACCOUNTABILITY),
    },
)

PLUGIN = Plugin(
    key="hubei",
    name=Text("湖北“3+X”", "Hubei's 3+X"),
    version="0.1.0",
    modules=(CONTACT, DOORS, POSTS, REGULATIONS),
    tables=(
        CaseFacts,
        ResearchReport,
        HardPlace,
        ReceptionNotice,
        Gathering,
        WindowHours,
        DepartmentCard,
        DoorArticle,
        ServiceRating,
        PlannedRegulation,
    ),
    migrations=Path(__file__).parent / "migrations",
)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_graphql() -> GraphQL:
    return GRAPHQL
