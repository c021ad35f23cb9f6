"""HB-A1, HB-A2: days of research, a stay, a report; leaders do not follow in one another's steps."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    PERCENT,
    Apart,
    Duty,
    Guard,
    Indicator,
    Input,
    MeetingForm,
    OneOf,
    Registry,
    days,
    done_by,
    figures,
    holders,
    in_force,
    in_units,
    ratio,
    recording,
    records,
    stays,
)
from lianxin.tables import Meeting, Participant
from lianxin_hubei.settings import LeaderContactSettings
from lianxin_hubei.sources import RESEARCH
from lianxin_hubei.tables import HardPlace, ResearchReport
from lianxin_hubei.terms import HARD_PLACES, LEADERS, POINT_VISIT, STANDING_MEMBER

F = figures(LeaderContactSettings)
TRIP = "research"
MEMBERS = holders(STANDING_MEMBER)
GRASSROOTS = in_units(F.grassroots)

THIRTY_DAYS_AT_THE_GRASSROOTS = Duty(
    key="research_days",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("每年到基层调研不少于 30 天", "At least 30 days of research at the grassroots"),
    every=MEMBERS,
    count=days(of=TRIP, at=GRASSROOTS),
    at_least=F.research_days,
    per="year",
)

ONE_STAY_IN_ONE_PLACE = Duty(
    key="stays",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("每年至少 1 次 3 天左右的蹲点调研", "At least one stay of about 3 days"),
    every=MEMBERS,
    count=stays(
        of=TRIP,
        days=F.stay_days,
        tolerance=F.stay_tolerance,
        at=GRASSROOTS,
        called=Text("蹲点调研", "stays in one place"),
    ),
    at_least=F.stays,
    per="year",
)


class ReportFields(BaseModel, extra="forbid"):
    person_id: int = Field(title="撰写人 / Who wrote it")
    meeting_id: int = Field(title="所据调研 / The trip that it is about")
    title: str = Field(min_length=2, max_length=300, title="题目 / Title")
    finished_on: date = Field(title="完成日期 / Finished on")


REPORTS = Registry(
    key="research_reports",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("调研报告", "Reports on research"),
    table=ResearchReport,
    fields=ReportFields,
    writers=frozenset({"clerk", "leader"}),
    unique=(("person_id", "title"),),
    order=("finished_on",),
)

_was_there = exists().where(
    col(Meeting.id) == col(ResearchReport.meeting_id),
    col(Meeting.kind) == TRIP,
    col(Meeting.day) <= col(ResearchReport.finished_on),
    col(Participant.meeting_id) == col(Meeting.id),
    col(Participant.person_id) == col(ResearchReport.person_id),
    col(Participant.present),
)

A_REPORT_IS_ON_THE_LEADER_S_OWN_TRIP = Guard(
    key="report_on_own_trip",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("报告写本人的调研", "A report is on a trip of the leader's own"),
    actions=(recording("research_reports"),),
    refuse_if=~_was_there,
    because=Text(
        "撰写人未参加该次调研，或报告早于调研", "Whoever wrote it was not on that trip, or not yet"
    ),
)

ONE_REPORT_A_YEAR = Duty(
    key="a_report_each_year",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("每年撰写 1 篇调研报告", "One report on research a year"),
    every=MEMBERS,
    count=records(
        col(ResearchReport.person_id),
        on=col(ResearchReport.finished_on),
        called=Text("撰写调研报告", "reports on research"),
    ),
    at_least=F.reports,
    per="year",
)


class HardPlaceFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="地方 / Place")
    mark: Annotated[str, OneOf("hubei_hard_place", HARD_PLACES)] = Field(title="情形 / What it is")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")
    ground: str = Field(min_length=2, max_length=2000, title="依据 / Ground")


HARD = Registry(
    key="hard_places",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("困难较多、情况复杂、矛盾尖锐的地方", "Places with many difficulties and disputes"),
    table=HardPlace,
    fields=HardPlaceFields,
    unique=(("unit_id", "mark", "since"),),
    order=("since",),
)

_at_a_hard_place = exists().where(
    col(HardPlace.unit_id) == col(Meeting.unit_id),
    in_force(col(HardPlace.since), col(HardPlace.until), col(Meeting.day)),
)

MORE_WHERE_IT_IS_HARD = Indicator(
    key="days_at_hard_places",
    clause="HB-A1",
    source=RESEARCH,
    title=Text(
        "调研日中在困难、矛盾较多地方的占比", "Share of research days spent where it is hard"
    ),
    value=ratio(
        done_by(MEMBERS, days(of=TRIP, at=GRASSROOTS, where=_at_a_hard_place)),
        done_by(MEMBERS, days(of=TRIP, at=GRASSROOTS)),
        scale=100,
    ),
    unit_of_measure=PERCENT,
    per="year",
)

A_THEME_AND_A_LIGHT_COMPANY = MeetingForm(
    key="theme_and_company",
    clause="HB-A1",
    source=RESEARCH,
    title=Text("明确主题、轻车简从", "A theme, and a light company"),
    of=TRIP,
    fields=(
        Input("theme", Text("调研主题", "Theme")),
        Input("company", Text("随行人数", "How many came along"), "number"),
        Input("route", Text("线路", "Route"), required=False),
    ),
)

NOT_TOGETHER_AND_NOT_IN_TURN = Apart(
    key="trips_apart",
    clause="HB-A2",
    source=RESEARCH,
    title=Text(
        "不集中或轮番到同一个市、一条线路、一个点", "Not to the same city, route or point in turn"
    ),
    of=(TRIP, POINT_VISIT),
    posts=LEADERS,
    area="city",
    days=F.apart_days,
    route="route",
)

RESEARCH_RULES = (
    THIRTY_DAYS_AT_THE_GRASSROOTS,
    ONE_STAY_IN_ONE_PLACE,
    REPORTS,
    A_REPORT_IS_ON_THE_LEADER_S_OWN_TRIP,
    ONE_REPORT_A_YEAR,
    HARD,
    MORE_WHERE_IT_IS_HARD,
    A_THEME_AND_A_LIGHT_COMPANY,
    NOT_TOGETHER_AND_NOT_IN_TURN,
)
