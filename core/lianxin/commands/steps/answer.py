"""Step 11: what came of it."""

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Outcome


def answer(attempt: Attempt) -> Outcome:
    if attempt.problems:
        return Outcome(problems=tuple(attempt.problems))
    return Outcome(values=attempt.answer or {})
