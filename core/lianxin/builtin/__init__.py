"""Plugins that come with the core; they use the same hooks as everybody else's."""

from types import ModuleType

from lianxin.builtin import calendar_notice, core

BUILTIN: list[tuple[str, ModuleType]] = [("core", core), ("calendar_notice", calendar_notice)]

__all__ = ["BUILTIN"]
