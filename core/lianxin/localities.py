"""A locality at run time: its database, what it works by, its figures, its clock."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from lianxin.clock import Clock, SystemClock
from lianxin.database import Database
from lianxin.plugins.composition import Composition
from lianxin.plugins.manifest import Plugin
from lianxin.rules.base import ModuleSettings, Settings

if TYPE_CHECKING:
    from lianxin.calendar.days import WorkCalendar
    from lianxin.privacy.sealing import Sealer


@dataclass(frozen=True)
class Figures:
    """The settings in force with where each value comes from; `version` changes with them.

    `origins` by module and name: source, parent or locality. `inherited` are the values that the
    localities above set themselves, the nearest first.
    """

    settings: Settings
    origins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: int = 0
    inherited: tuple[Mapping[str, Mapping[str, Any]], ...] = ()

    @cached_property
    def by_name(self) -> dict[str, object]:
        """All figures by the names under which SQL conditions refer to them."""
        return {
            f"{model.__name__}__{name}": getattr(value, name)
            for model, value in self.settings.items()
            for name in model.model_fields
        }

    def of(self, model: type[ModuleSettings]) -> ModuleSettings:
        return self.settings[model]


@dataclass(frozen=True)
class Heir:
    """A locality below another, which inherits its figures.

    `layers` are those that it and the localities between them set themselves, its own first; None
    where they cannot be read just now.
    """

    key: str
    name: str
    database: Database
    layers: tuple[Mapping[str, Mapping[str, Any]], ...] | None


async def _nobody() -> Sequence[Heir]:
    return ()


@dataclass(repr=False)
class Locality:
    """A locality that is open in this process.

    `composition`, `figures` and `calendar` are replaced, never changed in place: whoever began
    with one ends with it.
    """

    key: str
    name: str
    database: Database
    composition: Composition
    figures: Figures
    calendar: "WorkCalendar"
    sealer: "Sealer"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    clock: Clock = field(default_factory=SystemClock)
    demo: bool = False
    parent: str | None = None
    installed: tuple[Plugin, ...] = ()
    """All plugins, whether or not the locality works by them."""
    heirs: Callable[[], Awaitable[Sequence[Heir]]] = _nobody
    """Reads which localities are below it."""

    def as_it_is(self) -> "Locality":
        """A copy that keeps what it has when this one's modules, figures or calendar are replaced.

        By hand: `copy.copy` takes 3 µs, and every request begins with one.
        """
        found = object.__new__(type(self))
        found.__dict__.update(self.__dict__)
        return found

    def __repr__(self) -> str:
        """In a few words: whoever is told of a task is told its result, megabytes otherwise."""
        return f"<Locality {self.key}>"
