"""A locality that is open in this process, with what it was made of and how old that is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from lianxin.localities import Locality
from lianxin.platform.directory import Entry

FRESH_SECONDS = 0.5
"""So long what is known of a locality is in use before its counters are looked at again, beside
the requests, which go on with it meanwhile …"""

STALE_SECONDS = 1.8
"""… and after so long they wait for what is found."""

NOTICED_SECONDS = 2.0
"""So long after a change no process serves by what was before it."""

RETRY_SECONDS = 10.0
"""After so long what could not be taken over is tried again."""

Preparation = Callable[[Locality], Awaitable[None]]
"""Whatever has to be made before a locality is served by other modules. Raises PluginError."""

_PARTS = ("name", "composition", "figures", "calendar", "sealer", "zone", "parent")


@dataclass(frozen=True)
class Trouble:
    """Why what stands in the database cannot be taken over; what served so far goes on serving.

    `counters` stood there then; `at` is on the monotonic clock.
    """

    error: Exception
    counters: list[int]
    at: float


@dataclass
class OpenLocality:
    """`line` is its entry and those above it, `counters` are what stood in their databases when
    it was read. `looked_at` on the monotonic clock."""

    locality: Locality
    line: list[Entry]
    counters: list[int]
    looked_at: float
    trouble: Trouble | None = None

    def is_news(self, counters: list[int], insisting: bool) -> bool:
        """Whether these tell of something else, that was not tried in vain just now."""
        if counters == self.counters:
            self.trouble = None
            return False
        if insisting or self.trouble is None or self.trouble.counters != counters:
            return True
        return monotonic() - self.trouble.at >= RETRY_SECONDS

    def replaced_by(self, found: "OpenLocality") -> bool:
        """Work by what was found, all of it at once; whether the modules are others."""
        has_swapped = self.locality.composition is not found.locality.composition
        for name in _PARTS:
            setattr(self.locality, name, getattr(found.locality, name))
        self.line, self.counters = found.line, found.counters
        self.looked_at, self.trouble = found.looked_at, None
        return has_swapped
