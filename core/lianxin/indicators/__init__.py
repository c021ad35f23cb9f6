"""Figures of indicators: of a locality, a unit, each unit of a kind, each person, each word."""

from lianxin.indicators.reading import Value, series, values
from lianxin.indicators.rising import Rise, rising

__all__ = ["Rise", "Value", "rising", "series", "values"]
