"""The platform: where localities live, and how one is opened."""

from lianxin.platform.adding import add_locality, set_up
from lianxin.platform.directory import PLATFORM_KEY, RESERVED, CannotAdd, Directory, Entry
from lianxin.platform.environment import Environment
from lianxin.platform.errors import LocalityMoving, LocalityNotMigrated
from lianxin.platform.platform import Platform

__all__ = [
    "PLATFORM_KEY",
    "RESERVED",
    "CannotAdd",
    "Directory",
    "Entry",
    "Environment",
    "LocalityMoving",
    "LocalityNotMigrated",
    "Platform",
    "add_locality",
    "set_up",
]
