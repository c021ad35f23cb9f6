"""CD-C3: days of research at the grassroots, a report a year, a small company, no burden."""

from datetime import date

from pydantic import BaseModel, Field
from sqlalchemy import String
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Duty,
    Guard,
    Input,
    MeetingForm,
    Registry,
    days,
    figures,
    given,
    holders,
    records,
)
from lianxin.tables import Meeting
from lianxin_chengdu.settings import ContactSettings
from lianxin_chengdu.sources import STYLE
from lianxin_chengdu.tables import ResearchReport
from lianxin_chengdu.terms import CONTACT_POSTS, COUNTY_LEADER, DEPARTMENT_LEADER, PARTY_LEADER

F = figures(ContactSettings)
RESEARCH = "research"

NINETY_DAYS_AT_THE_GRASSROOTS = Duty(
    key="leaders_research",
    clause="CD-C3",
    source=STYLE,
    title=Text("市、区（市）县领导每年调研指导不少于 90 天", "Leaders: 90 days of research a year"),
    every=holders(PARTY_LEADER, COUNTY_LEADER),
    count=days(of=RESEARCH),
    at_least=F.research_days,
    per="year",
)

DEPARTMENTS_GO_REGULARLY = Duty(
    key="departments_research",
    clause="CD-C3",
    source=STYLE,
    title=Text("市级部门领导干部经常性调研指导", "Department leaders do research regularly"),
    every=holders(DEPARTMENT_LEADER),
    count=days(of=RESEARCH),
    at_least=F.department_research_days,
    per="year",
)


class ReportFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="单位 / Unit")
    person_id: int = Field(title="撰写人 / Who wrote it")
    title: str = Field(min_length=2, max_length=300, title="题目 / Title")
    finished_on: date = Field(title="完成日期 / Finished on")
    guidance: str | None = Field(None, max_length=4000, title="指导作用 / What it guides to")


REPORTS = Registry(
    key="research_reports",
    clause="CD-C3",
    source=STYLE,
    title=Text("调研报告", "Reports on research"),
    table=ResearchReport,
    fields=ReportFields,
    own_writers=frozenset({"handler", "leader"}),
    unique=(("person_id", "title"),),
    order=("finished_on",),
)

A_REPORT_EACH_YEAR = Duty(
    key="a_report_each_year",
    clause="CD-C3",
    source=STYLE,
    title=Text("领导干部每年至少撰写 1 篇调研报告", "Each leading cadre writes a report a year"),
    every=holders(*CONTACT_POSTS),
    count=records(
        col(ResearchReport.person_id),
        on=col(ResearchReport.finished_on),
        called=Text("撰写调研报告", "reports on research"),
    ),
    at_least=F.reports,
    per="year",
)

_is_research = col(Meeting.kind) == RESEARCH

THE_COMPANY_IS_RECORDED = MeetingForm(
    key="company_is_recorded",
    clause="CD-C3",
    source=STYLE,
    title=Text("轻车简从：记明随行人数", "The size of the company is recorded"),
    of=RESEARCH,
    fields=(Input("company", Text("随行人数", "How many came along"), "number"),),
)

NOTHING_IS_ASKED_OF_THE_HOSTS = Guard(
    key="nothing_asked_of_hosts",
    clause="CD-C3",
    source=STYLE,
    title=Text("不增加基层负担", "Nothing is asked of the hosts"),
    actions=("record_meeting",),
    refuse_if=_is_research & given("asked_of_hosts", String()).is_not(None),
    because=Text("调研不得向基层提出接待要求", "Research asks nothing of those whom it visits"),
)

RESEARCH_RULES = (
    NINETY_DAYS_AT_THE_GRASSROOTS,
    DEPARTMENTS_GO_REGULARLY,
    REPORTS,
    A_REPORT_EACH_YEAR,
    THE_COMPANY_IS_RECORDED,
    NOTHING_IS_ASKED_OF_THE_HOSTS,
)
