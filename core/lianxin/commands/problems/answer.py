"""Answering whether one's case may be grouped: with an account, a receipt, or by word of mouth."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import SEEN, sees
from lianxin.commands.command import Command
from lianxin.commands.problems.finding import LAST_N
from lianxin.commands.problems.matching import NEXT, STATES, tell
from lianxin.commands.problems.propose import ProblemKey
from lianxin.commands.values import Code, Prose
from lianxin.database import Key, Row
from lianxin.errors import Problem as Wrong
from lianxin.errors import Refused, conflict, invalid, not_found, not_permitted
from lianxin.ids import receipt_hash
from lianxin.language import Text
from lianxin.tables import Case, Problem, ProblemMatch

_MATCH = (
    select(
        col(ProblemMatch.id).label("match_id"),
        col(ProblemMatch.state),
        col(Problem.id).label("problem_id"),
        LAST_N,
        col(Case.id),
        col(Case.contactable),
        *SEEN,
    )
    .select_from(ProblemMatch)
    .join(Problem, col(Problem.id) == col(ProblemMatch.problem_id))
    .join(Case, col(Case.id) == col(ProblemMatch.case_id))
    .where(col(Problem.id) == bindparam("problem", type_=Key))
    .with_for_update(of=Problem)
)
_BY_CODE: Select[Any] = _MATCH.where(col(Case.code) == bindparam("code"))
_BY_RECEIPT: Select[Any] = _MATCH.where(col(Case.receipt_hash) == bindparam("receipt"))

_ONE_OF_THEM = Text(
    "请填写诉求编号或回执号之一", "Name the case by its code, or by its receipt: one of the two"
)
_NO_MATCH = Text(
    "没有这一归并提议，请检查问题和诉求", "There is no such match; check the problem and the case"
)
_NOT_NOW = Text(
    "这一归并{state}，不能再作此答复", "The match is {state}; this cannot be answered now"
)
_NOT_YOURS = Text(
    "是否归并由反映人决定；工作人员只能登记其口头答复",
    "Whoever brought the case up decides; the staff only record what they have said",
)
_HOW = Text(
    "代为登记须写明何时、以何种方式征得反映人意见",
    "Say when and how they were asked, where it is recorded for them",
)
_NOBODY_TO_ASK = Text(
    "该诉求匿名且未留联系方式，只能由反映人凭回执号答复",
    "The case is anonymous and left no contact: only its receipt can answer",
)


@dataclass(frozen=True)
class Answering:
    row: Row
    by: str


class AnswerMatch(Command):
    """Of a case one's own, by its code; of any, by its receipt, with nothing stored of who holds
    it. The staff record what a reporter has told them, with when and how in the note; of a case
    without an account or a contact they cannot: only the receipt answers."""

    does: ClassVar[str] = "answer_match"

    problem: ProblemKey
    answer: Literal["CONSENT", "DECLINE", "LEAVE"]
    case: Code | None = None
    receipt: Code | None = None
    note: Prose | None = None

    def is_anonymous(self) -> bool:
        return self.receipt is not None

    async def load(self, attempt: Attempt) -> Answering:
        if (self.case is None) == (self.receipt is None):
            raise Refused([invalid("CASE_OR_RECEIPT", _ONE_OF_THEM, "case")])
        today = attempt.context.today
        if self.receipt is not None:
            row = await attempt.tx.first(
                _BY_RECEIPT,
                problem=self.problem,
                receipt=receipt_hash(self.receipt),
                today=today,
            )
        else:
            row = await attempt.tx.first(
                _BY_CODE, problem=self.problem, code=self.case, today=today
            )
        if row is None or (self.case is not None and not sees(attempt.viewer, row)):
            raise Refused([not_found(_NO_MATCH, "problem")])
        attempt.on("Problem", row.problem_id)
        return Answering(row, self._by(attempt, row))

    def _by(self, attempt: Attempt, row: Row) -> str:
        if self.receipt is not None:
            return "RECEIPT"
        person = attempt.viewer.person_id
        return "REPORTER" if person is not None and row.reporter_id == person else "STAFF"

    async def refusals(self, attempt: Attempt, loaded: Answering) -> list[Wrong]:
        row, problems = loaded.row, []
        if loaded.by == "STAFF":
            problems += self._refusals_of_staff(attempt, row)
        if (row.state, self.answer) not in NEXT:
            now = _NOT_NOW.format(state=STATES[row.state])
            problems.append(conflict("NOT_NOW", now).at("answer"))
        return problems

    def _refusals_of_staff(self, attempt: Attempt, row: Row) -> list[Wrong]:
        if not attempt.viewer.may("problem.group"):
            return [not_permitted(_NOT_YOURS)]
        if row.reporter_id is None and not row.contactable:
            return [conflict("NOBODY_TO_ASK", _NOBODY_TO_ASK).at("case")]
        return [] if self.note else [invalid("NOTE_REQUIRED", _HOW, "note")]

    def apply(self, attempt: Attempt, loaded: Answering) -> dict[str, Any]:
        row = loaded.row
        attempt.work.change(
            ProblemMatch,
            row.match_id,
            state=NEXT[row.state, self.answer],
            answered_at=attempt.now,
            answered_by=loaded.by,
        )
        attempt.about = {"answer": self.answer, "by": loaded.by}
        line = f"{self.answer.lower()}_match"
        tell(attempt, row.problem_id, row.last_n + 1, line, row.id, note=self.note)
        return {"match": row.match_id}
