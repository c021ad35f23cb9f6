"""CD-B2 问计: the households of a renewal area choose representatives; these decide on motions."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import Integer, exists, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    OneOf,
    Procedure,
    Registry,
    Stage,
    Vote,
    appointment,
    at_least,
    by,
    figures,
    holders_vote,
    households_vote,
    in_force,
    more_than,
    recording,
    units,
)
from lianxin.tables import Appointment, Candidacy, Motion
from lianxin_chengdu.settings import AskingSettings
from lianxin_chengdu.sources import ASKING
from lianxin_chengdu.terms import COMMITTEE_MEETING, COMMITTEE_MEMBER, ELECTION, RENEWAL_AREA

F = figures(AskingSettings)
RECORDED_BY = by("clerk", "supervisor", unit=True)

HOUSEHOLDS_PUT_FORWARD = Procedure(
    key="representatives_put_forward",
    clause="CD-B2",
    source=ASKING,
    title=Text("住户推举自治改造委员会代表，一户一票", "Households put forward representatives"),
    meeting_kinds=(ELECTION,),
    proposed_by=RECORDED_BY,
    stages=(
        Stage(
            code="put_forward",
            label=Text("推举", "Put forward"),
            by=RECORDED_BY,
            vote=Vote(households_vote(), more_than(F.household_majority), seats=F.representatives),
        ),
    ),
)

THE_COMMITTEE_DECIDES = Procedure(
    key="committee_decisions",
    clause="CD-B2",
    source=ASKING,
    title=Text("自治改造委员会议决事项", "The renewal committee decides on motions"),
    meeting_kinds=(COMMITTEE_MEETING,),
    proposed_by=by("clerk", "supervisor", "resident", unit=True),
    takes_problems=True,
    stages=(
        Stage(code="proposed", label=Text("提出", "Proposed"), by=RECORDED_BY),
        Stage(
            code="resolved",
            label=Text("表决", "Voted on"),
            by=RECORDED_BY,
            vote=Vote(
                holders_vote(COMMITTEE_MEMBER),
                more_than(F.committee_majority),
                quorum=at_least(F.committee_quorum),
            ),
        ),
    ),
)


class RepresentativeFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="改造片区 / Renewal area")
    person_id: int = Field(title="代表 / Representative")
    post: Annotated[str, OneOf("post", (COMMITTEE_MEMBER,))] = COMMITTEE_MEMBER.code
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


REPRESENTATIVES = Registry(
    key="representatives",
    clause="CD-B2",
    source=ASKING,
    title=Text("自治改造委员会代表", "Members of the renewal committee"),
    table=Appointment,
    named="Representative",
    fields=RepresentativeFields,
    unique=(("unit_id", "person_id", "since"),),
    order=("since",),
    where=col(Appointment.post) == COMMITTEE_MEMBER.code,
)

PUT_FORWARD_BY_THE_HOUSEHOLDS = Guard(
    key="put_forward_by_households",
    clause="CD-B2",
    source=ASKING,
    title=Text("代表由本片区住户推举产生", "Representatives are those whom the households chose"),
    actions=(recording("representatives"),),
    refuse_if=~exists().where(
        col(Motion.procedure) == "chengdu.asking.representatives_put_forward",
        col(Motion.unit_id) == col(Appointment.unit_id),
        col(Candidacy.motion_id) == col(Motion.id),
        col(Candidacy.person_id) == col(Appointment.person_id),
        col(Candidacy.elected),
    ),
    because=Text(
        "须由本片区住户在推举代表大会上选出",
        "They have to be elected by the households of the area",
    ),
)

_other = Appointment.__table__.alias()  # type: ignore[attr-defined]
_others = select(func.count()).where(
    _other.c.post == COMMITTEE_MEMBER.code,
    _other.c.unit_id == col(Appointment.unit_id),
    _other.c.id != col(Appointment.id),
    in_force(_other.c.since, _other.c.until, col(Appointment.since)),
)

NO_MORE_THAN_THERE_ARE_SEATS = Guard(
    key="no_more_than_seats",
    clause="CD-B2",
    source=ASKING,
    title=Text("代表不超过规定人数", "No more representatives than there are seats"),
    actions=(recording("representatives"),),
    refuse_if=_others.scalar_subquery() >= F.representatives.sql(Integer()),
    because=Text("代表人数已满", "All seats are taken"),
    reads=(F.representatives,),
)

EVERY_AREA_HAS_ITS_COMMITTEE = Coverage(
    key="areas_have_committees",
    clause="CD-B2",
    source=ASKING,
    title=Text("每个改造片区有自治改造委员会", "Every renewal area has its committee"),
    every=units(RENEWAL_AREA),
    has=(appointment(COMMITTEE_MEMBER, least=F.representatives),),
)

ADVICE_RULES = (
    HOUSEHOLDS_PUT_FORWARD,
    THE_COMMITTEE_DECIDES,
    REPRESENTATIVES,
    PUT_FORWARD_BY_THE_HOUSEHOLDS,
    NO_MORE_THAN_THERE_ARE_SEATS,
    EVERY_AREA_HAS_ITS_COMMITTEE,
)
