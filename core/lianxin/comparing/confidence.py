"""How sure a share is: few cases say little."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of the standard normal distribution: 95 in 100 lie within it on either side."""


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, in per cent, between `low` and `high` with 95 % confidence.

    All three are None where `whole` is smaller than what was asked for at least.
    """

    part: int
    whole: int
    percent: float | None = None
    low: float | None = None
    high: float | None = None


def share(part: int, whole: int, at_least: int = 1) -> Share:
    """With Wilson's score interval, which holds for small numbers and for shares near 0 and 100
    (E. B. Wilson, Probable Inference, 1927)."""
    if whole < max(at_least, 1):
        return Share(part, whole)
    p, z2 = part / whole, Z * Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    bounds = (max(0.0, middle - half), min(1.0, middle + half))
    return Share(part, whole, *(round(100 * x, 1) for x in (p, *bounds)))
