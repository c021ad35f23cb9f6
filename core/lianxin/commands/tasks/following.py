"""The terms of a case after one of its tasks was handed out or done."""

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import followed, terms_of
from lianxin.database import Row
from lianxin.deadlines import Happened, due_of
from lianxin.tables import Case


def follow_tasks(attempt: Attempt, case: Row, happened: Happened) -> None:
    """`case` is locked, with its `terms`."""
    terms = followed(attempt, case.id, case.workflow, terms_of(case), happened)
    if (due_at := due_of(terms)) != case.due_at:
        attempt.work.change(Case, case.id, due_at=due_at)
        attempt.tell("case_changed", "Case", case.id)
