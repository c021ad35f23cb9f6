"""A locality may enable modules of several plugins: each pair goes together, and so do all."""

from itertools import combinations

import pytest

from lianxin.plugins.composition import compose
from lianxin.plugins.manager import Installed, load_plugins
from lianxin.plugins.manifest import Plugin
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits

PLUGINS = load_plugins().plugins
BUILT_IN = [p for p in PLUGINS if p.key in ("core", "channels", "identity")]
MODELS = [p for p in PLUGINS if p.modules and p not in BUILT_IN]
PAIRS = list(combinations(MODELS, 2))


def enabled(*plugins: Plugin) -> dict[str, bool]:
    return {p.module_key(m): True for p in (*BUILT_IN, *plugins) for m in p.modules}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(p.key for p in pair))
def test_every_pair_goes_together(pair: tuple[Plugin, Plugin]) -> None:
    rules = compose(PLUGINS, enabled(*pair)).rules.values()
    assert {rule.module.partition(".")[0] for rule in rules} >= {plugin.key for plugin in pair}


def test_all_together_have_one_schema(installed: Installed) -> None:
    """Where all names of all go together, those of any two do."""
    everything = compose(PLUGINS, enabled(*MODELS))
    assert "type Query" in Snapshots(installed, Limits()).of(everything).sdl
