"""Votes: quorum, majorities as exact fractions, abstentions that approve nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.rules import (
    ModuleSettings,
    Tally,
    Vote,
    at_least,
    figures,
    holders_vote,
    more_than,
    outcome,
    passes,
)

VOTERS = holders_vote("council_member")


@pytest.mark.parametrize(
    ("ballots", "passed"),
    [((2, 1, 0), True), ((2, 0, 1), True), ((2, 1, 1), False), ((0, 0, 0), False)],
)
def test_exactly_two_thirds_pass_and_abstaining_is_no_approval(
    ballots: tuple[int, int, int], passed: bool
) -> None:
    assert passes(*ballots, eligible=9, majority=at_least("2/3")) is passed


@pytest.mark.parametrize(
    ("majority", "passed"),
    [
        (more_than("1/2"), False),
        (more_than("1/2", of="decisive"), True),
        (at_least("1/2"), True),
        (at_least("1/2", of="eligible"), False),
    ],
)
def test_a_majority_is_of_the_ballots_that_it_names(majority: object, passed: bool) -> None:
    assert passes(4, 3, 1, eligible=10, majority=majority) is passed


def test_without_a_quorum_nothing_is_decided() -> None:
    vote = Vote(VOTERS, more_than("1/2"), quorum=at_least("1/2"))
    found = outcome(vote, Tally(4, 0, 0, eligible=9), {})
    assert (found.quorate, found.passed) == (False, False)
    assert found.why.zh == "应到 9，参加表决 4，未达到 1/2，不能表决"
    assert outcome(vote, Tally(4, 0, 1, eligible=9), {}).passed


def test_the_parts_are_figures_that_can_be_set() -> None:
    class Council(ModuleSettings):
        majority: str = "2/3"

    vote = Vote(VOTERS, at_least(figures(Council).majority))
    for part, passed in (("2/3", True), ("3/4", False)):
        settings = {Council: Council(majority=part)}
        assert outcome(vote, Tally(2, 1, 0, 3), settings).passed is passed


def test_a_part_that_was_rounded_is_refused() -> None:
    with pytest.raises(ValueError, match="rounded"):
        passes(2, 1, 0, 3, at_least(0.667))  # type: ignore[arg-type]


PARTS = st.builds(lambda a, b: Fraction(min(a, b), max(a, b)), *[st.integers(1, 60)] * 2)
NUMBERS = st.integers(0, 500)


@given(PARTS, NUMBERS, NUMBERS, NUMBERS)
def test_the_border_is_where_the_arithmetic_puts_it(
    part: Fraction, in_favour: int, against: int, abstain: int
) -> None:
    cast = in_favour + against + abstain
    share = (in_favour, against, abstain, cast)
    reached = cast > 0 and in_favour * part.denominator >= cast * part.numerator
    assert passes(*share, at_least(part)) is reached
    exact = in_favour * part.denominator == cast * part.numerator
    assert passes(*share, more_than(part)) is (reached and not exact)
