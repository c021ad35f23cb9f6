"""A term ends on another day now: the calendar or a figure has changed."""

from typing import Any, ClassVar

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import store_term, write_line
from lianxin.commands.cases.terms import LockedTerm, find_term, locked
from lianxin.commands.command import Command, NothingToDo
from lianxin.database.base import row_values
from lianxin.deadlines import deadlines_of, due_of, recounted
from lianxin.tables import Case, Deadline

RECOUNTED = "deadline_recounted"
_OPEN = locked(states=("RUNNING", "MISSED"))


class RecountDeadline(Command):
    """For the sweep; nobody has the permission."""

    does: ClassVar[str] = "recount_deadline"
    permission: ClassVar[str | None] = "deadline.recount"

    deadline: int

    async def load(self, attempt: Attempt) -> tuple[LockedTerm, Deadline]:
        found = await find_term(attempt, _OPEN, self.deadline)
        rules = deadlines_of(attempt.locality.composition, found.case.workflow)
        pairs = recounted([found.term], rules, attempt.locality)
        if not pairs:
            raise NothingToDo
        return found, pairs[0][1]

    def apply(self, attempt: Attempt, loaded: tuple[LockedTerm, Deadline]) -> dict[str, Any]:
        found, after = loaded
        before, case = found.term, found.case
        store_term(attempt, row_values(before), after)
        attempt.work.change(Case, case.id, due_at=case.due_at)
        if after.due_at == before.due_at:
            return {"case": case.id}
        terms = [after if term.id == after.id else term for term in found.terms]
        attempt.work.change(Case, case.id, due_at=due_of(terms))
        difference = {
            "deadline": before.rule_key,
            "from": before.due_at and before.due_at.isoformat(),
            "to": after.due_at and after.due_at.isoformat(),
        }
        attempt.about = difference
        line = write_line(
            attempt,
            case.id,
            case.last_n + 1,
            RECOUNTED,
            step=case.step,
            unit_id=case.unit_id,
            data=difference,
        )
        return {"case": case.id, "entry": line}
