"""What is open to all: how matters were handled, leaders on the line, whom to call."""

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.calendar import MonthlyWeekday, Weekday
from lianxin.database import Among, Words
from lianxin.language import Text
from lianxin.rules import (
    PERIOD_FROM,
    PERIOD_UNTIL,
    CalendarRule,
    Publication,
    encounter,
    figures,
    official_name,
    official_phone,
    on,
    rostered,
)
from lianxin.tables import Appointment, Case, Person, Unit
from lianxin_zoucheng.rules.opinions.figures import IS_OPINION
from lianxin_zoucheng.settings import OpinionSettings
from lianxin_zoucheng.sources import OPINIONS
from lianxin_zoucheng.terms import LINE_DUTY

F = figures(OpinionSettings)

HANDLING_IS_PUBLISHED = Publication(
    key="handling_is_published",
    clause="ZC-C8",
    source=OPINIONS,
    title=Text("办理情况公示", "How matters were handled"),
    query=select(
        col(Case.category).label("category"),
        col(Case.channel).label("channel"),
        func.count().label("closed"),
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
    },
    counts=("closed",),
    per="month",
    within_days=F.publish_within_days,
)

LEADERS_ANSWER_THE_LINE = CalendarRule(
    key="leaders_answer_the_line",
    clause="ZC-C11",
    source=OPINIONS,
    title=Text("市政府领导每月定期接听公开电话", "Government leaders answer the line in person"),
    dates=on(MonthlyWeekday, Weekday.TUESDAY, F.leader_line_weeks),
    every=rostered(),
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
        col(Appointment.until).is_(None),
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
