"""Why an action may not be done to a case: one way for a write and for a page of actions."""

from collections.abc import Iterator
from typing import Any

from lianxin.commands.cases.judge import Judge
from lianxin.errors import Problem
from lianxin.language import Text, listed
from lianxin.rules.base import RuleInForce
from lianxin.rules.workflow import Action, Step

_CITED = Text("{reason}（{clause}）", "{reason} ({clause})")
_WRONG_STEP = Text(
    "“{action}”不能在“{step}”环节进行，应在：{steps}",
    "“{action}” cannot be done at the step “{step}”; it can at: {steps}",
)
_PAST = Text(
    "该诉求已在“{step}”环节，“{action}”的环节（{steps}）已过",
    "The case is at the step “{step}” already; what “{action}” is for is past: {steps}",
)
_CLOSED = Text("诉求已办结，不能再“{action}”", "The case is closed; “{action}” is not possible")
_SKIPPED = Text(
    "不能跳过环节：{steps}，请先完成", "These steps cannot be skipped, do them first: {steps}"
)
_NOT_APPLICABLE = Text(
    "该诉求不经过“{step}”环节", "This case does not pass through the step “{step}”"
)


def refusals_of(
    judge: Judge, action: Action, step: str, said: Any, *, given: bool
) -> list[Problem]:
    """All refusals of an action at a step, by what a statement of `judge` said of the case.

    `given`: whether the action's fields are known; else what depends on them refuses nothing.
    """
    misplaced = _misplaced(judge, action, step)
    order = [] if misplaced else list(_out_of_order(judge, action, step, said, given))
    by_guards = [
        cited("RULE_REFUSED", guard.because, entry)
        for entry, guard in judge.refusing(action.code, said)
    ]
    return misplaced + order + by_guards


def cited(code: str, reason: Text, entry: RuleInForce) -> Problem:
    """A refusal that names the clause behind it."""
    message = _CITED.format(reason=reason, clause=entry.rule.clause)
    return Problem("rule", code, message, (), entry.key)


def _misplaced(judge: Judge, action: Action, step: str) -> list[Problem]:
    workflow = judge.workflow
    if step in action.sources or not (action.sources or workflow.step(step).terminal):
        return []
    if not action.sources:
        return [cited("CASE_CLOSED", _CLOSED.format(action=action.label), judge.entry)]
    ahead = _ahead(judge, action, step)
    steps = listed([workflow.step(code).label for code in ahead or action.sources])
    reason = (_WRONG_STEP if ahead else _PAST).format(
        action=action.label, step=workflow.step(step).label, steps=steps
    )
    return [cited("WRONG_STEP", reason, judge.entry)]


def _ahead(judge: Judge, action: Action, step: str) -> list[str]:
    """The steps of an action that a case may still come to; all, where steps have no order."""
    workflow = judge.workflow
    if not workflow.in_order:
        return list(action.sources)
    here = workflow.position(step)
    return [code for code in action.sources if workflow.position(code) > here]


def _out_of_order(
    judge: Judge, action: Action, step: str, said: Any, given: bool
) -> Iterator[Problem]:
    if action.to is None or not judge.workflow.in_order:
        return
    here, there = judge.workflow.position(step), judge.workflow.position(action.to)

    def judged(position: int) -> bool:
        return given or not judge.is_open(action, position)

    between = [n for n in range(here + 1, there) if judged(n) and judge.applies(n, said)]
    if between:
        steps = listed([_quoted(judge.workflow.steps[n]) for n in between])
        yield cited("STEP_SKIPPED", _SKIPPED.format(steps=steps), judge.entry)
    if judged(there) and not judge.applies(there, said):
        reason = _NOT_APPLICABLE.format(step=judge.workflow.steps[there].label)
        yield cited("STEP_NOT_APPLICABLE", reason, judge.entry)


def _quoted(step: Step) -> Text:
    return Text(f"“{step.label.zh}”", f"“{step.label.en}”")
