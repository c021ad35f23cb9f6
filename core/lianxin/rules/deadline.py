"""Deadlines: so many days from an event, with pauses, extensions, and what follows if missed."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from lianxin.rules.base import Figure, Kind, Rule, Settings, figure_of


@dataclass(frozen=True)
class Entered:
    """The moment at which a case enters one of these steps."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """The moment at which one of these actions is done to a case."""

    actions: tuple[str, ...]


@dataclass(frozen=True)
class HandedOut:
    """The moment at which a task of a case is handed out that says by when: a term for each."""


@dataclass(frozen=True)
class Finished:
    """The moment at which that task is done."""


def entered(*steps: str) -> Entered:
    return Entered(steps)


def done(*actions: str) -> Done:
    return Done(actions)


def handed_out() -> HandedOut:
    return HandedOut()


def finished() -> Finished:
    return Finished()


Event = Entered | Done | HandedOut | Finished


@dataclass(frozen=True, kw_only=True)
class Deadline(Rule):
    """`days` from the day after `starts` (or that day itself) until `ends`.

    `count` says which days count; `pauses`/`resumes` stop the clock, and the pause is credited.
    `extends` are actions whose field `days` lengthens the term up to `extend_at_most`. When the
    term has run out the sweep does `then` to the case, by itself. `keeps_figures`: a running term
    keeps the figures it began with, or is counted anew; where it is not said here, the figure of
    `days` says so itself (`FOLLOWS`), and without that it keeps them.

    `until` is a field of the action that starts it: where it names a day, that is the last one.
    Of tasks (`starts=handed_out(), ends=finished()`) each has a term of its own, until its due day.
    """

    kind: ClassVar[Kind] = Kind.DEADLINE

    workflow: str
    starts: Event
    ends: Event
    days: int | Figure | None = None
    until: str | None = None
    count: Literal["calendar", "working"] | Figure = "calendar"
    from_same_day: bool | Figure = False
    pauses: Event | None = None
    resumes: Event | None = None
    extends: Done | None = None
    extend_at_most: int | Figure = 0
    then: str | None = None
    keeps_figures: bool | Figure | None = None

    def __post_init__(self) -> None:
        if (self.days is None) != self.of_tasks:
            raise TypeError(f"{self.key}: days are needed, unless tasks say by when")

    def keeps(self, settings: Settings) -> bool:
        if self.keeps_figures is not None:
            return bool(figure_of(self.keeps_figures, settings))
        return not (isinstance(self.days, Figure) and self.days.follows)

    @property
    def of_tasks(self) -> bool:
        return isinstance(self.starts, HandedOut)
