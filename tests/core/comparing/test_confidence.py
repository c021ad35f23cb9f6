"""Shares with what they are worth."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.comparing import Share, share


def test_few_cases_say_little() -> None:
    # Wilson's interval for 8 of 10, as tables of it have it.
    assert share(8, 10) == Share(8, 10, 80.0, 49.0, 94.3)
    assert share(800, 1000) == Share(800, 1000, 80.0, 77.4, 82.4)


def test_too_few_say_nothing() -> None:
    assert share(3, 4, at_least=5) == Share(3, 4)
    assert share(0, 0, at_least=0) == Share(0, 0)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval(counted: tuple[int, int]) -> None:
    found = share(*counted)
    assert found.percent is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.percent <= found.high <= 100
