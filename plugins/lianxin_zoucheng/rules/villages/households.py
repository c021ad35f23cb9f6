"""ZC-A6, ZC-A7: households are interviewed, marked ones again; cadres and households are linked."""

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Duty,
    LiaisonRule,
    encounter,
    figures,
    holders,
    households,
    link,
    links,
    times,
)
from lianxin_zoucheng.rules.villages.officers import VILLAGE_KINDS
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.terms import HOUSEHOLD_LINK, INTERVIEW, STATIONED

F = figures(VillageSettings)

EVERY_HOUSEHOLD_IS_INTERVIEWED = Coverage(
    key="households_interviewed",
    clause="ZC-A6",
    source=VILLAGES,
    title=Text("驻村干部入户访谈率 100%", "Village cadres interview every household"),
    every=households(),
    has=(encounter(INTERVIEW, by=STATIONED, own=True),),
    counted_by=VILLAGE_KINDS,
    target=F.interview_target,
)

MARKED_HOUSEHOLDS_ARE_VISITED_AGAIN = Duty(
    key="marked_households",
    clause="ZC-A6",
    source=VILLAGES,
    title=Text("问题户、困难户重点访、重复访", "Problem households and those in need: again"),
    every=households(mark=("in_need", "problem")),
    count=times(of=INTERVIEW, by=STATIONED, own=True),
    at_least=F.marked_household_visits,
    per="year",
)

CADRES_LINK_WITH_HOUSEHOLDS = LiaisonRule(
    key="household_links",
    clause="ZC-A7",
    source=VILLAGES,
    title=Text("干部联系农户全覆盖", "Every cadre has households, every household a cadre"),
    of=HOUSEHOLD_LINK,
    holders=holders(at=F.linking_units),
    at_least=F.households_per_cadre,
    target_type="Household",
)

EVERY_HOUSEHOLD_HAS_A_CADRE = Coverage(
    key="households_linked",
    clause="ZC-A7",
    source=VILLAGES,
    title=Text("每户农户都有联系干部", "Every household has a cadre"),
    every=households(),
    has=(link(HOUSEHOLD_LINK),),
    counted_by=VILLAGE_KINDS,
    target=F.link_target,
)

LINKED_HOUSEHOLDS_ARE_VISITED = Coverage(
    key="linked_households_visited",
    clause="ZC-A7",
    source=VILLAGES,
    title=Text("干部走访所联系的农户", "Cadres visit the households that they are linked with"),
    every=links(HOUSEHOLD_LINK),
    has=(encounter("visit", INTERVIEW, least=F.linked_household_visits),),
    counted_by=VILLAGE_KINDS,
    target=F.link_target,
)

HOUSEHOLD_RULES = (
    EVERY_HOUSEHOLD_IS_INTERVIEWED,
    MARKED_HOUSEHOLDS_ARE_VISITED_AGAIN,
    CADRES_LINK_WITH_HOUSEHOLDS,
    EVERY_HOUSEHOLD_HAS_A_CADRE,
    LINKED_HOUSEHOLDS_ARE_VISITED,
)
