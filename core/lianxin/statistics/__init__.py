"""Counting cases: by unit, channel, category, step, phase and time, for whoever may see them."""

from lianxin.statistics.cells import SIZE
from lianxin.statistics.dimensions import Dimension
from lianxin.statistics.figures import ALL_FIGURES, MEDIAN, PUBLISHED_FROM, SATISFIED
from lianxin.statistics.labels import NOWHERE, words_of
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
from lianxin.statistics.writing import Written

__all__ = [
    "ALL_FIGURES",
    "END_DAY",
    "FIRST_DAY",
    "GRAINS",
    "MEDIAN",
    "NOWHERE",
    "PUBLISHED_FROM",
    "SATISFIED",
    "SIZE",
    "TIME",
    "Condition",
    "Dimension",
    "Grain",
    "Question",
    "Written",
    "forget_empty_tallies",
    "grain_for",
    "keep_tallies",
    "live",
    "rebuild_tallies",
    "rolled",
    "tally_changes",
    "words_of",
]
