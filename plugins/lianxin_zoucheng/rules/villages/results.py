"""ZC-A5, ZC-A10 … ZC-A12: who serves where, what they did, what residents say, what they are paid."""

from typing import Any

from sqlalchemy import ColumnElement, distinct, exists, func, or_, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    PERIOD_END,
    PERIOD_FROM,
    PERIOD_START,
    PERIOD_UNTIL,
    ConsequenceRule,
    Indicator,
    Publication,
    Survey,
    after_survey,
    asked,
    figures,
    holders,
    in_force,
    official_name,
    overlapping,
    pay,
    scored_at_least,
    scored_below,
    units,
    worded,
)
from lianxin.tables import (
    Appointment,
    Case,
    Household,
    Meeting,
    MeetingTarget,
    Participant,
    Person,
    Unit,
)
from lianxin_zoucheng.rules.villages.officers import VILLAGE_KINDS
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.terms import (
    AGENT_DUTY,
    COMMENDED,
    ERRAND,
    FIRST_SECRETARY,
    INTERVIEW,
    LIVELIHOOD_AGENT,
    RECALLED,
    REPLACED,
    TEAM_MEMBER,
    VILLAGE_POSTS,
    VILLAGE_WORK,
    YUAN,
)

F = figures(VillageSettings)

_serves = (
    select()
    .select_from(Appointment)
    .join(Person, col(Person.id) == col(Appointment.person_id))
    .join(Unit, col(Unit.id) == col(Appointment.unit_id))
    .where(col(Unit.kind).in_(VILLAGE_KINDS))
)


def _met(kind: str, counted: Any) -> ColumnElement[int]:
    """Meetings of a kind in the period, in the village, with the officer present."""
    visited = (
        exists()
        .where(
            col(MeetingTarget.meeting_id) == col(Meeting.id),
            col(MeetingTarget.target_type) == "Household",
            col(Household.id) == col(MeetingTarget.target_id),
            col(Household.unit_id) == col(Appointment.unit_id),
        )
        .correlate(Appointment, Meeting)
    )
    there = or_(col(Meeting.unit_id) == col(Appointment.unit_id), visited)
    return (
        select(func.count(distinct(counted)))
        .select_from(Meeting)
        .join(Participant, col(Participant.meeting_id) == col(Meeting.id))
        .where(
            col(Participant.person_id) == col(Appointment.person_id),
            col(Participant.present),
            # No index knows this: SQLite then looks at the officer's meetings, not at the month's.
            col(Meeting.kind).concat("") == kind,
            col(Meeting.day).between(PERIOD_START, PERIOD_END),
            there,
        )
        .correlate(Appointment)
        .scalar_subquery()
    )


_errands = (
    select(func.count())
    .select_from(Case)
    .where(
        col(Case.channel) == ERRAND.code,
        col(Case.handler_id) == col(Appointment.person_id),
        col(Case.unit_id) == col(Appointment.unit_id),
        col(Case.closed_at) >= PERIOD_FROM,
        col(Case.closed_at) < PERIOD_UNTIL,
    )
    .correlate(Appointment)
    .scalar_subquery()
)

AGENTS_ARE_POSTED = Publication(
    key="agents_are_posted",
    clause="ZC-A5",
    source=VILLAGES,
    title=Text("民生代办员挂牌公示", "Livelihood agents, under their posted names"),
    query=_serves.with_only_columns(
        col(Unit.name).label("village"),
        official_name().label("agent"),
        col(Appointment.since).label("since"),
    )
    .where(
        col(Appointment.post) == LIVELIHOOD_AGENT.code,
        in_force(col(Appointment.since), col(Appointment.until), AS_OF),
    )
    .order_by(col(Unit.code), col(Appointment.since)),
    labels={
        "village": Text("村（居）", "Village"),
        "agent": Text("民生代办员", "Livelihood agent"),
        "since": Text("任职起", "Since"),
    },
    live=True,
)

WORK_RESULTS_ARE_PUBLISHED = Publication(
    key="work_results",
    clause="ZC-A10",
    source=VILLAGES,
    title=Text("三大员每月工作实绩", "Work results of the three officers"),
    about=units(*VILLAGE_KINDS),
    query=_serves.with_only_columns(
        col(Appointment.unit_id).label("subject_id"),
        official_name().label("officer"),
        worded(col(Appointment.post), VILLAGE_POSTS).label("post"),
        _met(VILLAGE_WORK.code, col(Meeting.day)).label("village_days"),
        _met("visit", col(Meeting.id)).label("visits"),
        _met(AGENT_DUTY.code, col(Meeting.day)).label("duty_days"),
        _met(INTERVIEW.code, col(Meeting.id)).label("interviews"),
        _errands.label("errands"),
    )
    .where(
        col(Appointment.post).in_([post.code for post in VILLAGE_POSTS]),
        overlapping(col(Appointment.since), col(Appointment.until)),
    )
    .order_by(col(Appointment.post), col(Person.name)),
    labels={
        "officer": Text("姓名", "Name"),
        "post": Text("岗位", "Post"),
        "village_days": Text("驻村天数", "Days in the village"),
        "visits": Text("走访次数", "Visits"),
        "duty_days": Text("坐班天数", "Days of duty"),
        "interviews": Text("入户访谈", "Household interviews"),
        "errands": Text("办结代办事项", "Errands returned"),
    },
    counts=("errands",),
    per="month",
    within_days=F.publish_within_days,
)

_resident = Person.__table__.alias()  # type: ignore[attr-defined]

OFFICERS_ARE_ASSESSED = Survey(
    key="officers_assessed",
    clause="ZC-A11",
    source=VILLAGES,
    title=Text("三大员群众满意度考核", "Residents' satisfaction with the officers"),
    every=holders(*VILLAGE_POSTS),
    frame=asked(
        select(
            col(Appointment.person_id).label("subject_id"),
            _resident.c.id.label("respondent_id"),
        )
        .join_from(Appointment, Household, col(Household.unit_id) == col(Appointment.unit_id))
        .join(_resident, _resident.c.household_id == col(Household.id))
        .where(
            col(Appointment.post).in_([post.code for post in VILLAGE_POSTS]),
            in_force(col(Appointment.since), col(Appointment.until), AS_OF),
            ~_resident.c.official,
        )
    ),
    sample=F.residents_asked,
    grades=F.satisfaction_points,
    per="year",
)

BELOW_THE_BAR_IS_RECALLED = ConsequenceRule(
    key="recalled",
    clause="ZC-A11",
    source=VILLAGES,
    title=Text("群众满意度不达标的召回培训", "Below the bar: recalled for training"),
    effect=RECALLED,
    when=after_survey("officers_assessed", scored_below(F.satisfaction_bar)),
    ground=Text("{survey}得分 {score}，低于合格线", "{survey}: {score}, below the bar"),
)

OUTSTANDING_IS_COMMENDED = ConsequenceRule(
    key="commended",
    clause="ZC-A11",
    source=VILLAGES,
    title=Text("工作实绩突出的表彰奖励", "Outstanding: commended"),
    effect=COMMENDED,
    when=after_survey("officers_assessed", scored_at_least(F.commendation_bar)),
    ground=Text("{survey}得分 {score}，达到表彰线", "{survey}: {score}, outstanding"),
)

OR_REPLACED = ConsequenceRule(
    key="replaced",
    clause="ZC-A11",
    source=VILLAGES,
    title=Text("达不到要求的重新选派", "Or replaced by somebody else"),
    effect=REPLACED,
    by=frozenset({"supervisor", "leader"}),
)

CADRES_ALLOWANCE = Indicator(
    key="cadre_allowance",
    clause="ZC-A12",
    source=VILLAGES,
    title=Text("驻村干部生活交通补贴", "Allowance of village cadres"),
    value=pay(FIRST_SECRETARY, TEAM_MEMBER, amount=F.cadre_allowance),
    unit_of_measure=YUAN,
    per="month",
)

AGENTS_ALLOWANCE = Indicator(
    key="agent_allowance",
    clause="ZC-A12",
    source=VILLAGES,
    title=Text("民生代办员交通补助", "Allowance of livelihood agents"),
    value=pay(LIVELIHOOD_AGENT, amount=F.agent_allowance),
    unit_of_measure=YUAN,
    per="month",
)

RESULT_RULES = (
    AGENTS_ARE_POSTED,
    WORK_RESULTS_ARE_PUBLISHED,
    OFFICERS_ARE_ASSESSED,
    BELOW_THE_BAR_IS_RECALLED,
    OUTSTANDING_IS_COMMENDED,
    OR_REPLACED,
    CADRES_ALLOWANCE,
    AGENTS_ALLOWANCE,
)
