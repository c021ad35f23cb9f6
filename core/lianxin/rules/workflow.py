"""Workflows: named steps, the actions between them, who may act, what each action needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Literal

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel

from lianxin.language import Text
from lianxin.rules.base import Kind, Rule


class Phase(StrEnum):
    """The core's phases, to which every locality's steps map, so that models can be compared."""

    INTAKE = "INTAKE"
    TRIAGE = "TRIAGE"
    CONSULTATION = "CONSULTATION"
    HANDLING = "HANDLING"
    SUPERVISION = "SUPERVISION"
    ANSWERED = "ANSWERED"
    FOLLOW_UP = "FOLLOW_UP"
    CLOSED = "CLOSED"


@dataclass(frozen=True)
class Term:
    """A word of a vocabulary."""

    code: str
    label: Text


@dataclass(frozen=True)
class Step:
    """A state of a case. `applies` (SQL over the case) tells which cases pass through it."""

    code: str
    label: Text
    phase: Phase
    applies: ColumnElement[bool] | None = None
    terminal: bool = False


InputKind = Literal[
    "text",
    "choice",
    "choices",
    "unit",
    "units",
    "person",
    "people",
    "number",
    "date",
    "moment",
    "boolean",
    "tasks",
    "words",
]


@dataclass(frozen=True)
class Input:
    """A field of an action. `sets` names the column it is stored in: of the case itself
    (`case.unit_id`) or of the workflow's own table (`way`); else it stands in the timeline only.
    `needs`: what every task of a list must say: `who` (unit or person), `due_on`, `starts_on`."""

    name: str
    label: Text
    kind: InputKind = "text"
    required: bool = True
    choices: tuple[Term, ...] = ()
    sets: str | None = None
    help: Text | None = None
    needs: tuple[Literal["who", "starts_on", "due_on"], ...] = ()


@dataclass(frozen=True)
class By:
    """Who may act: an account with one of `roles`; the case's handler, whoever is answerable for
    it, a member of its unit, or its reporter where so marked; a member of a unit that one of the
    columns `units` of the workflow's own table names: who gives, where another receives."""

    roles: frozenset[str] = frozenset()
    handler: bool = False
    responsible: bool = False
    unit: bool = False
    reporter: bool = False
    system: bool = False
    """The sweep, and nobody else unless named too."""
    units: tuple[str, ...] = ()


def by(*roles: str, units: tuple[str, ...] = (), **also: bool) -> By:
    return By(frozenset(roles), units=units, **also)


@dataclass(frozen=True)
class Action:
    """What may be done to a case.

    `sources` are the steps it may be done in (empty: any step that is not terminal); `to` is the
    step it leads to (None: the case stays). Entering a step of phase ANSWERED, FOLLOW_UP or
    CLOSED stamps the case accordingly. `reopens` undoes those stamps and starts deadlines anew.
    Whoever acts becomes the case's handler, its supervisor, or answerable for it, as
    `actor_becomes` says. Whose case it was until then becomes its `giver`, who goes on seeing it,
    where `unit_becomes` says so. `clears` names columns, as `Input.sets` does, that are empty afterwards.
    """

    code: str
    label: Text
    by: By
    sources: tuple[str, ...] = ()
    to: str | None = None
    inputs: tuple[Input, ...] = ()
    note_required: bool = False
    reopens: bool = False
    actor_becomes: tuple[Literal["handler", "responsible", "supervisor"], ...] = ()
    unit_becomes: tuple[Literal["giver"], ...] = ()
    clears: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Workflow(Rule):
    """How cases of some channels and categories run.

    Where `in_order` is set, no step that applies to a case can be skipped: an action that leads
    past one is refused with this rule's clause, and so is one that leads to a step which does not
    apply. `facts` is the plugin's own table with one row per case (primary key `case_id`).
    A `fallback` takes what no other workflow of the locality takes. `asks` are fields of taking a
    case in; they set columns of the facts alone.
    """

    kind: ClassVar[Kind] = Kind.WORKFLOW

    channels: frozenset[str]
    categories: frozenset[str] | None = None
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]
    in_order: bool = True
    facts: type[SQLModel] | None = None
    asks: tuple[Input, ...] = ()
    fallback: bool = False
    version: int = 1

    @property
    def first(self) -> Step:
        return self.steps[0]

    def step(self, code: str) -> Step:
        return next(s for s in self.steps if s.code == code)

    def action(self, code: str) -> Action | None:
        return next((a for a in self.actions if a.code == code), None)

    def position(self, code: str) -> int:
        return next(i for i, s in enumerate(self.steps) if s.code == code)

    def takes(self, channel: str, category: str | None) -> bool:
        return channel in self.channels and (self.categories is None or category in self.categories)

    def diagram(self) -> str:
        lines = ["stateDiagram-v2", f"    [*] --> {self.first.code}"]
        lines += [f"    {s.code}: {s.label.zh}" for s in self.steps]
        for action in self.actions:
            if action.to is not None:
                lines += [
                    f"    {s} --> {action.to}: {action.label.zh}" for s in self._sources(action)
                ]
        lines += [f"    {s.code} --> [*]" for s in self.steps if s.terminal]
        return "\n".join(lines)

    def _sources(self, action: Action) -> Sequence[str]:
        return action.sources or [s.code for s in self.steps if not s.terminal]


Values = dict[str, Any]
