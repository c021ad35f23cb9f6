"""Proposing that cases name a problem, and taking that back."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.problems.finding import find_cases, find_problem, match_of
from lianxin.commands.problems.matching import (
    WITHDRAWN,
    propose,
    refusals_of_proposing,
    refusals_of_withdrawing,
    tell,
)
from lianxin.commands.values import Code, Line, key_of
from lianxin.database import Row, together
from lianxin.errors import Problem as Wrong
from lianxin.tables import ProblemMatch

ProblemKey = Annotated[int, BeforeValidator(key_of("Problem"))]
CaseCodes = Annotated[
    tuple[Code, ...],
    Field(max_length=100),
    AfterValidator(lambda codes: tuple(dict.fromkeys(codes))),
]
"""Codes of cases, each once."""


@dataclass(frozen=True)
class Matching:
    problem: Row
    cases: dict[str, Row]


class _OnMatches(Command):
    """Something that the staff do to matches of a problem with cases that they see."""

    permission: ClassVar[str | None] = "problem.group"

    problem: ProblemKey
    cases: Annotated[CaseCodes, Field(min_length=1)]

    async def load(self, attempt: Attempt) -> Matching:
        found: list[Any] = await together(
            attempt.tx,
            lambda s: find_problem(s, self.problem),
            lambda s: find_cases(s, attempt, self.cases, self.problem),
        )
        attempt.about = {"cases": sorted(self.cases)}
        return Matching(*found)


class ProposeMatches(_OnMatches):
    """Whoever brought a case up is asked whether it may be grouped: nothing counts before."""

    does: ClassVar[str] = "propose_match"

    async def refusals(self, attempt: Attempt, loaded: Matching) -> list[Wrong]:
        return refusals_of_proposing(self.cases, loaded.cases)

    def apply(self, attempt: Attempt, loaded: Matching) -> dict[str, Any]:
        problem, cases = loaded.problem, loaded.cases.values()
        propose(attempt, problem.id, cases)
        tell(attempt, problem.id, problem.last_n + 1, self.does, *(case.id for case in cases))
        return {"problem": problem.id}


class WithdrawMatches(_OnMatches):
    """The staff undo a match, with a reason; it may be proposed again."""

    does: ClassVar[str] = "withdraw_match"

    note: Annotated[Line, Field(min_length=2)]

    async def refusals(self, attempt: Attempt, loaded: Matching) -> list[Wrong]:
        return refusals_of_withdrawing(self.cases, loaded.cases)

    def apply(self, attempt: Attempt, loaded: Matching) -> dict[str, Any]:
        problem, cases = loaded.problem, loaded.cases.values()
        for match in filter(None, map(match_of, cases)):
            attempt.work.change(ProblemMatch, match.id, state=WITHDRAWN)
        n, keys = problem.last_n + 1, (case.id for case in cases)
        tell(attempt, problem.id, n, self.does, *keys, note=self.note)
        attempt.reason = self.note
        return {"problem": problem.id}
