"""ZC-D1, ZC-D2: what the plan asked for beside what there is."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from lianxin.demo import check_tale
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Checked
from lianxin.tables import (
    Appointment,
    Case,
    CaseEntry,
    Deadline,
    Household,
    Meeting,
    MeetingTarget,
    Respondent,
    Standing,
    Unit,
)
from lianxin_zoucheng.demo.plan import PLANS, Plan
from lianxin_zoucheng.tables import DutyItem, Function, OpinionFacts, Penalty

_Asked = tuple[str, str, int, Select[Any]]
_MUST_BE_ANSWERED = ("pass_for_handling", "answer_at_once", "three_way_call")
_OFFICERS = (
    ("第一书记和下派队员", "first secretaries and members", ("first_secretary", "team_member")),
    ("联村民警", "liaison police officers", ("liaison_police",)),
    ("民生代办员", "livelihood agents", ("livelihood_agent",)),
)


async def check(locality: Locality, scale: str) -> list[Checked]:
    return [*await check_by(PLANS[scale], locality), *await check_tale(locality)]


async def check_by(plan: Plan, locality: Locality) -> list[Checked]:
    asked = [*_city(plan), *_catalogue(plan)]
    if plan.settled:  # elsewhere a few matters are told besides, and some are left lying
        asked += [*_matters(plan), *_settled(), *_visited(plan, locality)]
    found = []
    for zh, en, expected, statement in asked:
        row = await locality.database.first(statement)
        found.append(Checked(Text(zh, en), expected, int((row and row[0]) or 0)))
    return found


def _count(table: Any, *where: Any, of: Any = None) -> Select[Any]:
    return select(func.count() if of is None else of).select_from(table).where(*where)


def _city(plan: Plan) -> list[_Asked]:
    people = func.count(col(Appointment.person_id).distinct())
    numbers = (plan.first_secretaries + plan.team_members, plan.police, plan.agents)
    return [
        ("村", "villages", plan.villages, _count(Unit, col(Unit.kind) == "village")),
        ("市直部门", "departments", plan.departments, _count(Unit, col(Unit.kind) == "department")),
        ("镇街", "towns and streets", 16, _count(Unit, col(Unit.kind).in_(["town", "street"]))),
        ("户", "households", plan.households, _count(Household)),
        ("评议名册", "register", plan.register, _count(Respondent)),
        *(
            (zh, en, number, _count(Appointment, col(Appointment.post).in_(posts), of=people))
            for (zh, en, posts), number in zip(_OFFICERS, numbers, strict=True)
        ),
    ]


def _catalogue(plan: Plan) -> list[_Asked]:
    saved = func.sum(col(DutyItem.days_before) - col(DutyItem.days))
    strengthened = _count(Function, col(Function.strengthened))
    waived = _count(Penalty, col(Penalty.first_waived))
    return [
        ("量化职责", "functions quantified", plan.items, _count(DutyItem)),
        ("压缩工作日", "working days saved", plan.days_saved, _count(DutyItem, of=saved)),
        ("固化处罚事项", "penalty items", plan.penalties, _count(Penalty)),
        ("首次免罚事项", "first-offence waivers", plan.waivers, waived),
        ("强化职责", "functions strengthened", plan.functions, strengthened),
    ]


def _matters(plan: Plan) -> list[_Asked]:
    closed = col(Case.closed_at).is_not(None)
    done = {"errand": plan.errands, "village_problem": plan.disputes}
    return [
        *(
            (f"诉求 {channel}", f"matters by {channel}", n, _count(Case, _by(channel)))
            for channel, n in plan.matters.items()
        ),
        *(
            (f"办结 {channel}", f"settled {channel}", n, _count(Case, _by(channel), closed))
            for channel, n in done.items()
        ),
    ]


def _settled() -> list[_Asked]:
    """All that have to be are answered, everybody who can be is called back, no village lacks an
    officer, and what was late was escalated."""
    answered = col(Case.answered_at).is_not(None)
    way = col(OpinionFacts.way).in_(_MUST_BE_ANSWERED)
    waiting = _count(Case, ~answered, way).join(
        OpinionFacts, col(OpinionFacts.case_id) == col(Case.id)
    )
    uncalled = (col(OpinionFacts.way).is_not(None), answered, col(Case.contactable))
    missed = _count(Deadline, col(Deadline.state) == "MISSED")
    told = _count(CaseEntry, col(CaseEntry.action).in_(["escalate", "deadline_missed"]))
    lacking = (col(Standing.rule_key).like("%three_officers"), col(Standing.state) != "MET")
    difference = select(missed.scalar_subquery() - told.scalar_subquery())
    return [
        ("未答复的诉求", "matters not answered", 0, waiting),
        (
            "未回访的诉求",
            "matters not called back",
            0,
            _count(Case, *uncalled, col(Case.satisfaction).is_(None)).join(
                OpinionFacts, col(OpinionFacts.case_id) == col(Case.id)
            ),
        ),
        ("超期而未升级", "missed terms that nobody was told of", 0, difference),
        ("缺人员的村", "villages that lack an officer", 0, _count(Standing, *lacking)),
    ]


def _visited(plan: Plan, locality: Locality) -> list[_Asked]:
    """99.7 of a hundred households, this year."""
    new_year = date(locality.clock.now().astimezone(locality.zone).year, 1, 1)
    homes = func.count(col(MeetingTarget.target_id).distinct())
    here = (col(Meeting.kind) == "interview", col(Meeting.day) >= new_year)
    visited = _count(MeetingTarget, *here, of=homes).join(
        Meeting, col(Meeting.id) == col(MeetingTarget.meeting_id)
    )
    return [("受访户", "households visited", int(plan.households * plan.interviewed), visited)]


def _by(channel: str) -> Any:
    return col(Case.channel) == channel
