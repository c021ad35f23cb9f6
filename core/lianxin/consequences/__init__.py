"""Consequences written once: of standings, events and figures by the sweep, or by hand."""

from lianxin.consequences.deriving import derive_from_standings
from lianxin.consequences.recording import record_consequence
from lianxin.consequences.writing import WRITTEN, Due, consequences_of, full_key, store

__all__ = [
    "WRITTEN",
    "Due",
    "consequences_of",
    "derive_from_standings",
    "full_key",
    "record_consequence",
    "store",
]
