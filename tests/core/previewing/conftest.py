"""The example's letters, whose answer is due within days that an administrator may change."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from factories.workflows import LETTERS, LetterSettings, example
from lianxin.context import Context
from lianxin.localities import Figures, Locality
from lianxin.modules import ConfigureModule, enabled_after, preview
from lianxin.modules.previewing import Previewed
from lianxin.platform.compositions import Compositions
from lianxin.plugins.manager import Installed, load_plugins
from lianxin.previewing import Effect

Ask = Callable[..., Awaitable[Effect]]


@pytest.fixture(scope="session")
def installed() -> Installed:
    return load_plugins(extra=[example()])


@pytest.fixture
def modules(modules: tuple[str, ...]) -> tuple[str, ...]:
    return (*modules, LETTERS)


@pytest.fixture
def looked_at(locality: Locality, installed: Installed, context: Callable[..., Context]) -> Ask:
    """`await looked_at(answer_days=3)`: what these figures (or another command) would do now."""

    async def previewed(
        kind: Any = ConfigureModule, module: str = LETTERS, hidden: Any = (), **settings: Any
    ) -> Effect:
        given = {"settings": settings} if kind is ConfigureModule else {}
        state = enabled_after(kind, locality.composition, module)
        after = Compositions(installed).of(state)
        asked = replace(context("admin"), now=locality.clock.now())
        data = {"module": module, **given, "dryRun": True}
        seen: Previewed = await preview(kind, data, asked, after, hidden)
        assert seen.effect is not None, seen.outcome.problems
        return seen.effect

    return previewed


@pytest.fixture
def figures(locality: Locality) -> Callable[..., None]:
    """Have other figures in force from now on."""

    def set_(**values: Any) -> None:
        own = LetterSettings(**values)
        locality.figures = Figures({**locality.figures.settings, LetterSettings: own})

    return set_
