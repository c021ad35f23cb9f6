"""FG-C1: five things are passed straight down; the receiver confirms what was delivered."""

from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import Action, Guard, Indicator, Input, Phase, Step, Workflow, by, counted, given
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case
from lianxin_fenggang.sources import REACH
from lianxin_fenggang.tables import CaseFacts
from lianxin_fenggang.terms import FIVE_THINGS, PASSED_DOWN

IS_PASSED_DOWN = col(Case.channel) == PASSED_DOWN.code
KINDS = [kind.code for kind in FIVE_THINGS]

THINGS = Workflow(
    key="things",
    clause="FG-C1",
    source=REACH,
    title=Text("政策、项目、技术、监管、人才直达", "Five things are passed straight down"),
    channels=frozenset({PASSED_DOWN.code}),
    facts=CaseFacts,
    steps=(
        Step("drafted", Text("拟定", "Drafted"), Phase.INTAKE),
        Step("offered", Text("下达", "Offered"), Phase.TRIAGE),
        Step("accepted", Text("承接", "Accepted"), Phase.HANDLING),
        Step("delivered", Text("落实", "Delivered"), Phase.ANSWERED),
        Step("confirmed", Text("确认", "Confirmed"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            "offer",
            Text("下达", "Offer"),
            by("clerk", unit=True),
            sources=("drafted",),
            to="offered",
            inputs=(
                Input("giver", Text("下达部门", "Department that gives"), "unit", sets="giver_id"),
                Input("unit", Text("承接乡镇", "Town that receives"), "unit", sets="case.unit_id"),
            ),
            unit_becomes=("giver",),
        ),
        Action("accept", Text("承接", "Accept"), by(unit=True), ("offered",), "accepted"),
        Action(
            "deliver",
            Text("落实", "Deliver"),
            by(units=("giver_id",)),
            sources=("accepted",),
            to="delivered",
            inputs=(Input("result", Text("落实情况", "What was delivered"), sets="result"),),
        ),
        Action(
            "confirm",
            Text("确认", "Confirm"),
            by(unit=True),
            sources=("delivered",),
            to="confirmed",
            note_required=True,
        ),
    ),
)

ONE_OF_FIVE_BY_A_DEPARTMENT = Guard(
    key="one_of_five_by_a_department",
    clause="FG-C1",
    source=REACH,
    title=Text("县直部门拟定五类直达事项", "A department drafts one of the five"),
    workflow="things",
    actions=("submit",),
    refuse_if=col(Case.category).is_(None)
    | col(Case.category).not_in(KINDS)
    | ~is_of_kind(col(Case.unit_id), "department"),
    because=Text(
        "请写明五类之一（category）和下达部门（unit）",
        "Name one of the five kinds (category) and the department (unit)",
    ),
)

FROM_THE_DEPARTMENT_TO_A_TOWN = Guard(
    key="from_department_to_town",
    clause="FG-C1",
    source=REACH,
    title=Text("由拟定部门直接下达乡镇", "The department that drafted it gives it to a town"),
    workflow="things",
    actions=("offer",),
    refuse_if=(given("giver", Key) != col(Case.unit_id))
    | (given("unit", Key).is_not(None) & ~is_of_kind(given("unit", Key), "town")),
    because=Text("下达部门为拟定部门，承接单位为乡镇", "The giver drafted it; a town receives it"),
)

THINGS_PASSED_DOWN = Indicator(
    key="things_passed_down",
    clause="FG-C1",
    source=REACH,
    title=Text("五类直达事项件数", "Things passed down, by kind"),
    value=counted(Case, on=col(Case.submitted_at), where=IS_PASSED_DOWN),
    split=(col(Case.category), col(Case.step)),
    per="year",
)

THING_RULES = (
    THINGS,
    ONE_OF_FIVE_BY_A_DEPARTMENT,
    FROM_THE_DEPARTMENT_TO_A_TOWN,
    THINGS_PASSED_DOWN,
)
