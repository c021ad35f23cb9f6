"""Ranks: shared at ties, counted from the first and from the last."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.rules.ranks import rank


@given(st.dictionaries(st.integers(), st.none() | st.integers(0, 5).map(float)))
def test_a_rank_counts_those_who_are_better(scores: dict[int, float | None]) -> None:
    places = rank(scores)
    known = {k: s for k, s in scores.items() if s is not None}
    for key, score in known.items():
        assert places[key] == (
            1 + sum(s > score for s in known.values()),
            1 + sum(s < score for s in known.values()),
        )
    assert set(places) == set(known)
