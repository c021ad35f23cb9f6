"""Six places of Sichuan: the plugin's table of contents."""

from pathlib import Path

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin_schema.compose.contribution import GraphQL
from lianxin_sichuan.demo import lianxin_demo as lianxin_demo
from lianxin_sichuan.rules.guangyuan import GUANGYUAN_RULES
from lianxin_sichuan.rules.kangzhuang import KANGZHUANG_RULES
from lianxin_sichuan.rules.langzhong import LANGZHONG_RULES
from lianxin_sichuan.rules.neijiang import NEIJIANG_RULES
from lianxin_sichuan.rules.suining import SUINING_RULES
from lianxin_sichuan.rules.ziyang import ZIYANG_RULES
from lianxin_sichuan.settings import (
    GuangyuanSettings,
    KangzhuangSettings,
    LangzhongSettings,
    NeijiangSettings,
    SuiningSettings,
    ZiyangSettings,
)
from lianxin_sichuan.tables import (
    Assessment,
    CaseFacts,
    Charge,
    Consultation,
    Fund,
    Incident,
    PairHelp,
    Payment,
    Pledge,
    ReceptionPoint,
    Spending,
    Watched,
)
from lianxin_sichuan.terms import (
    ANSWERS_FOR_RANK,
    CHARGED_LEADER,
    FINDINGS,
    GRID_VISIT,
    GUANGYUAN_CHANNELS,
    GUANGYUAN_CONSEQUENCES,
    GUANGYUAN_FIELDS,
    HELP_KINDS,
    INCIDENTS,
    KANGZHUANG_CHANNELS,
    KANGZHUANG_POSTS,
    LANGZHONG_MEETINGS,
    LANGZHONG_POSTS,
    LANGZHONG_ROLES,
    MATTER_KINDS,
    METHODS,
    NEIJIANG_LINKS,
    NEIJIANG_MEETINGS,
    NEIJIANG_POSTS,
    ON_THE_SPOT,
    PARTY_SECRETARY,
    PLEDGE_KINDS,
    RECEPTION_MATTER,
    REPORT_MEETING,
    REPORTER,
    ROLLS,
)
from lianxin_sichuan.types import GRAPHQL

KANGZHUANG = Module(
    key="kangzhuang",
    name=Text("民情信使（成都康庄社区）", "Messengers and the wall (Kangzhuang)"),
    settings=KangzhuangSettings,
    rules=KANGZHUANG_RULES,
    terms={
        "channel": KANGZHUANG_CHANNELS,
        "post": KANGZHUANG_POSTS,
        "meeting_kind": (GRID_VISIT,),
    },
)

NEIJIANG = Module(
    key="neijiang",
    name=Text("两访一点一结对（内江）", "Visits, receptions, points and pairs (Neijiang)"),
    settings=NeijiangSettings,
    rules=NEIJIANG_RULES,
    terms={
        "channel": (RECEPTION_MATTER,),
        "post": NEIJIANG_POSTS,
        "meeting_kind": NEIJIANG_MEETINGS,
        "liaison_kind": NEIJIANG_LINKS,
        "sichuan_help_kind": HELP_KINDS,
    },
)

LANGZHONG = Module(
    key="langzhong",
    name=Text("坝坝会（阆中方山）", "Open-air meetings (Langzhong)"),
    settings=LangzhongSettings,
    rules=LANGZHONG_RULES,
    terms={
        "post": LANGZHONG_POSTS,
        "meeting_kind": LANGZHONG_MEETINGS,
        "participant_role": LANGZHONG_ROLES,
        "sichuan_pledge_kind": PLEDGE_KINDS,
    },
)

SUINING = Module(
    key="suining",
    name=Text("重大事项风险评估（遂宁）", "Risk assessment of major matters (Suining)"),
    settings=SuiningSettings,
    rules=SUINING_RULES,
    terms={"sichuan_matter_kind": MATTER_KINDS, "sichuan_method": METHODS},
)

GUANGYUAN = Module(
    key="guangyuan",
    name=Text("两倒查（广元）", "Tracing back twice (Guangyuan)"),
    settings=GuangyuanSettings,
    rules=GUANGYUAN_RULES,
    terms={
        "channel": GUANGYUAN_CHANNELS,
        "category": GUANGYUAN_FIELDS,
        "post": (CHARGED_LEADER,),
        "consequence": GUANGYUAN_CONSEQUENCES,
        "sichuan_incident": INCIDENTS,
        "sichuan_finding": FINDINGS,
    },
)

ZIYANG = Module(
    key="ziyang",
    name=Text("群众满意（资阳）", "Residents' satisfaction (Ziyang)"),
    settings=ZiyangSettings,
    rules=ZIYANG_RULES,
    terms={
        "post": (PARTY_SECRETARY,),
        "meeting_kind": (REPORT_MEETING,),
        "participant_role": (REPORTER,),
        "survey_way": (ON_THE_SPOT,),
        "consequence": (ANSWERS_FOR_RANK,),
        "sichuan_roll": ROLLS,
    },
)

PLUGIN = Plugin(
    key="sichuan",
    name=Text("四川六地实践", "Six practices of Sichuan"),
    version="0.1.0",
    modules=(KANGZHUANG, NEIJIANG, LANGZHONG, SUINING, GUANGYUAN, ZIYANG),
    tables=(
        CaseFacts,
        ReceptionPoint,
        PairHelp,
        Fund,
        Pledge,
        Payment,
        Spending,
        Assessment,
        Consultation,
        Charge,
        Incident,
        Watched,
    ),
    migrations=Path(__file__).parent / "migrations",
)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_graphql() -> GraphQL:
    return GRAPHQL
