"""The terms of a case after one of its tasks was handed out or done."""

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import followed, terms_of
from lianxin.database import Row
from lianxin.deadlines import Happened, due_of
from lianxin.rules.sql.records import fact_of
from lianxin.tables import Case, Task

TASK_FACT = fact_of(Task)


def follow_tasks(attempt: Attempt, case: Row, happened: Happened) -> None:
    """`case` is locked, with its `terms`."""
    terms = followed(attempt, case.id, case.workflow, terms_of(case), happened)
    due_at = due_of(terms)
    attempt.work.change(Case, case.id, due_at=due_at)
    if due_at != case.due_at:
        attempt.tell("case_changed", "Case", case.id)


def touch_what_it_is_of(attempt: Attempt, meeting_id: int | None, motion_id: int | None) -> None:
    """A meeting and a motion stand by what they handed out."""
    if meeting_id is not None:
        attempt.touch(TASK_FACT, ("Meeting", meeting_id))
    if motion_id is not None:
        attempt.touch(TASK_FACT, ("Motion", motion_id))
