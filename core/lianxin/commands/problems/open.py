"""Opening a problem that several cases name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.naming import units_by_code
from lianxin.commands.people.words import unknown_word
from lianxin.commands.problems.finding import find_cases
from lianxin.commands.problems.matching import propose, refusals_of_proposing, tell
from lianxin.commands.problems.propose import CaseCodes
from lianxin.commands.values import Code, Line, Prose
from lianxin.database import Row, together
from lianxin.errors import Problem as Wrong
from lianxin.errors import invalid
from lianxin.ids import new_code
from lianxin.language import Text
from lianxin.rules.privacy import redacted
from lianxin.search.tokens import words_of
from lianxin.tables import Problem

_NO_YARDSTICK = Text(
    "请填写类别或关键词，以便日后比较同类诉求是否减少",
    "Name a category or keywords, by which one sees later whether such cases became fewer",
)


@dataclass(frozen=True)
class Opening:
    unit_id: int | None
    cases: dict[str, Row]


class OpenProblem(Command):
    """`category`, `keywords` and `unit` (with all below it) tell which cases name it, too; they
    stay as they are. A match with each of the `cases` is proposed. Texts lose numbers of people:
    everybody whose case is matched reads them."""

    does: ClassVar[str] = "open_problem"
    permission: ClassVar[str | None] = "problem.group"

    title: Line
    summary: Prose | None = None
    unit: Code | None = None
    category: Code | None = None
    keywords: Line | None = None
    cases: CaseCodes = ()

    async def load(self, attempt: Attempt) -> Opening:
        units = [self.unit] if self.unit else []
        found: list[Any] = await together(
            attempt.tx,
            lambda s: units_by_code(s, units, "unit"),
            lambda s: find_cases(s, attempt, self.cases, 0),
        )
        return Opening(found[0].get(self.unit), found[1])

    async def refusals(self, attempt: Attempt, loaded: Opening) -> Sequence[Wrong]:
        problems = unknown_word(attempt, "category", self.category, "category")
        if self.category is None and not words_of(self.keywords or ""):
            problems.append(invalid("NO_YARDSTICK", _NO_YARDSTICK, "category"))
        return [*problems, *refusals_of_proposing(self.cases, loaded.cases)]

    def apply(self, attempt: Attempt, loaded: Opening) -> dict[str, Any]:
        problem = Problem(
            code=new_code(),
            title=redacted(self.title),
            summary=redacted(self.summary) if self.summary else None,
            unit_id=loaded.unit_id,
            category=self.category,
            keywords=self.keywords,
            opened_at=attempt.now,
            opener_id=attempt.viewer.person_id,
        )
        attempt.work.add(problem)
        tell(attempt, problem.id, 1, self.does)
        cases = loaded.cases.values()
        propose(attempt, problem.id, cases)
        if cases:
            tell(attempt, problem.id, 2, "propose_match", *(case.id for case in cases))
        attempt.about = {"title": self.title, "cases": sorted(loaded.cases)}
        return {"problem": problem.id}
