"""One finished case under another model's rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from lianxin.calendar import count
from lianxin.clock import day_of
from lianxin.comparing.histories import History
from lianxin.comparing.phases import Moves, PhaseTerm
from lianxin.localities import Locality
from lianxin.rules import Phase, Workflow


@dataclass(frozen=True)
class Model:
    """A workflow of a locality, with its deadlines as phases tell them; `untold` are those that
    phases do not."""

    locality: Locality
    workflow: Workflow
    terms: Sequence[PhaseTerm]
    untold: Sequence[str] = ()
    ends: dict[tuple[str, date], date | None] = field(default_factory=dict)
    """By when a term ends that began on a day: many cases begin on the same ones."""

    @cached_property
    def moves(self) -> Moves:
        return Moves(self.workflow)


@dataclass
class Replayed:
    """What would have become of a case: the terms it would have had, by rule and whether they
    were met, and the moves between two phases that would have been refused."""

    terms: list[tuple[PhaseTerm, bool]] = field(default_factory=list)
    refused: list[tuple[Phase, Phase]] = field(default_factory=list)

    @property
    def late(self) -> bool:
        return any(not met for _, met in self.terms)

    @property
    def escalated(self) -> bool:
        return any(not met and term.rule.rule.then is not None for term, met in self.terms)


def replay(history: History, model: Model, known: frozenset[Phase]) -> Replayed:
    """`known` are the phases that the history's own workflow has. Channels are not compared: each
    place has its own."""
    replayed = Replayed()
    unknown = frozenset(Phase) - known
    phases = [phase for phase, _ in history.came]
    for start, end in pairwise(phases):
        if not model.moves.leads(start, end, unknown):
            replayed.refused.append((start, end))
    for term in model.terms:
        replayed.terms += [(term, met) for met in _rounds(history, term, model)]
    return replayed


def _rounds(history: History, term: PhaseTerm, model: Model) -> list[bool]:
    """Whether each term that begins with a case's coming and going was met."""
    found: list[bool] = []
    began: datetime | None = None
    for phase, at in history.came:
        if began is None and term.begins(phase):
            began = at
        elif began is not None and term.is_over(phase):
            found.append(_met(began, at, term, model))
            began = None
    return found


def _met(began: datetime, ended: datetime, term: PhaseTerm, model: Model) -> bool:
    zone = model.locality.zone
    key = (term.rule.key, day_of(began, zone))
    if key not in model.ends:
        model.ends[key] = _last_day(key[1], term, model)
    last = model.ends[key]
    return last is None or day_of(ended, zone) <= last


def _last_day(began: date, term: PhaseTerm, model: Model) -> date | None:
    settings = model.locality.figures.settings
    figures: dict[str, Any] = {
        name: term.rule.figure(name, settings) for name in ("days", "count", "from_same_day")
    }
    return count(
        model.locality.calendar,
        began,
        figures["days"],
        figures["count"],
        from_same_day=figures["from_same_day"],
    ).due
