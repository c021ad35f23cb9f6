"""HB-A9, HB-A10, HB-A13: opinions before major decisions, talks, regular visits."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import Integer
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    ONE_GROUND,
    Duty,
    GroundFields,
    Guard,
    Input,
    MeetingForm,
    Needed,
    OneOf,
    Procedure,
    Registry,
    Stage,
    by,
    figures,
    holders,
    members_of,
    motion_flag,
    needs_record,
    recording,
    rests_on_what_passed,
    times,
)
from lianxin.rules.conditions import regulation_in_force
from lianxin.tables import Motion, RegulationGround
from lianxin_hubei.settings import LeaderContactSettings
from lianxin_hubei.sources import OPINIONS, RECEPTION, TALKS
from lianxin_hubei.tables import Gathering
from lianxin_hubei.terms import (
    COMMITTEE_MEETING,
    GATHERINGS,
    PARTNERS,
    STANDING_MEMBER,
    TALK_FORMS,
)

F = figures(LeaderContactSettings)
MEMBERS = holders(STANDING_MEMBER)
TALK = "talk"


class GatheringFields(BaseModel, extra="forbid"):
    motion_id: int = Field(title="议题 / Motion")
    manner: Annotated[str, OneOf("hubei_gathering", GATHERINGS)] = Field(title="方式 / Manner")
    gathered_on: date = Field(title="日期 / When")
    asked: int = Field(ge=1, le=1_000_000, title="征求人数 / How many were asked")
    opinions: str = Field(min_length=2, max_length=8000, title="意见建议 / What they said")


OPINIONS_GATHERED = Registry(
    key="opinions_gathered",
    clause="HB-A9",
    source=OPINIONS,
    title=Text("重大决策前征求意见", "Opinions gathered before a major decision"),
    table=Gathering,
    fields=GatheringFields,
    writers=frozenset({"clerk", "leader"}),
    order=("gathered_on",),
)

_named_by_many = members_of(col(Motion.problem_id)) >= F.major_from_cases.sql(Integer())

_gathered: Needed = needs_record(
    col(Gathering.motion_id),
    least=F.opinions_before_decision,
    when=motion_flag("major") | _named_by_many,
    because=Text(
        "重大决策、重大改革决定前，须通过调研、察访、座谈会等征求意见并登记",
        "Gather opinions by research, visits or forums before a major decision, and record it",
    ),
)

MAJOR_DECISIONS = Procedure(
    key="major_decisions",
    clause="HB-A9",
    source=OPINIONS,
    title=Text("常委会决策", "Decisions of the standing committee"),
    meeting_kinds=(COMMITTEE_MEETING,),
    proposed_by=by("clerk", "leader"),
    takes_problems=True,
    fields=(
        Input("major", Text("是否重大决策、重大改革决定", "Whether it is a major one"), "boolean"),
    ),
    stages=(
        Stage(code="prepare", label=Text("征求意见", "Prepared"), by=by("clerk", "leader")),
        Stage(
            code="decide",
            label=Text("作出决定", "Decided"),
            by=by("leader"),
            needs=(_gathered,),
        ),
    ),
)

DECISION_GROUNDS = Registry(
    key="decision_grounds",
    clause="HB-A9",
    source=OPINIONS,
    title=Text("制度所依据的决策", "The decisions that regulations rest on"),
    table=RegulationGround,
    named="DecisionGround",
    fields=GroundFields,
    unique=ONE_GROUND,
)

REGULATIONS_REST_ON_DECISIONS = Guard(
    key="regulations_rest_on_decisions",
    clause="HB-A9",
    source=OPINIONS,
    title=Text("制度依据已作出的决定", "A regulation rests on a decision that was taken"),
    actions=(recording("decision_grounds"),),
    refuse_if=~rests_on_what_passed(f"hubei.contact.{MAJOR_DECISIONS.key}")
    | ~regulation_in_force(col(RegulationGround.regulation_id)),
    because=Text(
        "请填写现行有效的制度和已作出的决定；同时填写问题的，决定须因该问题而作",
        "Name a regulation in force and a decision that was taken; with a problem, one that came of it",
    ),
)

TWO_TALKS_A_YEAR = Duty(
    key="talks",
    clause="HB-A10",
    source=TALKS,
    title=Text("有组织的谈心活动每年至少 2 次", "At least 2 organised talks a year"),
    every=MEMBERS,
    count=times(of=TALK, called=Text("开展谈心活动", "organised talks")),
    at_least=F.talks,
    per="year",
)

TALKS_WITH_PARTNERS = Duty(
    key="partner_talks",
    clause="HB-A10",
    source=TALKS,
    title=Text(
        "每年与民主党派、工商联负责人和无党派代表人士谈心 1 至 2 次",
        "1 to 2 talks a year with democratic parties, the federation and non-party people",
    ),
    every=MEMBERS,
    count=times(of=TALK, by=PARTNERS, called=Text("与党外代表人士谈心", "talks with partners")),
    at_least=F.partner_talks,
    per="year",
)

THE_FORM_OF_A_TALK = MeetingForm(
    key="talk_forms",
    clause="HB-A10",
    source=TALKS,
    title=Text("个别谈话、集体座谈、随机交流", "One to one, in a group, at random"),
    of=TALK,
    fields=(Input("form", Text("谈心形式", "Form"), "choice", choices=TALK_FORMS),),
)

REGULAR_VISITS = Duty(
    key="regular_visits",
    clause="HB-A13",
    source=RECEPTION,
    title=Text("定期走访群众", "Residents are visited regularly"),
    every=MEMBERS,
    count=times(of="visit"),
    at_least=F.visits,
    per=F.visits_per,
)

LISTENING_RULES = (
    OPINIONS_GATHERED,
    MAJOR_DECISIONS,
    DECISION_GROUNDS,
    REGULATIONS_REST_ON_DECISIONS,
    TWO_TALKS_A_YEAR,
    TALKS_WITH_PARTNERS,
    THE_FORM_OF_A_TALK,
    REGULAR_VISITS,
)
