"""A locality with the sample plugin installed, and an administrator who changes its modules."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from factories.plugins import MIGRATION, as_module, sample_plugin
from lianxin import modules as changing
from lianxin.commands import Command, Outcome
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.modules.figures import figures_in_force
from lianxin.platform.compositions import Compositions
from lianxin.platform.stored import read_stored
from lianxin.plugins.manager import Installed, load_plugins

Change = Callable[..., Awaitable[Outcome]]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("migrations")
    (folder / "initial.py").write_text(MIGRATION, "utf-8")
    plugin = as_module(sample_plugin(folder))
    return load_plugins(installed=False, extra=[("sample", plugin)])


@pytest.fixture
def change(locality: Locality, installed: Installed, context: Callable[..., Context]) -> Change:
    """`await change(EnableModule, module=…)` as the administrator, and the locality follows."""

    async def changed(kind: type[Command], *, role: str = "admin", **data: Any) -> Outcome:
        outcome = await changing.carry_out(kind, data, context(role))
        stored = await read_stored(locality.database)
        locality.composition = Compositions(installed).of(stored.enabled)
        inherited = locality.figures.inherited
        locality.figures = figures_in_force(locality.composition, stored.own, inherited)
        return outcome

    return changed
