"""Localities side by side: the same figures of each, and the cases of one under another's rules."""

from lianxin.comparing.confidence import Share, share
from lianxin.comparing.figures import LocalityFigures, figures_of, last_year
from lianxin.comparing.models import Compared, ModelComparison, compare_models

__all__ = [
    "Compared",
    "LocalityFigures",
    "ModelComparison",
    "Share",
    "compare_models",
    "figures_of",
    "last_year",
    "share",
]
