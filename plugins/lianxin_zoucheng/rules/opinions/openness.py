"""What is open to all: how matters were handled, leaders on the line, whom to call."""

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlmodel import col

from lianxin.calendar import MonthlyWeekday, Weekday
from lianxin.database import Among, Words
from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    PERIOD_FROM,
    PERIOD_UNTIL,
    CalendarRule,
    Publication,
    encounter,
    figures,
    in_force,
    official_name,
    official_phone,
    on,
    rostered,
)
from lianxin.statistics.figures import SATISFIED
from lianxin.tables import Appointment, Case, Deadline, Person, Unit
from lianxin_zoucheng.rules.opinions.figures import IS_OPINION
from lianxin_zoucheng.settings import OpinionSettings
from lianxin_zoucheng.sources import OPINIONS
from lianxin_zoucheng.terms import GOVERNMENT_LEADER, LINE_DUTY

F = figures(OpinionSettings)


def _of_these(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many of a group's matters."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


_ANSWERED_LATE = exists().where(
    col(Deadline.case_id) == col(Case.id),
    col(Deadline.rule_key) == "zoucheng.opinions.answer_within_five_days",
    col(Deadline.state) == "MISSED",
)

HANDLING_IS_PUBLISHED = Publication(
    key="handling_is_published",
    clause="ZC-C8",
    source=OPINIONS,
    title=Text("办理情况公示", "How matters were handled"),
    query=select(
        col(Case.category).label("category"),
        col(Case.channel).label("channel"),
        func.count().label("closed"),
        _of_these(_ANSWERED_LATE).label("late"),
        _of_these(col(Case.returns) > 0).label("handled_again"),
        _of_these(col(Case.satisfaction).in_(SATISFIED)).label("satisfied"),
    )
    .where(
        IS_OPINION,
        col(Case.confined_to_id).is_(None),
        ~col(Case.restricted),
        col(Case.closed_at) >= PERIOD_FROM,
        col(Case.closed_at) < PERIOD_UNTIL,
    )
    .group_by(col(Case.category), col(Case.channel)),
    labels={
        "category": Text("类型", "Category"),
        "channel": Text("渠道", "Channel"),
        "closed": Text("办结件数", "Closed"),
        "late": Text("超期办复件数", "Answered late"),
        "handled_again": Text("退回重办件数", "Handled again"),
        "satisfied": Text("满意件数", "Satisfied"),
    },
    counts=("closed", "late", "handled_again", "satisfied"),
    per="month",
    within_days=F.publish_within_days,
)

LEADERS_ANSWER_THE_LINE = CalendarRule(
    key="leaders_answer_the_line",
    clause="ZC-C11",
    source=OPINIONS,
    title=Text("市政府领导每月定期接听公开电话", "Government leaders answer the line in person"),
    dates=on(MonthlyWeekday, Weekday.TUESDAY, F.leader_line_weeks),
    every=rostered(GOVERNMENT_LEADER),
    must=encounter(LINE_DUTY),
    per="month",
)

CONTACTS_ARE_PUBLIC = Publication(
    key="contacts_are_public",
    clause="ZC-C13",
    source=OPINIONS,
    title=Text("科级以上干部联系方式公开", "Contacts of cadres of section rank and above"),
    query=select(
        official_name().label("name"),
        official_phone().label("phone"),
        col(Appointment.post).label("post"),
        col(Appointment.rank).label("rank"),
        col(Unit.name).label("unit"),
    )
    .join_from(Appointment, Person, col(Person.id) == col(Appointment.person_id))
    .join(Unit, col(Unit.id) == col(Appointment.unit_id))
    .where(
        in_force(col(Appointment.since), col(Appointment.until), AS_OF),
        Among(col(Appointment.rank), F.public_contact_ranks.sql(Words())),
    ),
    labels={
        "name": Text("姓名", "Name"),
        "phone": Text("电话", "Telephone"),
        "post": Text("岗位", "Post"),
        "rank": Text("职级", "Rank"),
        "unit": Text("单位", "Unit"),
    },
    live=True,
)

OPENNESS = (HANDLING_IS_PUBLISHED, LEADERS_ANSWER_THE_LINE, CONTACTS_ARE_PUBLIC)
