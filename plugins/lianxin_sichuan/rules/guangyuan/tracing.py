"""SC-GY2, SC-GY4: what was not handled is traced twice, to the unit and to its leaders."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import Integer, exists, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    ConsequenceRule,
    Guard,
    Indicator,
    Input,
    OneOf,
    OpensCase,
    Phase,
    Registry,
    Step,
    Term,
    Workflow,
    by,
    counted,
    figures,
    in_force,
    on_events,
    recording,
)
from lianxin.tables import Appointment, Case, CaseEntry, Consequence
from lianxin_sichuan.settings import GuangyuanSettings
from lianxin_sichuan.sources import GUANGYUAN
from lianxin_sichuan.tables import CaseFacts, Incident
from lianxin_sichuan.terms import (
    ADMONITION,
    BULLETIN,
    BYPASS,
    CHARGED_LEADER,
    DISCIPLINE,
    FINDINGS,
    INCIDENTS,
    LEADER_TRACED,
    LOCAL_MATTER,
    TRACING,
    UNIT_TRACED,
)

F = figures(GuangyuanSettings)
BY_WHOM = frozenset({"supervisor", "leader"})


class IncidentFields(BaseModel, extra="forbid"):
    case_id: int = Field(title="事项 / Matter")
    unit_id: int = Field(title="应办单位 / The unit that should have handled it")
    kind: Annotated[str, OneOf("sichuan_incident", INCIDENTS)] = Field(title="情形 / Kind")
    occurred_on: date = Field(title="日期 / When")
    what: str = Field(min_length=2, max_length=4000, title="经过 / What happened")


HAPPENED = Registry(
    key="incidents",
    clause="SC-GY2",
    source=GUANGYUAN,
    title=Text("失职、越级上访、集访和群体性事件", "What was not handled, and what came of it"),
    table=Incident,
    fields=IncidentFields,
    writers=frozenset({"clerk", "supervisor"}),
    order=("occurred_on",),
)

_had_it = exists().where(
    col(CaseEntry.case_id) == col(Incident.case_id), col(CaseEntry.unit_id) == col(Incident.unit_id)
) | exists().where(
    col(Case.id) == col(Incident.case_id), col(Case.unit_id) == col(Incident.unit_id)
)

OF_A_UNIT_THAT_HAD_THE_MATTER = Guard(
    key="incident_of_a_unit_that_had_it",
    clause="SC-GY2",
    source=GUANGYUAN,
    title=Text("倒查应办而未办、矛盾上交的单位", "What is traced is a unit that had the matter"),
    actions=(recording("incidents"),),
    refuse_if=~_had_it
    | ~exists().where(
        col(Case.id) == col(Incident.case_id), col(Case.channel) == LOCAL_MATTER.code
    ),
    because=Text("须为属地事项，且该单位曾承办", "It has to be a local matter that the unit had"),
)

_enough = func.count() >= func.max(F.bypasses.sql(Integer()))
_repeated: Any = (
    select(
        col(Incident.unit_id).label("unit_id"),
        col(Incident.case_id).label("case_id"),
        func.max(col(Incident.occurred_on)).label("occasion"),
    )
    .where(col(Incident.kind) == BYPASS.code)
    .group_by(col(Incident.unit_id), col(Incident.case_id))
    .having(_enough)
)
_at_once: Any = select(
    col(Incident.unit_id).label("unit_id"),
    col(Incident.case_id).label("case_id"),
    col(Incident.occurred_on).label("occasion"),
).where(col(Incident.kind) != BYPASS.code)
_triggers: Any = _repeated.union_all(_at_once).subquery()

_units: Any = select(
    _triggers.c.unit_id.label("subject_id"),
    _triggers.c.unit_id,
    _triggers.c.case_id,
    _triggers.c.occasion,
)
_leaders: Any = select(
    col(Appointment.person_id).label("subject_id"),
    _triggers.c.unit_id,
    _triggers.c.case_id,
    _triggers.c.occasion,
).join(
    _triggers,
    (col(Appointment.unit_id) == _triggers.c.unit_id)
    & (col(Appointment.post) == CHARGED_LEADER.code)
    & in_force(col(Appointment.since), col(Appointment.until), _triggers.c.occasion),
)

THE_UNIT_IS_TRACED = ConsequenceRule(
    key="unit_traced",
    clause="SC-GY2",
    source=GUANGYUAN,
    title=Text("倒查责任单位该办不办、矛盾上交", "Traced: the unit that did not handle it"),
    effect=UNIT_TRACED,
    when=on_events(_units, "Unit"),
    ground=Text("重复越级上访、集访、群体性事件或失职引发新矛盾", "What the matter led to"),
    opens=OpensCase(
        TRACING, Text("倒查单位：{subject}", "Tracing the unit: {subject}"), keeps="consequence_id"
    ),
)

ITS_LEADERS_ARE_TRACED = ConsequenceRule(
    key="leader_traced",
    clause="SC-GY2",
    source=GUANGYUAN,
    title=Text("倒查领导干部落实不力", "Traced: the leaders who failed to see to it"),
    effect=LEADER_TRACED,
    when=on_events(_leaders, "Person"),
    ground=Text(
        "分管单位发生重复越级上访、集访、群体性事件或失职", "What the unit's matter led to"
    ),
    opens=OpensCase(
        TRACING,
        Text("倒查领导：{subject}", "Tracing the leader: {subject}"),
        keeps="consequence_id",
    ),
)

TRACINGS = Workflow(
    key="tracings",
    clause="SC-GY2",
    source=GUANGYUAN,
    title=Text("责任倒查：立案、查实、认定", "Tracing back: opened, examined, concluded"),
    channels=frozenset({TRACING.code}),
    facts=CaseFacts,
    steps=(
        Step("opened", Text("启动倒查", "Opened"), Phase.INTAKE),
        Step("examined", Text("查实", "Examined"), Phase.HANDLING),
        Step("concluded", Text("认定", "Concluded"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "examine",
            Text("调查", "Examine"),
            by("supervisor"),
            sources=("opened", "examined"),
            to="examined",
            note_required=True,
            actor_becomes=("supervisor",),
        ),
        Action(
            "conclude",
            Text("认定", "Conclude"),
            by("supervisor", "leader"),
            sources=("examined",),
            to="concluded",
            inputs=(
                Input(
                    "finding", Text("认定", "Finding"), "choice", choices=FINDINGS, sets="finding"
                ),
                Input("result", Text("查实情况", "What was found"), sets="result"),
            ),
        ),
    ),
)

OPENED_BY_ITSELF = Guard(
    key="tracing_opened_by_itself",
    clause="SC-GY2",
    source=GUANGYUAN,
    title=Text("倒查由情形触发", "A tracing is opened by what happened, by nobody's hand"),
    workflow="tracings",
    actions=("submit",),
    refuse_if=col(CaseFacts.consequence_id).is_(None),
    because=Text(
        "倒查由系统自动启动，请登记触发情形",
        "It is opened by itself; enter what happened instead",
    ),
)


def _recorded(effect: Term) -> ConsequenceRule:
    return ConsequenceRule(
        key=effect.code,
        clause="SC-GY4",
        source=GUANGYUAN,
        title=effect.label,
        effect=effect,
        by=BY_WHOM,
    )


CONSEQUENCES = tuple(_recorded(effect) for effect in (BULLETIN, ADMONITION, DISCIPLINE))

WHAT_FOLLOWED = Indicator(
    key="consequences",
    clause="SC-GY4",
    source=GUANGYUAN,
    title=Text("通报、约谈诫勉、追责处理", "Bulletins, admonitions, disciplinary handling"),
    value=counted(
        Consequence,
        on=col(Consequence.decided_on),
        where=col(Consequence.kind).in_([e.code for e in (BULLETIN, ADMONITION, DISCIPLINE)]),
    ),
    split=(col(Consequence.kind),),
    per="year",
)

TRACING_RULES = (
    HAPPENED,
    OF_A_UNIT_THAT_HAD_THE_MATTER,
    THE_UNIT_IS_TRACED,
    ITS_LEADERS_ARE_TRACED,
    TRACINGS,
    OPENED_BY_ITSELF,
    *CONSEQUENCES,
    WHAT_FOLLOWED,
)
