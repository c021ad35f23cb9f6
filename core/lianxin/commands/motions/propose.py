"""Proposing a motion, before or without a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.motions.proposing import (
    Proposal,
    ballots_at_first,
    procedure_of,
    propose,
    refusals_of_proposal,
)
from lianxin.commands.values import CaseKey, Code, Line
from lianxin.database import Nested, among_keys, among_words
from lianxin.errors import Problem, Refused, not_found
from lianxin.language import Text
from lianxin.tables import Case, Unit

_UNITS = Nested(col(Unit.id))
_CASES = Nested(col(Case.id))
_NAMED = select(
    _UNITS.where(among_words(col(Unit.code), "units"), col(Unit.active)).label("units"),
    _CASES.where(among_keys(col(Case.id), "cases")).label("cases"),
)
_NO_PROCEDURE = Text("没有名为 {key} 的议事规则", "There is no procedure {key}")
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")
_NO_CASE = Text("没有这件诉求", "There is no such case")


@dataclass(frozen=True)
class Proposing:
    proposal: Proposal
    eligible: int
    problems: list[Problem]


class ProposeMotion(Command):
    """`procedure` is the full key of the rule by which it is decided; `unit` whose it is."""

    does: ClassVar[str] = "propose_motion"
    permission: ClassVar[str | None] = "motion.act"

    title: Line
    procedure: Line
    unit: Code | None = None
    case: CaseKey | None = None
    data: Mapping[str, Any] = {}

    async def load(self, attempt: Attempt) -> Proposing:
        found = procedure_of(attempt.locality.composition, self.procedure)
        if found is None:
            raise Refused([not_found(_NO_PROCEDURE.format(key=self.procedure), "procedure")])
        [row] = await attempt.tx.all(
            _NAMED, units=[self.unit] if self.unit else [], cases=[self.case] if self.case else []
        )
        units, cases = _UNITS.rows(row.units), _CASES.rows(row.cases)
        problems = []
        if self.unit and not units:
            problems.append(not_found(_NO_UNIT.format(code=self.unit), "unit"))
        if self.case and not cases:
            problems.append(not_found(_NO_CASE, "case"))
        proposal = Proposal(
            self.title, found[0], units[0].id if units else None, cases[0].id if cases else None
        )
        return Proposing(proposal, await ballots_at_first(attempt.tx, attempt, proposal), problems)

    async def refusals(self, attempt: Attempt, loaded: Proposing) -> list[Problem]:
        return [*loaded.problems, *refusals_of_proposal(attempt, loaded.proposal)]

    def apply(self, attempt: Attempt, loaded: Proposing) -> dict[str, Any]:
        key = propose(attempt, loaded.proposal, loaded.eligible, self.data)
        attempt.on("Motion", key)
        attempt.about = {"title": self.title, "procedure": self.procedure}
        attempt.touch("motion", ("Motion", key))
        return {"motion": key}
