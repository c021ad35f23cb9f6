"""Rows in the product's own tables, as many as asked for, always the same ones."""

from bench.data.making import PASSWORD, Made, make_data
from bench.data.scale import FULL, SMALL, Scale

__all__ = ["FULL", "PASSWORD", "SMALL", "Made", "Scale", "make_data"]
