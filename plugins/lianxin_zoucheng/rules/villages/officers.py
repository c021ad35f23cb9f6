"""ZC-A1: every village has its three officers."""

from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Coverage, Guard, appointment, figures, units
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.terms import FIRST_SECRETARY, LIAISON_POLICE, LIVELIHOOD_AGENT

F = figures(VillageSettings)

VILLAGE_KINDS = ("village", "community")
TOWN_KINDS = ("town", "street")

THREE_OFFICERS = (
    appointment(FIRST_SECRETARY),
    appointment(LIAISON_POLICE),
    appointment(LIVELIHOOD_AGENT),
)

EVERY_VILLAGE_HAS_THREE_OFFICERS = Coverage(
    key="three_officers",
    clause="ZC-A1",
    source=VILLAGES,
    title=Text("每个村有第一书记、联村民警、民生代办员", "Every village has its three officers"),
    every=units(*VILLAGE_KINDS),
    has=THREE_OFFICERS,
)

EVERY_TOWN_IS_COVERED = Coverage(
    key="towns_covered",
    clause="ZC-A1",
    source=VILLAGES,
    title=Text("各镇街三大员覆盖率", "The share of villages with three officers, per town"),
    every=units(*VILLAGE_KINDS),
    has=THREE_OFFICERS,
    counted_by=TOWN_KINDS,
    target=F.coverage_target,
)


def names_its_village(workflow: str, clause: str) -> Guard:
    """What a village's cases have in common: they say which village."""
    return Guard(
        key=f"{workflow}_name_their_village",
        clause=clause,
        source=VILLAGES,
        title=Text("须写明村（居）", "It says which village"),
        workflow=workflow,
        actions=("submit",),
        refuse_if=~is_of_kind(col(Case.unit_id), *VILLAGE_KINDS),
        because=Text("请在 unit 中填写村（居）代码", "Give the code of a village as its unit"),
    )


OFFICER_RULES = (EVERY_VILLAGE_HAS_THREE_OFFICERS, EVERY_TOWN_IS_COVERED)
