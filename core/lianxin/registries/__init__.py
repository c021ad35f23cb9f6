"""Registries at run time: records entered and revised by those who may, with their history."""

from lianxin.registries.history import Revision, history
from lianxin.registries.recording import enter, revise

__all__ = ["Revision", "enter", "history", "revise"]
