"""A term has run out: it is missed, and what follows happens by itself, once."""

from dataclasses import dataclass
from typing import Any, ClassVar

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import Acted, do, write_line
from lianxin.commands.cases.judge import Judge, judge_of, parameters
from lianxin.commands.cases.permission import may_act
from lianxin.commands.cases.refusals import refusals_of
from lianxin.commands.cases.terms import IS_OVER, LockedTerm, find_term, locked
from lianxin.commands.command import Command
from lianxin.ids import global_id
from lianxin.rules.deadline import Deadline as Declared
from lianxin.rules.workflow import Action
from lianxin.tables import Case, Deadline, RefusalNote

MISSED = "deadline_missed"
_OVER = locked(IS_OVER)


@dataclass(frozen=True)
class Missed:
    """`then` is what follows, where the rules allow it; else `refusing` are those that do not."""

    found: LockedTerm
    judge: Judge | None
    then: Acted | None
    refusing: tuple[str, ...] = ()


class MissDeadline(Command):
    """For the sweep; nobody has the permission."""

    does: ClassVar[str] = "miss_deadline"
    permission: ClassVar[str | None] = "deadline.miss"

    deadline: int

    async def load(self, attempt: Attempt) -> Missed:
        found = await find_term(attempt, _OVER, self.deadline)
        judge = judge_of(attempt.locality.composition, found.case.workflow)
        action = _following(attempt, judge, found.term.rule_key)
        if judge is None or action is None:
            return Missed(found, judge, None)
        said = await attempt.tx.first(
            judge.one(action), id=found.case.id, **parameters(attempt.context)
        )
        refusals = refusals_of(judge, action, found.case.step, said, given=True)
        if refusals or not may_act(action.by, attempt.viewer, found.case):
            keys = dict.fromkeys(p.rule_key for p in refusals if p.rule_key)
            return Missed(found, judge, None, tuple(keys))
        beside = _told(found.term)
        return Missed(found, judge, Acted(action, {}, said, beside=beside))

    def apply(self, attempt: Attempt, loaded: Missed) -> dict[str, Any]:
        term, case = loaded.found.term, loaded.found.case
        attempt.about = {"action": MISSED, "deadline": term.rule_key}
        escalated = {"escalated_at": attempt.now} if loaded.then else {}
        attempt.work.change(Deadline, term.id, state="MISSED", **escalated)
        if loaded.then and loaded.judge:
            return {"case": case.id, "entry": do(attempt, case, loaded.judge, loaded.then)}
        attempt.work.change(Case, case.id, due_at=case.due_at)
        for key in loaded.refusing:
            day = attempt.context.today
            attempt.work.add(RefusalNote(rule_key=key, action=MISSED, day=day, case_id=case.id))
        line = write_line(
            attempt,
            case.id,
            case.last_n + 1,
            MISSED,
            step=case.step,
            unit_id=case.unit_id,
            data=_told(term),
        )
        return {"case": case.id, "entry": line}


def _told(term: Deadline) -> dict[str, Any]:
    """What the timeline says of it; a task's term names the task."""
    task = {"task": global_id("Task", term.task_id)} if term.task_id else {}
    return {"deadline": term.rule_key, **task}


def _following(attempt: Attempt, judge: Judge | None, rule_key: str) -> Action | None:
    entry = attempt.locality.composition.rule(rule_key)
    if judge is None or entry is None or not isinstance(entry.rule, Declared):
        return None
    return judge.workflow.action(entry.rule.then) if entry.rule.then else None
