"""Votes: who has a ballot, how many have to take part, and what carries a motion. All pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lianxin.language import Text
from lianxin.rules.base import Figure, Settings, figure_of
from lianxin.rules.words import Word, Words

Base = Literal["cast", "decisive", "eligible"]
"""Of which number: all ballots, those for and against, or all who have one."""

Portion = Fraction | str | int | Figure
"""An exact part: `"2/3"`, never 0.667."""


@dataclass(frozen=True)
class Majority:
    """More than, or at least, a part of the ballots; a ballot that abstains is no approval."""

    part: Portion
    strict: bool
    of: Base = "cast"

    def reached(self, number: int, tally: "Tally", settings: Settings) -> bool:
        base, part = tally.base(self.of), exactly(figure_of(self.part, settings))
        if base == 0:
            return False
        return number > part * base if self.strict else number >= part * base

    def say(self, settings: Settings) -> Text:
        part = exactly(figure_of(self.part, settings))
        zh, en = ("超过", "more than") if self.strict else ("达到", "at least")
        return Text(
            f"{zh} {part.numerator}/{part.denominator}", f"{en} {part.numerator}/{part.denominator}"
        )


@dataclass(frozen=True)
class Tally:
    """Ballots of a step; `eligible` is how many there could be."""

    in_favour: int
    against: int
    abstain: int
    eligible: int

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstain

    def base(self, of: Base) -> int:
        if of == "cast":
            return self.cast
        return self.eligible if of == "eligible" else self.in_favour + self.against


@dataclass(frozen=True)
class Voters:
    """Holders of one of the posts at the motion's unit, or the households in it and below it,
    each with one ballot that any member casts."""

    posts: Words = ()
    households: bool = False


@dataclass(frozen=True)
class Vote:
    """`quorum` is a part of all who have a ballot, `majority` carries the motion."""

    voters: Voters
    majority: Majority
    quorum: Majority | None = None


@dataclass(frozen=True)
class Outcome:
    """`passed` only where enough took part (`quorate`) and approved."""

    quorate: bool
    passed: bool
    why: Text


def more_than(part: Portion, of: Base = "cast") -> Majority:
    return Majority(part, True, of)


def at_least(part: Portion, of: Base = "cast") -> Majority:
    """Exactly that part passes."""
    return Majority(part, False, of)


def holders_vote(*posts: Word) -> Voters:
    return Voters(posts=posts)


def households_vote() -> Voters:
    """One ballot a household."""
    return Voters(households=True)


def exactly(part: Fraction | str | int) -> Fraction:
    """Raises ValueError for a part that is none, or that was rounded before it came here."""
    if isinstance(part, float):
        raise ValueError(f"{part} is rounded; write a fraction such as '2/3'")
    found = Fraction(part)
    if not 0 <= found <= 1:
        raise ValueError(f"{part} is no part of a whole")
    return found


def passes(in_favour: int, against: int, abstain: int, eligible: int, majority: Majority) -> bool:
    """Whether the ballots reach a majority that no figure decides."""
    return majority.reached(in_favour, Tally(in_favour, against, abstain, eligible), {})


def outcome(vote: Vote, tally: Tally, settings: Settings) -> Outcome:
    """What the ballots of a step come to."""
    said = {"cast": tally.cast, "eligible": tally.eligible, "in_favour": tally.in_favour}
    if vote.quorum is not None:
        quorum = Majority(vote.quorum.part, vote.quorum.strict, "eligible")
        if not quorum.reached(tally.cast, tally, settings):
            return Outcome(False, False, _NO_QUORUM.format(part=quorum.say(settings), **said))
    passed = vote.majority.reached(tally.in_favour, tally, settings)
    told = _PASSED if passed else _LOST
    return Outcome(True, passed, told.format(part=vote.majority.say(settings), **said))


_NO_QUORUM = Text(
    "应到 {eligible}，参加表决 {cast}，未{part}，不能表决",
    "{cast} of {eligible} voted; {part} are needed",
)
_PASSED = Text("赞成 {in_favour}，{part}，通过", "{in_favour} for: {part}, passed")
_LOST = Text("赞成 {in_favour}，未{part}，未通过", "{in_favour} for: not {part}, not passed")
