"""What the locality worked by, and when: against this each answer is held."""

from dataclasses import dataclass, field
from math import inf

LATE_SECONDS = 2.0
"""So long before an answer was asked for may what it was given by have been current."""


@dataclass(frozen=True)
class State:
    """What all processes ought to see: the schema, the modules enabled, a figure."""

    schema_hash: str
    enabled: frozenset[str]
    figure: int


@dataclass
class Span:
    """Current at least from the answer to one change to the sending of the next, at most from
    that one's sending to that one's answer: `since` and `until` say at most."""

    state: State
    since: float
    until: float = inf


@dataclass
class History:
    spans: list[Span] = field(default_factory=list)
    fields: dict[str, bool] = field(default_factory=dict)
    """By schema hash, whether the field of a plugin's that some ask for is in it."""

    def became(self, state: State, sent: float, answered: float) -> None:
        if self.spans:
            self.spans[-1].until = answered
        self.spans.append(Span(state, sent))

    def was(self, state: State, asked: float, answered: float) -> bool:
        return any(span.state == state for span in self._around(asked, answered))

    def was_hash(self, schema_hash: str, asked: float, answered: float) -> bool:
        found = self._around(asked, answered)
        return any(span.state.schema_hash == schema_hash for span in found)

    def _around(self, asked: float, answered: float) -> list[Span]:
        early = asked - LATE_SECONDS
        return [span for span in self.spans if span.since <= answered and span.until >= early]
