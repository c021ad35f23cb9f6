"""Every hook is documented and has an honest user among our own plugins."""

from pathlib import Path

import pytest

from lianxin.plugins import hookspecs
from lianxin.plugins.manager import load_plugins

HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("lianxin_"))
README = (Path(__file__).parents[3] / "core" / "README.md").read_text()
INSTALLED = load_plugins()


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_documented(hook: str) -> None:
    assert f"| `{hook}` |" in README


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_has_a_user_among_our_own_plugins(hook: str) -> None:
    assert INSTALLED.collect(hook)
