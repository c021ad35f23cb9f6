"""Votes: who has a ballot, how many have to take part, and what carries a motion. All pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Rule, Settings, figure_of
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
    """Holders of one of the posts at the motion's unit (or, where links of a kind are named, at the
    units `linked` with it: the branch that serves it), or the households in it and below it, each
    with one ballot that any member casts."""

    posts: Words = ()
    linked: Word | None = None
    households: bool = False


@dataclass(frozen=True)
class Vote:
    """`quorum` is a part of all who have a ballot, `majority` carries the motion.

    With `seats` it is an election: a ballot names up to so many of the people whom the motion's
    meeting lists, each needs the majority, and those with most votes are elected. Where the last
    seats are tied for, they stay empty, and who tied is told: another election decides between them. `under`: the rule (by its key in the same module) that says
    how ballots count, where it is not the procedure's own clause.
    """

    voters: Voters
    majority: Majority
    quorum: Majority | None = None
    seats: int | Figure | None = None
    under: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ballots(Rule):
    """How votes are decided, where a clause of its own says so: `vote=BALLOTS.of(holders_vote(…))`."""

    kind: ClassVar[Kind] = Kind.PROCEDURE

    majority: Majority
    quorum: Majority | None = None

    def of(self, voters: Voters) -> Vote:
        return Vote(voters, self.majority, self.quorum, under=self.key)


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


def holders_vote(*posts: Word, linked: Word | None = None) -> Voters:
    """`linked`: a kind of link that the unit has with those where the posts are held."""
    return Voters(posts=posts, linked=linked)


def households_vote() -> Voters:
    """One ballot a household."""
    return Voters(households=True)


@dataclass(frozen=True)
class Standing:
    """How somebody fares in an election."""

    person_id: int
    votes: int
    elected: bool
    tied: bool = False


def elected(
    vote: Vote, votes: Mapping[int, int], tally: Tally, settings: Settings
) -> list[Standing]:
    """Everybody who could be named, by votes; `votes` are those of each."""
    seats = int(figure_of(vote.seats, settings))
    ordered = sorted(votes.items(), key=lambda each: (-each[1], each[0]))
    bar = ordered[seats][1] if len(ordered) > seats else -1
    tied = sum(number >= bar for _, number in ordered) > seats
    return [
        Standing(
            person,
            number,
            vote.majority.reached(number, tally, settings)
            and (number > bar if tied else n < seats),
            tied and number == bar and vote.majority.reached(number, tally, settings),
        )
        for n, (person, number) in enumerate(ordered)
    ]


def outcome_of_election(
    vote: Vote, found: Sequence[Standing], tally: Tally, settings: Settings
) -> Outcome:
    """An election has come to something where somebody is elected."""
    known = outcome(vote, tally, settings)
    if not known.quorate:
        return known
    number, tied = sum(each.elected for each in found), sum(each.tied for each in found)
    why = _ELECTED.format(cast=tally.cast, number=number)
    if tied:
        left = int(figure_of(vote.seats, settings)) - number
        why = _TIED.format(told=why, tied=tied, left=left)
    return Outcome(True, number > 0, why)


def approved(majority: Majority, number: int, of: int, settings: Settings) -> Outcome:
    """What a part comes to that was found otherwise than by ballots; of nobody there is none."""
    if of <= 0:
        return Outcome(False, False, _NOBODY_ASKED)
    tally = Tally(number, of - number, 0, of)
    passed = majority.reached(number, tally, settings)
    told = _APPROVED if passed else _VETOED
    return Outcome(True, passed, told.format(number=number, of=of, part=majority.say(settings)))


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
_ELECTED = Text("收回选票 {cast} 张，当选 {number} 人", "{cast} ballots; {number} elected")
_TIED = Text(
    "{told}；{tied} 人得票相同，余 {left} 席空缺，须在其中另行选举",
    "{told}; {tied} tied for the {left} that stay empty, and are voted on again",
)
_NOBODY_ASKED = Text(
    "还没有有效的调查结果，不能决定", "Nobody has been asked yet; there is nothing to decide on"
)
_APPROVED = Text(
    "有效 {of}，认可 {number}，{part}，通过", "{number} of {of} approve: {part}, passed"
)
_VETOED = Text(
    "有效 {of}，认可 {number}，未{part}，否决", "{number} of {of} approve: not {part}, vetoed"
)
_PASSED = Text("赞成 {in_favour}，{part}，通过", "{in_favour} for: {part}, passed")
_LOST = Text("赞成 {in_favour}，未{part}，未通过", "{in_favour} for: not {part}, not passed")
