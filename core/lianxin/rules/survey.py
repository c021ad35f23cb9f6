"""Surveys: whom to ask about whom, by which grades, and what the answers come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, false, func, select

from lianxin.calendar import PeriodKind
from lianxin.rules.base import Figure, Kind, Rule, Settings, figure_of
from lianxin.rules.sql.subjects import Subjects, frame_of
from lianxin.rules.sql.values import Values, table_of
from lianxin.rules.words import Word, Words
from lianxin.tables import Respondent

RESPONDENT = table_of(Respondent)


@dataclass(frozen=True)
class Roll:
    """The registers of some rolls: each unit's own entries (or, not `own`, all for each)."""

    rolls: Words
    own: bool = True
    type = "Respondent"

    def asked(self, frame: Any, values: Values) -> Select[Any]:
        mine = RESPONDENT.c.unit_id == frame.c.unit_id
        found = select(frame.c.subject_id, RESPONDENT.c.id.label("respondent_id")).join_from(
            frame, RESPONDENT, mine if self.own else RESPONDENT.c.id.is_not(None)
        )
        return found.where(RESPONDENT.c.active, values.among(RESPONDENT.c.roll, self.rolls))


@dataclass(frozen=True)
class Asked:
    """Whoever a select of `subject_id, respondent_id` names: persons, units, households."""

    query: Select[Any]
    type: str = "Person"

    def asked(self, frame: Any, values: Values) -> Select[Any]:
        named = self.query.subquery()
        return (
            select(frame.c.subject_id, named.c.respondent_id)
            .join_from(frame, named, named.c.subject_id == frame.c.subject_id)
            .distinct()
        )


def roll(*codes: Word, own: bool = True) -> Roll:
    """Whoever stands on one of these rolls: of the subject's own unit, or (not `own`) any."""
    return Roll(codes, own)


def asked(query: Select[Any], type: str = "Person") -> Asked:
    """`asked(select(col(Served.unit_id).label("subject_id"), col(Served.person_id).label(
    "respondent_id")))`: those, and nobody else."""
    return Asked(query, type)


@dataclass(frozen=True, kw_only=True)
class Survey(Rule):
    """Each of `every` is rated by `sample` respondents, drawn at random from the `frame` without
    repeats (all, where there are fewer, or where `sample` is None).

    `grades` gives the points of each grade; the score is the mean over the answers, null under
    `least_answers`. `questions` are asked besides the first and only counted. `hidden`: who was
    drawn is kept from the subject. `in_person`: whoever was drawn may answer without being asked
    by somebody; for a unit, those who serve in it. `last_days`: nobody is drawn before these last
    days of the period.
    """

    kind: ClassVar[Kind] = Kind.SURVEY

    every: Subjects
    frame: Roll | Asked
    sample: int | Figure | None = None
    grades: Mapping[str, float] | Figure
    ways: Words = ()
    questions: tuple[Word, ...] = ()
    least_answers: int | Figure = 1
    per: PeriodKind | Figure = "year"
    hidden: bool = True
    in_person: bool = False
    last_days: int | Figure | None = None

    def points(self, settings: Settings) -> dict[str, float]:
        grades: Mapping[str, float] = figure_of(self.grades, settings)
        return {code: float(points) for code, points in grades.items()}

    def asked_of(self, values: Values) -> Select[Any]:
        """`subject_id, respondent_id`: whom each subject's sample may be drawn from."""
        frame = frame_of(self.every.listed(values, False), False)
        return self.frame.asked(frame, values)

    def period_kind(self, settings: Settings) -> PeriodKind:
        found: PeriodKind = figure_of(self.per, settings)
        return found


def may_see_drawn(
    drawn: Any, *, units: ColumnElement[bool], person: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Hides rows of `Drawn` from their subject: `units` holds where `drawn.subject_id` is a unit
    of the viewer's or above it, `person` where it is the viewer."""
    is_unit, is_person = drawn.subject_type == "Unit", drawn.subject_type == "Person"
    hidden: ColumnElement[bool] = func.coalesce((is_unit & units) | (is_person & person), false())
    return ~hidden
