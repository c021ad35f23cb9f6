"""One turn of the sweep, and what is remembered from one to the next."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lianxin.context import SYSTEM, Context
from lianxin.localities import Locality

Memory = dict[str, Hashable]


@dataclass
class Swept:
    """How much each step did, and which steps failed with which error."""

    done: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.done.values())


@dataclass(frozen=True)
class Turn:
    """`memory` spares a process what cannot have changed; without it everything is looked at."""

    locality: Locality
    now: datetime
    memory: Memory = field(default_factory=dict)

    @property
    def context(self) -> Context:
        return Context(self.locality, SYSTEM, self.now)

    def is_new(self, step: str) -> bool:
        """Whether the day, the modules, the figures or the calendar are others than the last time
        that the step was `done_with`."""
        return self.memory.get(step) != self._shape

    def done_with(self, step: str) -> None:
        self.memory[step] = self._shape

    def is_time(self, step: str, every: timedelta) -> bool:
        """Whether the step was not done for so long; from now on it was."""
        last = self.memory.get(step)
        if isinstance(last, datetime) and timedelta(0) <= self.now - last < every:
            return False
        self.memory[step] = self.now
        return True

    @property
    def _shape(self) -> Hashable:
        locality = self.locality
        parts = (locality.composition, locality.figures, locality.calendar)
        return (self.context.today, *map(id, parts))
