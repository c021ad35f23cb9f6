"""ZC-A15: seconded cadres watch subsistence applications and village accounts; all is public."""

from sqlalchemy import Date, Integer
from sqlmodel import col

from lianxin.database import DaysBetween
from lianxin.language import Text
from lianxin.rules import Action, Guard, Input, Phase, Step, Workflow, by, figures, given
from lianxin.rules.conditions import ON_THE_DAY, viewer_holds
from lianxin.tables import Case
from lianxin_zoucheng.rules.villages.officers import names_its_village
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import RESULTS
from lianxin_zoucheng.tables import OpinionFacts
from lianxin_zoucheng.terms import (
    DECISIONS,
    FIRST_SECRETARY,
    SUBSISTENCE_APPLICATION,
    TEAM_MEMBER,
    WATCH_OPINIONS,
)

F = figures(VillageSettings)

SUBSISTENCE = Workflow(
    key="subsistence",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("低保申请：核查、监督、公示、审批", "Subsistence: check, watch, publicise, decide"),
    channels=frozenset({SUBSISTENCE_APPLICATION.code}),
    facts=OpinionFacts,
    steps=(
        Step("applied", Text("申请", "Applied"), Phase.INTAKE),
        Step("checked", Text("入户核查", "Checked at home"), Phase.TRIAGE),
        Step("watched", Text("驻村干部监督", "Watched by a seconded cadre"), Phase.SUPERVISION),
        Step("publicised", Text("村内公示", "Publicised in the village"), Phase.CONSULTATION),
        Step("decided", Text("审批", "Decided"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "check",
            Text("入户核查", "Check at home"),
            by("clerk", unit=True),
            sources=("applied",),
            to="checked",
            note_required=True,
        ),
        Action(
            "watch",
            Text("监督", "Watch"),
            by(unit=True),
            sources=("checked",),
            to="watched",
            inputs=(
                Input(
                    "opinion",
                    Text("监督意见", "Opinion"),
                    "choice",
                    choices=WATCH_OPINIONS,
                    sets="watch_opinion",
                ),
            ),
            actor_becomes=("supervisor",),
        ),
        Action(
            "publicise",
            Text("公示", "Publicise"),
            by("clerk", unit=True),
            sources=("watched",),
            to="publicised",
            inputs=(
                Input("place", Text("公示地点", "Where"), sets="publicised_at"),
                Input("until", Text("公示至", "Until"), "date", sets="publicised_until"),
            ),
        ),
        Action(
            "check_again",
            Text("重新核查", "Check again"),
            by("clerk", "supervisor"),
            sources=("watched", "publicised"),
            to="checked",
            note_required=True,
        ),
        Action(
            "decide",
            Text("审批", "Decide"),
            by("clerk", "leader"),
            sources=("publicised",),
            to="decided",
            inputs=(
                Input(
                    "decision",
                    Text("审批结果", "Decision"),
                    "choice",
                    choices=DECISIONS,
                    sets="subsistence_decision",
                ),
            ),
            note_required=True,
        ),
    ),
)

_until = given("until", Date())
_no_approval = (col(OpinionFacts.watch_opinion) == "objects") & (given("decision") == "approved")

WATCHED_BY_SECONDED_CADRES = Guard(
    key="watched_by_seconded_cadres",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("低保申请由本村下派干部监督", "Applications are watched by the village's seconded"),
    workflow="subsistence",
    actions=("watch",),
    refuse_if=~viewer_holds(FIRST_SECRETARY, TEAM_MEMBER, at=col(Case.unit_id)),
    because=Text(
        "须由该村第一书记或驻村队员监督",
        "The first secretary or a team member of that village has to watch it",
    ),
)

PUBLICISED_LONG_ENOUGH = Guard(
    key="publicised_long_enough",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("低保申请公示满规定天数", "Applications are publicised long enough"),
    workflow="subsistence",
    actions=("publicise",),
    refuse_if=DaysBetween(ON_THE_DAY, _until) < F.publicity_days.sql(Integer()),
    because=Text("公示时间不足，请推迟截止日期", "The time is too short: name a later day"),
    reads=(F.publicity_days,),
)

DECIDED_AFTER_PUBLICITY = Guard(
    key="decided_after_publicity",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("公示期满方可审批", "Decided only once the publicity is over"),
    workflow="subsistence",
    actions=("decide",),
    refuse_if=col(OpinionFacts.publicised_until) >= ON_THE_DAY,
    because=Text("公示期未满，不能审批", "It is still being publicised; decide afterwards"),
)

OBJECTIONS_ARE_HEARD = Guard(
    key="objections_are_heard",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("监督有异议的不得批准", "Nothing is approved against an objection"),
    workflow="subsistence",
    actions=("decide",),
    refuse_if=_no_approval,
    because=Text(
        "监督人提出异议，请重新核查（check_again）",
        "Whoever watches objects: check again (check_again)",
    ),
)

APPLICATIONS_NAME_THEIR_VILLAGE = names_its_village("subsistence", "ZC-A15")

OVERSIGHT_RULES = (
    SUBSISTENCE,
    APPLICATIONS_NAME_THEIR_VILLAGE,
    WATCHED_BY_SECONDED_CADRES,
    PUBLICISED_LONG_ENOUGH,
    DECIDED_AFTER_PUBLICITY,
    OBJECTIONS_ARE_HEARD,
)
