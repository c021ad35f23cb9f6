"""Proposing a motion, before or without a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, exists, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import told
from lianxin.commands.cases.sight import seen_keys
from lianxin.commands.command import Command
from lianxin.commands.guarding import refusals_by_guards
from lianxin.commands.inputs import parse
from lianxin.commands.inputs.mentioned import mentioned
from lianxin.commands.lookups import Lookup, asked
from lianxin.commands.motions.proposing import (
    Proposal,
    ballots_at_first,
    procedure_of,
    propose,
    refusals_of_proposal,
)
from lianxin.commands.problems.finding import NO_PROBLEM
from lianxin.commands.problems.propose import ProblemKey
from lianxin.commands.values import CaseKey, Code, Line, by_name
from lianxin.database import Key, Nested, Session, among_words, together
from lianxin.errors import Problem as Wrong
from lianxin.errors import Refused, not_found
from lianxin.language import Text
from lianxin.tables import Case, Motion, Problem, ProblemMatch, Unit

_LOOKUP = Lookup(beside_case=False)
_UNITS = Nested(col(Unit.id))
_NAMED = select(
    _UNITS.where(among_words(col(Unit.code), "units"), col(Unit.active)).label("units"),
    *_LOOKUP.columns,
)
_PROBLEM = select(
    col(Problem.id),
    exists()
    .where(
        col(ProblemMatch.problem_id) == col(Problem.id),
        col(Case.id) == col(ProblemMatch.case_id),
        col(Case.reporter_id) == bindparam("person", type_=Key),
    )
    .label("mine"),
).where(col(Problem.id) == bindparam("id", type_=Key))
_NO_PROCEDURE = Text("没有名为 {key} 的议事规则", "There is no procedure {key}")
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")
_NO_CASE = Text("没有这件诉求", "There is no such case")


@dataclass(frozen=True)
class Proposing:
    proposal: Proposal
    eligible: int
    problems: list[Wrong]


class ProposeMotion(Command):
    """`procedure` is the full key of the rule by which it is decided; `unit` whose it is;
    `problem`: it came of what several cases name; `fields`
    are those that the procedure asks for, `data` whatever else is to be kept. Guards that name
    `propose_motion` are asked."""

    does: ClassVar[str] = "propose_motion"
    permission: ClassVar[str | None] = "motion.act"

    title: Line
    procedure: Line
    unit: Code | None = None
    case: CaseKey | None = None
    problem: ProblemKey | None = None
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name)] = {}
    data: Mapping[str, Any] = {}

    async def load(self, attempt: Attempt) -> Proposing:
        found = procedure_of(attempt.locality.composition, self.procedure)
        if found is None:
            raise Refused([not_found(_NO_PROCEDURE.format(key=self.procedure), "procedure")])
        entry, procedure = found
        units = [self.unit] if self.unit else []
        texts, keys = mentioned(self.fields)
        named: list[Any] = await together(
            attempt.tx,
            lambda s: s.all(_NAMED, units=units, **asked(texts, keys)),
            lambda s: seen_keys(s, attempt, [self.case] if self.case else []),
            lambda s: self._knows_problem(s, attempt),
        )
        [row], seen, knows = named
        found_units = _UNITS.rows(row.units)
        values, problems = parse(procedure.fields, self.fields, _LOOKUP.found(row))
        if self.unit and not found_units:
            problems.append(not_found(_NO_UNIT.format(code=self.unit), "unit"))
        if self.case and self.case not in seen:
            problems.append(not_found(_NO_CASE, "case"))
        if not knows:
            problems.append(not_found(NO_PROBLEM, "problem"))
        declared = {field.name for field in procedure.fields}
        proposal = Proposal(
            self.title,
            entry,
            found_units[0].id if found_units else None,
            self.case,
            problem_id=self.problem if knows else None,
            data={name: raw for name, raw in self.data.items() if name not in declared}
            | {name: told(value) for name, value in values.items()},
        )
        draft = Motion(
            code="",
            title=self.title,
            procedure=entry.key,
            step=procedure.first.code,
            unit_id=proposal.unit_id,
            case_id=proposal.case_id,
            problem_id=proposal.problem_id,
        )
        found_out: list[Any] = await together(
            attempt.tx,
            lambda s: ballots_at_first(s, attempt, proposal),
            lambda s: refusals_by_guards(s, attempt, draft, values),
        )
        eligible, refused = found_out
        return Proposing(proposal, eligible, [*problems, *refused])

    async def _knows_problem(self, session: Session, attempt: Attempt) -> bool:
        """The staff know of all problems, whoever else of those that a case of theirs names."""
        if self.problem is None:
            return True
        row = await session.first(_PROBLEM, id=self.problem, person=attempt.viewer.person_id)
        works_here = "system" in attempt.viewer.roles or attempt.viewer.may("record.read")
        return row is not None and (works_here or row.mine)

    async def refusals(self, attempt: Attempt, loaded: Proposing) -> list[Wrong]:
        return [*loaded.problems, *refusals_of_proposal(attempt, loaded.proposal)]

    def apply(self, attempt: Attempt, loaded: Proposing) -> dict[str, Any]:
        key = propose(attempt, loaded.proposal, loaded.eligible)
        attempt.on("Motion", key)
        attempt.about = {"title": self.title, "procedure": self.procedure}
        attempt.touch("motion", ("Motion", key))
        return {"motion": key}
