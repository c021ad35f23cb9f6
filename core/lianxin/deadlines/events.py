"""What happens to a case, as deadlines look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lianxin.rules.deadline import Entered, Event


@dataclass(frozen=True)
class Happened:
    """An action was done, and with it perhaps a step entered.

    `closes`: the step is terminal; `reopens`: what was ended begins anew.
    """

    action: str
    entered: str | None = None
    closes: bool = False
    reopens: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)

    def is_(self, event: Event | None) -> bool:
        if event is None:
            return False
        if isinstance(event, Entered):
            return self.entered in event.steps
        return self.action in event.actions
