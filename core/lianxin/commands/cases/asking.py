"""What is told besides when a case is taken in: the fields that its workflow asks for, whether its
unit had to be open then, and the meeting at which it came up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.intake import Intake
from lianxin.commands.cases.opening import Hours
from lianxin.commands.cases.reporter import is_staff
from lianxin.commands.inputs import parse
from lianxin.commands.inputs.mentioned import Found, FoundPerson, FoundUnit
from lianxin.errors import Problem, conflict, not_found, not_permitted
from lianxin.language import Text
from lianxin.rules.workflow import Workflow

if TYPE_CHECKING:
    from lianxin.commands.cases.submit import SubmitCase

MEETING = "meeting"
"""By this name guards over taking in read the key of the meeting: `given("meeting", Key)`."""

_NO_MEETING = Text("没有编号为 {code} 的会议", "There is no meeting {code}")
_NOT_YOURS = Text(
    "只有工作人员能登记会上受理的诉求", "It is for staff to take in cases at a meeting"
)
_NAMELESS = Text(
    "匿名诉求不能关联会议：到会名单会透露反映人",
    "An anonymous case belongs to no meeting: those who were there would tell who brought it",
)


@dataclass(frozen=True)
class Besides:
    """`given` by field, as guards read them; `facts` by column of the workflow's own table."""

    given: Mapping[str, Any]
    facts: Mapping[str, Any]
    problems: tuple[Problem, ...]


def besides(
    attempt: Attempt,
    command: "SubmitCase",
    workflow: Workflow | None,
    intake: Intake,
    hours: Hours | None,
) -> Besides:
    asks = workflow.asks if workflow else ()
    values, problems = parse(asks, command.fields, _found(intake))
    problems += _of_the_meeting(attempt, command, intake)
    facts = {ask.sets: values[ask.name] for ask in asks if ask.sets and ask.name in values}
    if hours is not None:
        facts |= hours.facts(values, attempt.locality)
    given = values | ({MEETING: intake.meeting.id} if intake.meeting else {})
    return Besides(given, {**command.facts, **facts}, tuple(problems))


def _found(intake: Intake) -> Found:
    return Found(
        {code: FoundUnit(key) for code, (key, _) in intake.units.items()},
        {key: FoundPerson(key, row.official) for key, row in intake.people.items()},
    )


def _of_the_meeting(attempt: Attempt, command: "SubmitCase", intake: Intake) -> Iterator[Problem]:
    if command.meeting is None:
        return
    if not is_staff(attempt.viewer) and not command.anonymous:
        yield not_permitted(_NOT_YOURS, MEETING)
    elif command.anonymous:
        yield conflict("ANONYMOUS_AT_MEETING", _NAMELESS).at(MEETING)
    elif intake.meeting is None:
        yield not_found(_NO_MEETING.format(code=command.meeting), MEETING)
