"""What a plugin says of itself: its modules, their rules, words, tables. All of it is data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from lianxin.database import Asking
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.rules.base import ModuleSettings, Rule
from lianxin.rules.workflow import Term

Vocabulary = Mapping[str, tuple[Term, ...]]
"""Words by what they are for: `channel`, `category`, `post`, `meeting_kind`, `unit_kind`,
`participant_role`, `mark`, `satisfaction`, `liaison_kind`, `rank` …"""


class NoSettings(ModuleSettings):
    """A module without figures."""


@dataclass(frozen=True)
class Objections:
    """What is stored that may keep a module's figures from changing: how it is asked for, and what
    `judge(found, before, after)` says of it, in the locality and in those that inherit the change.

    `concerned(before, after)`: whether there is anything to be asked of a change. `elsewhere`, by
    code: what is said of a locality below, whose people are not named outside of it.
    """

    ask: Asking[Any]
    judge: Callable[[Any, Any, Any], list[Problem]]
    concerned: Callable[[Any, Any], bool]
    elsewhere: Mapping[str, Text]


@dataclass(frozen=True, kw_only=True)
class Module:
    """A part of a plugin that can be switched and configured by itself."""

    key: str
    name: Text
    settings: type[ModuleSettings] = NoSettings
    rules: tuple[Rule, ...] = ()
    terms: Vocabulary = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    conflicts: Mapping[str, Text] = field(default_factory=dict)
    """Modules (full keys) that cannot be enabled beside this one, with the reason."""
    configured_by: str = "module.configure"
    """The permission that whoever changes its figures needs."""
    objections: Objections | None = None


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """An installed package for one model. `key` prefixes its tables, root fields and types."""

    key: str
    name: Text
    version: str
    modules: tuple[Module, ...]
    tables: tuple[type[SQLModel], ...] = ()
    migrations: Path | None = None
    requires_core: str = ">=0.1"

    def module_key(self, module: Module) -> str:
        return f"{self.key}.{module.key}"
