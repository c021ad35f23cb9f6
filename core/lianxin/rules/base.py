"""A clause is a declaration: what every kind of rule states, and how figures are referred to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from pydantic import BaseModel, JsonValue
from sqlalchemy import BindParameter, ClauseElement, bindparam
from sqlalchemy.sql import visitors

from lianxin.language import Text


class Kind(StrEnum):
    """The primitives that all models share."""

    REGISTRY = "REGISTRY"
    COVERAGE = "COVERAGE"
    DUTY = "DUTY"
    WORKFLOW = "WORKFLOW"
    DEADLINE = "DEADLINE"
    CALENDAR = "CALENDAR"
    PROCEDURE = "PROCEDURE"
    SURVEY = "SURVEY"
    LIAISON = "LIAISON"
    CONSEQUENCE = "CONSEQUENCE"
    PUBLICATION = "PUBLICATION"
    INDICATOR = "INDICATOR"


@dataclass(frozen=True)
class Citation:
    """A place in a document: what `Rule.source` answers with."""

    document: str
    clause: str
    url: str | None = None


@dataclass(frozen=True)
class Document:
    """A document that rules cite: `OPINION_PLATFORMS.clause("三、(三)2")`."""

    title: str
    url: str | None = None

    def clause(self, number: str) -> Citation:
        return Citation(self.title, number, self.url)


RUNNING = "x-running"
FOLLOWS: dict[str, JsonValue] = {RUNNING: "follows"}
"""`Field(5, json_schema_extra=FOLLOWS)`: terms that run already are counted anew with the figure;
without it they keep the one with which they began."""


class ModuleSettings(BaseModel):
    """The figures of a module; an administrator may change each of them.

    A field's default is the source's figure, its title and description are what the form shows.
    """

    model_config = {"extra": "forbid", "frozen": True}


@dataclass(frozen=True)
class Figure:
    """A setting that a rule reads, wherever a number, a word or a list may stand."""

    model: type[ModuleSettings]
    name: str

    @property
    def parameter(self) -> str:
        return f"{self.model.__name__}__{self.name}"

    def sql(self, type_: Any = None) -> BindParameter[Any]:
        """The figure inside a SQL condition."""
        parameter = bindparam(self.parameter, type_=type_)
        parameter.figure = self  # type: ignore[attr-defined]  # so that a condition tells what it reads
        return parameter

    @property
    def follows(self) -> bool:
        """Whether what runs already follows a change of it."""
        extra = self.model.model_fields[self.name].json_schema_extra
        return isinstance(extra, dict) and extra.get(RUNNING) == "follows"

    def of(self, settings: "Settings") -> Any:
        return getattr(settings[self.model], self.name)


class _Figures:
    def __init__(self, model: type[ModuleSettings]) -> None:
        self._model = model

    def __getattr__(self, name: str) -> Any:
        if name not in self._model.model_fields:
            raise AttributeError(f"{self._model.__name__} has no figure {name!r}")
        return Figure(self._model, name)


def figures(model: type[ModuleSettings]) -> Any:
    """The figures of a settings model, to be named in rules: `F = figures(S); F.answer_days`."""
    return _Figures(model)


Settings = Mapping[type[ModuleSettings], ModuleSettings]
"""The settings in force, by their model."""


def figure_of(value: Any, settings: Settings) -> Any:
    """A rule's value: itself, or the figure that it refers to."""
    return value.of(settings) if isinstance(value, Figure) else value


def figures_in(value: Any) -> Iterator[Figure]:
    """Every figure that a value names, however deep inside it."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, ClauseElement):
        yield from (e.figure for e in visitors.iterate(value) if hasattr(e, "figure"))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(figures_in, value.values()))
    elif isinstance(value, tuple | list | frozenset):
        yield from chain.from_iterable(map(figures_in, value))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from chain.from_iterable(figures_in(getattr(value, f.name)) for f in fields(value))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A declared clause.

    `key` is unique within the module, `clause` is its number in the model (`ZC-C4`), `source` the
    place in the document behind it. Kinds add who, what, how often, by when.
    """

    kind: ClassVar[Kind]

    key: str
    clause: str
    source: Citation
    title: Text

    def parameters(self, settings: Settings) -> dict[str, Any]:
        """The figures in force that this rule reads, by setting name."""
        return {f.name: f.of(settings) for f in self.figures_read()}

    def figures_read(self) -> tuple[Figure, ...]:
        """The figures named anywhere in the declaration, its SQL conditions included."""
        return self._figures_named

    @cached_property
    def _figures_named(self) -> tuple[Figure, ...]:
        # A declaration stays as it is, and walking through its conditions takes milliseconds.
        return tuple(dict.fromkeys(figures_in(self)))

    def diagram(self) -> str | None:
        """Mermaid text, where a picture says more than the title."""
        return None


@dataclass(frozen=True)
class RuleInForce:
    """A rule as a locality has it: with its full key and the module that it belongs to."""

    key: str
    module: str
    rule: Rule = field(hash=False)
