"""FG-B1, FG-B2: matters come in by five channels, on four levels, and go up with a reason."""

from sqlalchemy import func
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Indicator,
    Input,
    Phase,
    Route,
    Step,
    Workflow,
    by,
    counted,
    given,
    home_of,
    nearest,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case
from lianxin_fenggang.sources import LINE
from lianxin_fenggang.tables import CaseFacts
from lianxin_fenggang.terms import FIVE_CHANNELS

LEVELS = ("group", "village", "town", "county")
FIVE_CODES = [channel.code for channel in FIVE_CHANNELS]
CLOSEST = nearest(*LEVELS, to=home_of(col(Case.reporter_id)))

MATTERS = Workflow(
    key="matters",
    clause="FG-B2",
    source=LINE,
    title=Text("五个渠道受理群众诉求", "Matters come in by five channels"),
    channels=frozenset(FIVE_CODES),
    facts=CaseFacts,
    steps=(
        Step("received", Text("受理", "Received"), Phase.INTAKE),
        Step("handling", Text("办理", "Handled"), Phase.HANDLING),
        Step("answered", Text("答复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "take_on",
            Text("承办", "Take on"),
            by("clerk", unit=True),
            sources=("received",),
            to="handling",
            actor_becomes=("handler",),
        ),
        Action(
            "pass_up",
            Text("上报", "Pass up"),
            by("clerk", unit=True),
            sources=("received", "handling"),
            to="received",
            inputs=(
                Input("unit", Text("上级平台", "Platform above"), "unit", sets="case.unit_id"),
                Input("reason", Text("上报理由", "Why it goes up"), sets="reason"),
            ),
        ),
        Action(
            "answer",
            Text("答复", "Answer"),
            by("clerk", handler=True, unit=True),
            sources=("handling",),
            to="answered",
            note_required=True,
        ),
    ),
    in_order=False,
)

IT_STARTS_CLOSEST_TO_THE_RESIDENT = Route(
    key="starts_closest",
    clause="FG-B1",
    source=LINE,
    title=Text(
        "县、乡、村、组四级平台，从最近一级办起", "Four levels; a matter starts at the closest"
    ),
    workflow="matters",
    unit=CLOSEST,
)

NOT_FURTHER_THAN_THE_CLOSEST = Guard(
    key="not_further_than_closest",
    clause="FG-B1",
    source=LINE,
    title=Text("诉求由离群众最近的平台受理", "The platform closest to the resident takes it in"),
    workflow="matters",
    actions=("submit",),
    refuse_if=~is_of_kind(col(Case.unit_id), *LEVELS)
    | (CLOSEST.is_not(None) & (col(Case.unit_id) != CLOSEST)),
    because=Text(
        "请由群众所在的组、村、乡镇平台受理，无须填写 unit；外来人员请填写受理平台",
        "It starts where the resident lives, unit may be left out; for others name a platform",
    ),
)

_goes_to = given("unit", Key)
_NEXT_LEVEL = nearest(*LEVELS, to=col(Case.unit_id), above=True)

ONE_LEVEL_UP = Guard(
    key="one_level_up",
    clause="FG-B1",
    source=LINE,
    title=Text("逐级上报，写明理由", "It goes up level by level, with a reason"),
    workflow="matters",
    actions=("pass_up",),
    refuse_if=_goes_to.is_not(None) & (_goes_to != func.coalesce(_NEXT_LEVEL, 0)),
    because=Text("只能上报到上一级平台", "It can only go up, to the platform right above this one"),
)

MATTERS_BY_CHANNEL = Indicator(
    key="matters_by_channel",
    clause="FG-B2",
    source=LINE,
    title=Text("各渠道受理件数", "Matters by channel"),
    value=counted(Case, on=col(Case.submitted_at), where=col(Case.channel).in_(FIVE_CODES)),
    split=(col(Case.channel),),
    per="year",
)

MATTER_RULES = (
    MATTERS,
    IT_STARTS_CLOSEST_TO_THE_RESIDENT,
    NOT_FURTHER_THAN_THE_CLOSEST,
    ONE_LEVEL_UP,
    MATTERS_BY_CHANNEL,
)
