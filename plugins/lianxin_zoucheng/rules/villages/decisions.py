"""ZC-A8: all seconded cadres take part in the whole of the village's decision-making."""

from lianxin.language import Text
from lianxin.rules import Procedure, Stage, by
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.terms import FIRST_SECRETARY, TEAM_MEMBER, VILLAGE_DECISION

IN_THE_VILLAGE = by("clerk", unit=True)

SECONDED_TAKE_PART_THROUGHOUT = Procedure(
    key="village_decisions",
    clause="ZC-A8",
    source=VILLAGES,
    title=Text("驻村干部参与村级事务决策全过程", "Seconded cadres take part in the whole decision"),
    meeting_kinds=(VILLAGE_DECISION,),
    attended_by=(FIRST_SECRETARY, TEAM_MEMBER),
    proposed_by=IN_THE_VILLAGE,
    stages=(
        Stage(code="proposed", label=Text("提议", "Proposed"), by=IN_THE_VILLAGE),
        Stage(code="discussed", label=Text("商议", "Discussed"), by=IN_THE_VILLAGE),
        Stage(code="resolved", label=Text("决议", "Resolved"), by=IN_THE_VILLAGE),
        Stage(code="announced", label=Text("公开", "Announced"), by=IN_THE_VILLAGE),
    ),
)

DECISION_RULES = (SECONDED_TAKE_PART_THROUGHOUT,)
