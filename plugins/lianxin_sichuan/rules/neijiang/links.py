"""SC-NJ2: leaders hold a point, departments a village, cadres a household."""

from typing import Literal

from lianxin.language import Text
from lianxin.rules import Coverage, Figure, LiaisonRule, Term, figures, holders, link, units
from lianxin.rules.sql.subjects import Subjects
from lianxin_sichuan.settings import NeijiangSettings
from lianxin_sichuan.sources import NEIJIANG
from lianxin_sichuan.terms import (
    HELD_POINT,
    HELPED_HOUSEHOLD,
    HELPING_CADRE,
    RECEIVING_LEADER,
    TAKEN_VILLAGE,
)

F = figures(NeijiangSettings)


def _held(
    kind: Term, holders: Subjects, number: Figure, target: Literal["Unit", "Household"], *kinds: str
) -> LiaisonRule:
    return LiaisonRule(
        key=f"{kind.code}s",
        clause="SC-NJ2",
        source=NEIJIANG,
        title=kind.label,
        of=kind,
        holders=holders,
        at_least=number,
        target_type=target,
        target_kinds=kinds,
    )


LEADERS_HOLD_A_POINT = _held(HELD_POINT, holders(RECEIVING_LEADER), F.leader_points, "Unit")
DEPARTMENTS_TAKE_A_VILLAGE = _held(
    TAKEN_VILLAGE, units("department"), F.department_villages, "Unit", "village"
)
CADRES_HELP_A_HOUSEHOLD = _held(
    HELPED_HOUSEHOLD, holders(HELPING_CADRE), F.cadre_households, "Household"
)

EVERY_VILLAGE_IS_TAKEN = Coverage(
    key="villages_taken",
    clause="SC-NJ2",
    source=NEIJIANG,
    title=Text("每个村有部门包村", "Every village is taken by a department"),
    every=units("village"),
    has=(link(TAKEN_VILLAGE),),
)

LINK_RULES = (
    LEADERS_HOLD_A_POINT,
    DEPARTMENTS_TAKE_A_VILLAGE,
    CADRES_HELP_A_HOUSEHOLD,
    EVERY_VILLAGE_IS_TAKEN,
)
