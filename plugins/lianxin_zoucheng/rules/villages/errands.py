"""ZC-A5: livelihood agents take errands for residents, to the department and back with a result."""

from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import Action, Guard, Input, Phase, Step, Workflow, by, given
from lianxin.rules.conditions import holds, viewer_holds
from lianxin.tables import Case
from lianxin_zoucheng.rules.villages.officers import names_its_village
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.tables import OpinionFacts
from lianxin_zoucheng.terms import ERRAND, ERRAND_RESULTS, LIVELIHOOD_AGENT

ERRANDS = Workflow(
    key="errands",
    clause="ZC-A5",
    source=VILLAGES,
    title=Text(
        "民生代办：受理、送办、返回结果", "Errands: accepted, taken, returned with a result"
    ),
    channels=frozenset({ERRAND.code}),
    facts=OpinionFacts,
    steps=(
        Step("entrusted", Text("委托", "Entrusted"), Phase.INTAKE),
        Step("accepted", Text("受理", "Accepted"), Phase.TRIAGE),
        Step("taken", Text("送部门办理", "Taken to the department"), Phase.HANDLING),
        Step("returned", Text("返回结果", "Returned"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "accept",
            Text("受理", "Accept"),
            by(unit=True),
            sources=("entrusted",),
            to="accepted",
            actor_becomes=("handler", "responsible"),
        ),
        Action(
            "take",
            Text("送办", "Take to the department"),
            by(handler=True),
            sources=("accepted", "taken"),
            to="taken",
            inputs=(
                Input("department", Text("送往部门", "Department"), "unit", sets="department_id"),
            ),
        ),
        Action(
            "return_result",
            Text("返回结果", "Return with the result"),
            by(handler=True),
            sources=("taken",),
            to="returned",
            inputs=(
                Input(
                    "result",
                    Text("办理结果", "Result"),
                    "choice",
                    choices=ERRAND_RESULTS,
                    sets="errand_result",
                ),
            ),
            note_required=True,
        ),
        Action(
            "hand_over",
            Text("转交其他代办员", "Hand over to another agent"),
            by("clerk", handler=True),
            inputs=(Input("agent", Text("接手人", "To whom"), "person", sets="case.handler_id"),),
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", handler=True, unit=True),
            note_required=True,
        ),
    ),
)

ERRANDS_ARE_THE_AGENTS = Guard(
    key="errands_are_the_agents",
    clause="ZC-A5",
    source=VILLAGES,
    title=Text("由本村民生代办员受理代办", "Errands are taken by the village's own agent"),
    workflow="errands",
    actions=("accept",),
    refuse_if=~viewer_holds(LIVELIHOOD_AGENT, at=col(Case.unit_id)),
    because=Text(
        "代办事项由该村的民生代办员受理",
        "An errand is accepted by the livelihood agent of its village",
    ),
)

HANDED_OVER_TO_AN_AGENT = Guard(
    key="handed_over_to_an_agent",
    clause="ZC-A5",
    source=VILLAGES,
    title=Text("代办事项只转交本村民生代办员", "Errands are handed over to another agent there"),
    workflow="errands",
    actions=("hand_over",),
    refuse_if=given("agent", Key).is_not(None)
    & ~holds(given("agent", Key), LIVELIHOOD_AGENT, at=col(Case.unit_id)),
    because=Text(
        "接手人须为该村民生代办员", "Whoever takes it over has to be an agent of that village"
    ),
)

ERRANDS_NAME_THEIR_VILLAGE = names_its_village("errands", "ZC-A5")

ERRAND_RULES = (
    ERRANDS,
    ERRANDS_NAME_THEIR_VILLAGE,
    ERRANDS_ARE_THE_AGENTS,
    HANDED_OVER_TO_AN_AGENT,
)
