"""The chain from appeals to rules, as clauses speak of it: problems, resolutions, grounds."""

from dataclasses import dataclass
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import CTE, ColumnElement, Integer, Select, distinct, exists, func, or_, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules.base import Figure
from lianxin.rules.conditions import regulation_in_force
from lianxin.rules.provisions import Provision
from lianxin.rules.registry import Unfit
from lianxin.rules.rows_counted import Found, rows_counted
from lianxin.rules.sql.evidence import counting
from lianxin.rules.sql.records import Rows, fact_of
from lianxin.rules.sql.subjects import Subjects, some
from lianxin.rules.sql.values import AS_OF, Values, table_of
from lianxin.rules.words import Terms
from lianxin.tables import Case, Motion, Problem, ProblemMatch, Regulation, RegulationGround

GROUND = table_of(RegulationGround)
_NO_GROUND = Text(
    "请填写制度所依据的诉求、问题或决议",
    "Name what the regulation rests on: a case, a problem, or a resolution",
)
_ONE_WAY = Text(
    "诉求与问题、决议请分开登记", "A case is one ground, a problem and its resolution another"
)


class GroundFields(BaseModel, extra="forbid"):
    """What led to a regulation, for the registries of those models that record it."""

    regulation_id: int = Field(title="制度 / Regulation")
    amendment_id: int | None = Field(
        None,
        title="修改完善的版本，新建的不填 / The version that it led to, where it is an amendment",
    )
    case_id: int | None = Field(None, title="诉求 / The case that led to it")
    problem_id: int | None = Field(None, title="问题 / The problem that several cases name")
    motion_id: int | None = Field(None, title="决议 / The resolution that it rests on")

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        chain = self.problem_id is not None or self.motion_id is not None
        if not chain and self.case_id is None:
            raise Unfit(_NO_GROUND)
        if chain and self.case_id is not None:
            raise Unfit(_ONE_WAY)
        return self


ONE_GROUND = (("regulation_id", "amendment_id", "case_id", "problem_id", "motion_id"),)
"""No ground is recorded twice: `unique=ONE_GROUND`."""


def members_of(problem: Any) -> ColumnElement[int]:
    """How many cases name a problem, as far as their reporters agree: SQL over the column with its
    key. Cases that are kept from some do not count, or the number would tell of them."""
    match, case = table_of(ProblemMatch).alias(), table_of(Case).alias()
    counted = select(func.count()).where(
        match.c.problem_id == problem,
        match.c.state == "CONSENTED",
        case.c.id == match.c.case_id,
        ~case.c.restricted,
        case.c.confined_to_id.is_(None),
    )
    return counted.correlate_except(match, case).scalar_subquery()


def has_passed(motion: Any, *procedures: str) -> ColumnElement[bool]:
    """The motion that a column names is a resolution; by one of the procedures, where named."""
    found = table_of(Motion).alias()
    condition = exists().where(found.c.id == motion, found.c.passed)
    return condition.where(found.c.procedure.in_(procedures)) if procedures else condition


def rests_on_what_passed(*procedures: str) -> ColumnElement[bool]:
    """A ground's motion, if it names one, has passed, and is about its problem if it names both."""
    motion, found = col(RegulationGround.motion_id), table_of(Motion).alias()
    other = exists().where(
        found.c.id == motion,
        func.coalesce(found.c.problem_id, 0) != col(RegulationGround.problem_id),
    )
    return or_(motion.is_(None), has_passed(motion, *procedures) & ~other)


def problems(*, least: int | Figure = 1) -> Rows:
    """Every problem that at least so many cases name with their reporters' consent."""
    number = least if isinstance(least, int) else least.sql(Integer())
    enough = members_of(col(Problem.id)) >= number
    return Rows(Problem, "Problem", enough, (_BY_RESOLUTIONS, _PROBLEMS_BY_REGULATIONS))


_resolution = table_of(Motion).alias()
_BY_RESOLUTIONS = (
    "Motion",
    select(_resolution.c.problem_id).where(some("Motion", _resolution.c.id)),
)
_PROBLEMS_BY_REGULATIONS = (
    "Regulation",
    select(func.coalesce(GROUND.c.problem_id, _resolution.c.problem_id))
    .select_from(GROUND.outerjoin(_resolution, _resolution.c.id == GROUND.c.motion_id))
    .where(some("Regulation", GROUND.c.regulation_id)),
)
BY_REGULATIONS = (
    "Regulation",
    select(GROUND.c.case_id).where(some("Regulation", GROUND.c.regulation_id)),
)
"""Cases that a regulation answers stand otherwise once it is abolished: `cases(beside=…)`."""


@dataclass(frozen=True, kw_only=True)
class HasRegulation(Provision):
    """A regulation in force rests on the problem, be it by way of a resolution."""

    facts = frozenset({fact_of(RegulationGround), fact_of(Regulation)})

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        found = select(frame.c.subject_id, func.count(distinct(GROUND.c.regulation_id)).label("n"))
        return self.answering(found, frame).group_by(frame.c.subject_id)

    def answering(self, found: Select[Any], frame: CTE) -> Select[Any]:
        """A select over the frame, joined with the grounds of regulations in force."""
        motion = table_of(Motion).alias()
        by_way_of = select(motion.c.id).where(motion.c.problem_id == frame.c.subject_id)
        rests = (GROUND.c.problem_id == frame.c.subject_id) | GROUND.c.motion_id.in_(
            by_way_of.correlate(frame)
        )
        found = found.join_from(frame, GROUND, rests)
        return found.where(regulation_in_force(GROUND.c.regulation_id, AS_OF))

    def name(self, terms: Terms) -> Text:
        return self.called or Text("回应的制度", "a regulation that answers it")


@rows_counted.register
def _regulations(what: HasRegulation, subjects: Subjects, frame: CTE, values: Values) -> Found:
    found = what.answering(counting(frame.c.subject_id, GROUND.c.regulation_id), frame)
    return table_of(Regulation), found


def answering_regulation(*, called: Text | None = None) -> HasRegulation:
    return HasRegulation(called=called)
