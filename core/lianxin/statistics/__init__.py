"""Counting cases: by unit, channel, category, step, phase and time, for whoever may see them."""

from lianxin.statistics.cells import Statement
from lianxin.statistics.dimensions import Dimension, code_of
from lianxin.statistics.figures import ALL_FIGURES, MEDIAN, PUBLISHED_FROM, SATISFIED
from lianxin.statistics.labels import label_of
from lianxin.statistics.live import live
from lianxin.statistics.question import TIME, Condition, Question
from lianxin.statistics.rolled import END_DAY, FIRST_DAY, grain_for, rolled
from lianxin.statistics.tallies import (
    GRAINS,
    Grain,
    forget_empty_tallies,
    keep_tallies,
    rebuild_tallies,
    tally_changes,
)

__all__ = [
    "ALL_FIGURES",
    "END_DAY",
    "FIRST_DAY",
    "GRAINS",
    "MEDIAN",
    "PUBLISHED_FROM",
    "SATISFIED",
    "TIME",
    "Condition",
    "Dimension",
    "Grain",
    "Question",
    "Statement",
    "code_of",
    "forget_empty_tallies",
    "grain_for",
    "keep_tallies",
    "label_of",
    "live",
    "rebuild_tallies",
    "rolled",
    "tally_changes",
]
