"""Of every rule against which anybody stands it can be told what counted, on both databases."""

import pytest

from lianxin.calendar import period_of
from lianxin.clock import day_of
from lianxin.localities import Locality
from lianxin.plugins.manager import load_plugins
from lianxin.rules import StandingRule
from lianxin.standings import counted

MODELS = [p for p in load_plugins().plugins if p.modules and p.key not in ("core", "channels")]


@pytest.mark.parametrize(
    "plugin",
    [
        pytest.param(
            plugin.key,
            marks=pytest.mark.modules(*(plugin.module_key(module) for module in plugin.modules)),
        )
        for plugin in MODELS
    ],
)
async def test_every_rule_can_be_asked_what_counted(plugin: str, locality: Locality) -> None:
    today = day_of(locality.clock.now(), locality.zone)
    async with locality.database.reading() as session:
        for entry, rule in locality.composition.of(StandingRule):  # type: ignore[type-abstract]
            period = period_of(rule.period_kind(locality.figures.settings), today)
            subjects = [(type_, 1) for type_ in ("Person", "Unit", "Household", "Meeting")]
            assert await counted(session, entry, locality, period, subjects, most=5) == {}
