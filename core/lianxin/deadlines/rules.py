"""Which deadlines bind the cases of a workflow."""

from dataclasses import dataclass
from typing import Any

from lianxin.plugins.composition import Composition
from lianxin.rules.base import Settings, figure_of
from lianxin.rules.deadline import Deadline


@dataclass(frozen=True)
class DeadlineInForce:
    """A deadline with its full key, as a locality's figures fill it."""

    key: str
    rule: Deadline

    def figure(self, name: str, settings: Settings) -> Any:
        return figure_of(getattr(self.rule, name), settings)


def deadlines_of(composition: Composition, workflow_key: str) -> tuple[DeadlineInForce, ...]:
    """Those of the workflow's module; a case keeps them when its module is disabled."""
    known = composition.memo.setdefault(deadlines_of, {})
    if workflow_key not in known:
        known[workflow_key] = tuple(_found(composition, workflow_key))
    found: tuple[DeadlineInForce, ...] = known[workflow_key]
    return found


def _found(composition: Composition, workflow_key: str) -> list[DeadlineInForce]:
    module = workflow_key.rpartition(".")[0]
    return [
        DeadlineInForce(entry.key, entry.rule)
        for entry in composition.in_module(module)
        if isinstance(entry.rule, Deadline) and f"{module}.{entry.rule.workflow}" == workflow_key
    ]
