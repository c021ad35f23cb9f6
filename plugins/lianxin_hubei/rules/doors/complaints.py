"""HB-B1, HB-B3: complaints of three classes and seven fields; what was in hours, and the rate."""

from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    counted,
    figures,
    given,
    rate,
    units,
)
from lianxin.tables import Case
from lianxin_hubei.settings import OpenDoorSettings
from lianxin_hubei.sources import DOOR_RULES
from lianxin_hubei.tables import CaseFacts
from lianxin_hubei.terms import DIFFICULTIES, DOOR_COMPLAINT, DOOR_FIELDS, WINDOW

F = figures(OpenDoorSettings)
CLASS_CODES = tuple(difficulty.code for difficulty in DIFFICULTIES)
IS_COMPLAINT = col(Case.channel) == DOOR_COMPLAINT.code
_FACTS = ((CaseFacts, col(CaseFacts.case_id) == col(Case.id)),)

COMPLAINTS = Workflow(
    key="complaints",
    clause="HB-B3",
    source=DOOR_RULES,
    title=Text("“三难”投诉", "Complaints about doors, faces and matters"),
    channels=frozenset({DOOR_COMPLAINT.code}),
    facts=CaseFacts,
    asks=(
        Input("field", Text("属于哪一方面", "Field"), "choice", choices=DOOR_FIELDS, sets="field"),
        Input("met_at", Text("何时遇到", "When it was"), "moment", sets="met_at", required=False),
        Input(
            "found_closed",
            Text("窗口是否关门", "Whether the window was closed"),
            "boolean",
            sets="found_closed",
            required=False,
        ),
    ),
    steps=(
        Step("received", Text("受理", "Received"), Phase.INTAKE),
        Step("verified", Text("核实", "Verified"), Phase.SUPERVISION),
        Step("answered", Text("答复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "verify",
            Text("核实", "Verify"),
            by("supervisor", "clerk"),
            sources=("received", "verified"),
            to="verified",
            inputs=(
                Input(
                    "confirmed", Text("是否属实", "Whether confirmed"), "boolean", sets="confirmed"
                ),
            ),
            note_required=True,
        ),
        Action(
            "answer",
            Text("答复", "Answer"),
            by("supervisor", "clerk", unit=True),
            sources=("verified",),
            to="answered",
            inputs=(Input("result", Text("答复内容", "Answer"), sets="result"),),
        ),
    ),
)

CLASSED_AND_OF_A_UNIT = Guard(
    key="classed_and_of_a_unit",
    clause="HB-B3",
    source=DOOR_RULES,
    title=Text("投诉分“三难”，写明单位", "A complaint is of one of three classes, about a unit"),
    workflow="complaints",
    actions=("submit",),
    refuse_if=or_(
        col(Case.category).is_(None),
        col(Case.category).not_in(CLASS_CODES),
        col(Case.unit_id).is_(None),
    ),
    because=Text(
        "请写明门难进、脸难看还是事难办（category），以及是哪个单位（unit）",
        "Say which of the three it is (category), and of which unit (unit)",
    ),
)

CLOSED_IN_HOURS_IS_CHECKED = Guard(
    key="closed_in_hours_is_checked",
    clause="HB-B1",
    source=DOOR_RULES,
    title=Text("“工作时间关门”按开放时间核对", "“Closed in hours” is checked against the hours"),
    workflow="complaints",
    actions=("verify",),
    refuse_if=col(CaseFacts.found_closed).is_(True)
    & col(CaseFacts.in_hours).is_(False)
    & given("confirmed").is_(True),
    because=Text(
        "当时不在该窗口的开放时间，不能认定为工作时间关门",
        "The window did not have to be open then; it cannot be confirmed as closed in hours",
    ),
)

WHEN_IT_WAS_FOUND_CLOSED = Guard(
    key="when_it_was_found_closed",
    clause="HB-B1",
    source=DOOR_RULES,
    title=Text("反映窗口关门的写明时间", "Who finds a window closed says when"),
    workflow="complaints",
    actions=("submit",),
    refuse_if=col(CaseFacts.found_closed).is_(True) & col(CaseFacts.met_at).is_(None),
    because=Text("请填写何时遇到窗口关门（met_at）", "Say when the window was closed (met_at)"),
)

COMPLAINTS_BY_CLASS = Indicator(
    key="complaints_by_class",
    clause="HB-B3",
    source=DOOR_RULES,
    title=Text("“三难”投诉数", "Complaints, by class and field"),
    value=counted(Case, on=col(Case.submitted_at), where=IS_COMPLAINT, joins=_FACTS),
    split=(col(Case.category), col(CaseFacts.field)),
    per="month",
)

CONFIRMED_RATE = Indicator(
    key="confirmed_rate",
    clause="HB-B3",
    source=DOOR_RULES,
    title=Text("“三难”投诉属实率", "Complaints that were confirmed"),
    value=rate(
        Case,
        exists().where(col(CaseFacts.case_id) == col(Case.id), col(CaseFacts.confirmed).is_(True)),
        on=col(Case.submitted_at),
        where=IS_COMPLAINT & (col(Case.step) != "received"),
    ),
    every=units("department", WINDOW, "centre"),
    target=F.confirmed_percent,
    at_most=True,
    per="quarter",
)

COMPLAINT_RULES = (
    COMPLAINTS,
    CLASSED_AND_OF_A_UNIT,
    CLOSED_IN_HOURS_IS_CHECKED,
    WHEN_IT_WAS_FOUND_CLOSED,
    COMPLAINTS_BY_CLASS,
    CONFIRMED_RATE,
)
