"""A locality whose rules read figures that a test changes, to see what would have been refused."""

from datetime import timedelta
from typing import Any

from factories.rules import working_by
from factories.viewers import viewer_with
from lianxin.clock import FixedClock
from lianxin.commands import Command, run
from lianxin.context import Context
from lianxin.localities import Figures, Locality
from lianxin.plugins.manifest import Vocabulary
from lianxin.previewing import Effect, Proposal, effect_of
from lianxin.rules import ModuleSettings, Rule, figures
from lianxin.rules.base import Figure


class Allowed(ModuleSettings):
    """Figures that refuse nothing, as they are."""

    most: int = 9
    fewest: int = 0
    strict: bool = False
    kinds: tuple[str, ...] = ()


F = figures(Allowed)


class Trial:
    """`await trial.do(command)`: an hour later than the last; `await trial.looked_at(most=1)`."""

    def __init__(
        self, locality: Locality, clock: FixedClock, *rules: Rule, terms: Vocabulary | None = None
    ) -> None:
        self.clock = clock
        self.locality = working_by(locality, *rules, settings=Allowed(), terms=terms)

    async def do(
        self,
        command: Command,
        role: str = "clerk",
        after: timedelta = timedelta(hours=1),
        **viewer: Any,
    ) -> dict[str, Any]:
        self.clock.advance(after)
        outcome = await run(command, self.asks(role, **viewer))
        assert outcome.done, outcome.problems
        return dict(outcome.values)

    def asks(self, role: str = "clerk", **viewer: Any) -> Context:
        return Context(self.locality, viewer_with(role, **viewer), self.clock.now())

    async def looked_at(self, hidden: tuple[int, ...] = (), **changed: Any) -> Effect:
        after = self.locality.as_it_is()
        settings = {**after.figures.settings, Allowed: Allowed(**changed)}
        after.figures = Figures(settings)
        read = frozenset(Figure(Allowed, name) for name in changed)
        return await effect_of(Proposal(self.asks(), after, "test.rules", read, hidden))


def refused(effect: Effect) -> list[int]:
    """The keys of what would have been refused, the newest first."""
    assert effect.untold == {}
    assert effect.refused.number == len(effect.refusals)
    return [one.key for one in effect.refusals]


__all__ = ["Allowed", "F", "Trial", "refused"]
