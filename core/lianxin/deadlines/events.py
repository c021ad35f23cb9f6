"""What happens to a case, as deadlines look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianxin.rules.deadline import Done, Entered, Event
from lianxin.tables import Task


@dataclass(frozen=True)
class Happened:
    """An action was done, and with it perhaps a step entered.

    `closes`: the step is terminal; `reopens`: what was ended begins anew. `tasks` were handed out;
    the one with the key `finished` is done.
    """

    action: str
    entered: str | None = None
    closes: bool = False
    reopens: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    tasks: Sequence[Task] = ()
    finished: int | None = None

    def is_(self, event: Event | None) -> bool:
        """Tasks are looked at one by one: no event of the case as a whole is theirs."""
        if isinstance(event, Entered):
            return self.entered in event.steps
        return isinstance(event, Done) and self.action in event.actions
