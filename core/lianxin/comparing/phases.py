"""A workflow and its deadlines as the core's phases tell them, whatever their steps are called."""

from collections import deque
from dataclasses import dataclass
from functools import cached_property

from lianxin.deadlines import DeadlineInForce
from lianxin.rules import Phase, Workflow
from lianxin.rules.deadline import Done, Entered, Event

ORDER = {phase: n for n, phase in enumerate(Phase)}


@dataclass(frozen=True)
class PhaseTerm:
    """A deadline: it begins where a case comes to the phase `starts` (or passes it), and ends
    where it comes to `ends` or beyond."""

    rule: DeadlineInForce
    starts: Phase
    ends: Phase

    def begins(self, phase: Phase) -> bool:
        return ORDER[self.starts] <= ORDER[phase] < ORDER[self.ends]

    def is_over(self, phase: Phase) -> bool:
        return ORDER[phase] >= ORDER[self.ends]

    @property
    def approximate(self) -> bool:
        """Whether pauses and extensions, which another model's history cannot tell, are left out."""
        return self.rule.rule.pauses is not None or self.rule.rule.extends is not None


def term_of(workflow: Workflow, rule: DeadlineInForce) -> PhaseTerm | None:
    """None where the phases do not tell when a deadline begins or ends: those of tasks, and of
    actions that leave a case where it is."""
    starts, ends = (_phase(workflow, event) for event in (rule.rule.starts, rule.rule.ends))
    if starts is None or ends is None or ORDER[starts] >= ORDER[ends]:
        return None
    return PhaseTerm(rule, starts, ends)


def _phase(workflow: Workflow, event: Event) -> Phase | None:
    """The earliest phase that an event means."""
    steps: set[str] = set()
    if isinstance(event, Entered):
        steps.update(event.steps)
    elif isinstance(event, Done):
        actions = (workflow.action(code) for code in event.actions)
        steps.update(action.to for action in actions if action is not None and action.to)
    phases = [workflow.step(code).phase for code in steps]
    return min(phases, key=ORDER.__getitem__, default=None)


@dataclass(frozen=True)
class Moves:
    """From which phase to which a case may come without passing another one."""

    workflow: Workflow

    @cached_property
    def _next(self) -> dict[str, set[str]]:
        going = [s.code for s in self.workflow.steps if not s.terminal]
        found: dict[str, set[str]] = {}
        for action in self.workflow.actions:
            if action.to is not None:
                for source in action.sources or going:
                    found.setdefault(source, set()).add(action.to)
        return found

    @cached_property
    def phases(self) -> frozenset[Phase]:
        return frozenset(step.phase for step in self.workflow.steps)

    def leads(self, start: Phase, end: Phase, unknown: frozenset[Phase]) -> bool:
        """Whether the workflow leads from one phase to the other past steps of those two and of
        `unknown` phases only: a history of another model cannot tell of what that does not know.

        True where the workflow does not have both phases: then there is nothing to compare.
        """
        if not {start, end} <= self.phases:
            return True
        free = {start, end, *unknown}
        steps = {s.code: s.phase for s in self.workflow.steps if s.phase in free}
        waiting = deque(code for code, phase in steps.items() if phase == start)
        seen = set(waiting)
        while waiting:
            for code in self._next.get(waiting.popleft(), ()):
                if steps.get(code) == end:
                    return True
                if code in steps and code not in seen:
                    seen.add(code)
                    waiting.append(code)
        return False
