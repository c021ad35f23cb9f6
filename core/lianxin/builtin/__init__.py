"""Plugins that come with the core; they use the same hooks as everybody else's."""

from types import ModuleType

from lianxin.builtin import calendar_notice, channels, core, identity

BUILTIN: list[tuple[str, ModuleType]] = [
    ("core", core),
    ("calendar_notice", calendar_notice),
    ("channels", channels),
    ("identity", identity),
]

__all__ = ["BUILTIN"]
