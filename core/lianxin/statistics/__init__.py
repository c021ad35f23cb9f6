"""Counting cases: by unit, channel, category, step, phase and time, for whoever may see them."""

from lianxin.statistics.cells import Statement
from lianxin.statistics.dimensions import Dimension, code_of
from lianxin.statistics.figures import ALL_FIGURES, MEDIAN, PUBLISHED_FROM, SATISFIED
from lianxin.statistics.labels import label_of
from lianxin.statistics.live import live
from lianxin.statistics.question import Question

__all__ = [
    "ALL_FIGURES",
    "MEDIAN",
    "PUBLISHED_FROM",
    "SATISFIED",
    "Dimension",
    "Question",
    "Statement",
    "code_of",
    "label_of",
    "live",
]
