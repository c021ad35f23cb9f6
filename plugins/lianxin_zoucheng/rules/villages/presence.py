"""ZC-A3 … ZC-A5: days in the village, visits to it, and days of duty under a posted name."""

from lianxin.calendar import weekly
from lianxin.language import Text
from lianxin.rules import (
    OWN_UNIT,
    CalendarRule,
    Duty,
    days,
    encounter,
    figures,
    holders,
    on,
    served_by,
    times,
)
from lianxin_zoucheng.rules.villages.officers import VILLAGE_KINDS
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.terms import (
    AGENT_DUTY,
    FIRST_SECRETARY,
    LIAISON_POLICE,
    LIVELIHOOD_AGENT,
    TEAM_MEMBER,
    VILLAGE_WORK,
)

F = figures(VillageSettings)

FOUR_DAYS_IN_THE_VILLAGE = Duty(
    key="four_days_in_the_village",
    clause="ZC-A3",
    source=VILLAGES,
    title=Text(
        "第一书记和驻村队员每周在村工作不少于 4 天", "At least 4 days a week in the village"
    ),
    every=holders(FIRST_SECRETARY, TEAM_MEMBER),
    count=days(of=VILLAGE_WORK, at=OWN_UNIT),
    at_least=F.village_days,
    per="week",
)

POLICE_VISIT_TWICE_A_MONTH = Duty(
    key="police_visits",
    clause="ZC-A4",
    source=VILLAGES,
    title=Text("联村民警每月至少 2 次到所联系村", "The police visit each village twice a month"),
    every=served_by(LIAISON_POLICE, at=VILLAGE_KINDS),
    count=times(of="visit", at=OWN_UNIT),
    at_least=F.police_visits,
    per="month",
)

AGENT_IS_ON_DUTY = CalendarRule(
    key="agent_on_duty",
    clause="ZC-A5",
    source=VILLAGES,
    title=Text("民生代办员每周二、周四挂牌坐班", "Livelihood agents are on duty Tue and Thu"),
    dates=on(weekly, F.agent_days, on_holidays=F.agent_on_holidays),
    every=holders(LIVELIHOOD_AGENT),
    must=encounter(AGENT_DUTY, at=OWN_UNIT),
    per="month",
)

PRESENCE_RULES = (FOUR_DAYS_IN_THE_VILLAGE, POLICE_VISIT_TWICE_A_MONTH, AGENT_IS_ON_DUTY)
