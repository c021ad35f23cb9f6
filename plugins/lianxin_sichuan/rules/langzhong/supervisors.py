"""SC-LZ3: supervisors are elected from the representatives, and do not run the works."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import Integer, exists, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Guard,
    OneOf,
    Procedure,
    Registry,
    Stage,
    Term,
    Vote,
    by,
    figures,
    households_vote,
    more_than,
    recording,
)
from lianxin.rules.conditions import holds
from lianxin.tables import Appointment, Candidacy, Motion
from lianxin_sichuan.settings import LangzhongSettings
from lianxin_sichuan.sources import LANGZHONG
from lianxin_sichuan.terms import BUILDER, REPRESENTATIVE, SUPERVISOR, SUPERVISOR_ELECTION

F = figures(LangzhongSettings)
RECORDED_BY = by("clerk", "resident", unit=True)

SUPERVISORS_ELECTED = Procedure(
    key="supervisors_elected",
    clause="SC-LZ3",
    source=LANGZHONG,
    title=Text("选举群众监督员，一户一票", "The supervisors are elected, one ballot a household"),
    meeting_kinds=(SUPERVISOR_ELECTION,),
    proposed_by=RECORDED_BY,
    stages=(
        Stage(
            code="elected",
            label=Text("选举", "Elected"),
            by=RECORDED_BY,
            vote=Vote(households_vote(), more_than(F.election_majority), seats=F.supervisors),
        ),
    ),
)


class SupervisorFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="村 / Village")
    person_id: int = Field(title="监督员 / Supervisor")
    post: Annotated[str, OneOf("post", (SUPERVISOR,))] = SUPERVISOR.code
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


class BuilderFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="村 / Village")
    person_id: int = Field(title="负责人 / Who runs the works")
    post: Annotated[str, OneOf("post", (BUILDER,))] = BUILDER.code
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


SUPERVISORS = Registry(
    key="supervisors",
    clause="SC-LZ3",
    source=LANGZHONG,
    title=Text("群众监督员", "Residents' supervisors"),
    table=Appointment,
    named="Supervisor",
    fields=SupervisorFields,
    locks="person_id",
    unique=(("unit_id", "person_id", "since"),),
    order=("since",),
    where=col(Appointment.post) == SUPERVISOR.code,
)

BUILDERS = Registry(
    key="builders",
    clause="SC-LZ3",
    source=LANGZHONG,
    title=Text("工程实施负责人", "Those who run the works"),
    table=Appointment,
    named="Builder",
    fields=BuilderFields,
    locks="person_id",
    unique=(("unit_id", "person_id", "since"),),
    order=("since",),
    where=col(Appointment.post) == BUILDER.code,
)

ELECTED_FROM_REPRESENTATIVES = Guard(
    key="elected_from_representatives",
    clause="SC-LZ3",
    source=LANGZHONG,
    title=Text("监督员从群众代表中选举产生", "Supervisors are elected from the representatives"),
    actions=(recording("supervisors"),),
    refuse_if=~holds(
        col(Appointment.person_id),
        REPRESENTATIVE,
        at=col(Appointment.unit_id),
        on=col(Appointment.since),
    )
    | ~exists().where(
        col(Motion.procedure) == "sichuan.langzhong.supervisors_elected",
        col(Motion.unit_id) == col(Appointment.unit_id),
        col(Candidacy.motion_id) == col(Motion.id),
        col(Candidacy.person_id) == col(Appointment.person_id),
        col(Candidacy.elected),
    ),
    because=Text(
        "须为本村群众代表，并经选举会选出",
        "They have to be a representative of the village whom the election chose",
    ),
)

_sitting: Any = Appointment.__table__.alias()  # type: ignore[attr-defined]
_in_that_time = (
    select(func.count())
    .where(
        _sitting.c.post == SUPERVISOR.code,
        _sitting.c.unit_id == col(Appointment.unit_id),
        _sitting.c.id != col(Appointment.id),
        col(Appointment.until).is_(None) | (_sitting.c.since <= col(Appointment.until)),
        _sitting.c.until.is_(None) | (_sitting.c.until >= col(Appointment.since)),
    )
    .correlate(Appointment)
    .scalar_subquery()
)

NO_MORE_THAN_ARE_ELECTED = Guard(
    key="no_more_than_are_elected",
    clause="SC-LZ3",
    source=LANGZHONG,
    title=Text(
        "票数相同另行选举，总数不超过名额", "However often they vote, there are so many seats"
    ),
    actions=(recording("supervisors"),),
    refuse_if=_in_that_time >= F.supervisors.sql(Integer()),
    because=Text("监督员名额已满", "All seats of supervisors are taken in that time"),
    reads=(F.supervisors,),
)

_other: Any = Appointment.__table__.alias()  # type: ignore[attr-defined]


def _apart(registry: str, other: Term) -> Guard:
    return Guard(
        key=f"{registry}_apart",
        clause="SC-LZ3",
        source=LANGZHONG,
        title=Text("监督员与实施人分开", "Supervisors are not those who run the works"),
        actions=(recording(registry),),
        refuse_if=exists().where(
            _other.c.post == other.code,
            _other.c.person_id == col(Appointment.person_id),
            _other.c.unit_id == col(Appointment.unit_id),
            col(Appointment.until).is_(None) | (_other.c.since <= col(Appointment.until)),
            _other.c.until.is_(None) | (_other.c.until >= col(Appointment.since)),
        ),
        because=Text(
            f"此人同期是{other.label.zh}，不得兼任",
            f"They are {other.label.en.lower()} in that time; nobody is both",
        ),
    )


NOT_THOSE_WHO_RUN_THE_WORKS = _apart("supervisors", BUILDER)
NOR_THE_OTHER_WAY_ROUND = _apart("builders", SUPERVISOR)

SUPERVISOR_RULES = (
    SUPERVISORS_ELECTED,
    SUPERVISORS,
    BUILDERS,
    ELECTED_FROM_REPRESENTATIVES,
    NO_MORE_THAN_ARE_ELECTED,
    NOT_THOSE_WHO_RUN_THE_WORKS,
    NOR_THE_OTHER_WAY_ROUND,
)
