"""Ranks: shared at ties, counted from the first and from the last."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping


def rank(scores: Mapping[int, float | None]) -> dict[int, tuple[int, int]]:
    """Place from the first and from the last of all that have a score: 1, 1, 3."""
    known = {key: score for key, score in scores.items() if score is not None}
    ascending = sorted(known.values())
    return {
        key: (len(known) - bisect_right(ascending, score) + 1, bisect_left(ascending, score) + 1)
        for key, score in known.items()
    }
