"""Deadlines: so many days from an event, with pauses, extensions, and what follows if missed."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from lianxin.rules.base import Figure, Kind, Rule


@dataclass(frozen=True)
class Entered:
    """The moment at which a case enters one of these steps."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """The moment at which one of these actions is done to a case."""

    actions: tuple[str, ...]


def entered(*steps: str) -> Entered:
    return Entered(steps)


def done(*actions: str) -> Done:
    return Done(actions)


Event = Entered | Done


@dataclass(frozen=True, kw_only=True)
class Deadline(Rule):
    """`days` from the day after `starts` (or that day itself) until `ends`.

    `count` says which days count; `pauses`/`resumes` stop the clock, and the pause is credited.
    `extends` are actions whose field `days` lengthens the term up to `extend_at_most`. When the
    term has run out the sweep does `then` to the case, by itself. `keeps_figures`: a running term
    keeps the figures it began with.
    """

    kind: ClassVar[Kind] = Kind.DEADLINE

    workflow: str
    starts: Event
    ends: Event
    days: int | Figure
    count: Literal["calendar", "working"] | Figure = "calendar"
    from_same_day: bool | Figure = False
    pauses: Event | None = None
    resumes: Event | None = None
    extends: Done | None = None
    extend_at_most: int | Figure = 0
    then: str | None = None
    keeps_figures: bool | Figure = True
