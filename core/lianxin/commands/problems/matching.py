"""Matching cases with a problem: what may become of a match, and the line that tells of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.problems.finding import match_of, missing
from lianxin.database import Row
from lianxin.errors import Problem as Wrong
from lianxin.errors import conflict
from lianxin.language import Text
from lianxin.tables import ProblemEntry, ProblemMatch

PROPOSED, CONSENTED, DECLINED = "PROPOSED", "CONSENTED", "DECLINED"
LEFT, WITHDRAWN = "LEFT", "WITHDRAWN"

NEXT: Mapping[tuple[str, str], str] = {
    (PROPOSED, "CONSENT"): CONSENTED,
    (PROPOSED, "DECLINE"): DECLINED,
    (CONSENTED, "LEAVE"): LEFT,
    (DECLINED, "CONSENT"): CONSENTED,
    (LEFT, "CONSENT"): CONSENTED,
}
"""What an answer makes of a match; whoever said no may think better of it, nobody else for them."""

STATES: Mapping[str, Text] = {
    PROPOSED: Text("待反映人答复", "waiting for its reporter"),
    CONSENTED: Text("反映人已同意", "consented to"),
    DECLINED: Text("反映人不同意", "declined"),
    LEFT: Text("反映人已退出", "left by its reporter"),
    WITHDRAWN: Text("已撤回", "withdrawn"),
}

_KEPT = Text(
    "诉求 {code} 须对部分人员保密，不能归并，请单独办理",
    "The case {code} is kept from some; it is not matched with others, and handled by itself",
)
_THERE = Text(
    "诉求 {code} 已在该问题之下，无需再次提出",
    "The case {code} is matched with the problem already",
)
_SAID_NO = Text(
    "诉求 {code} 的反映人不同意归并，只能由其本人改变",
    "Whoever brought up the case {code} has said no; only they can say otherwise",
)
_NOT_THERE = Text(
    "诉求 {code} 不在该问题之下，无可撤回", "The case {code} is not matched; nothing is withdrawn"
)


def refusals_of_proposing(codes: Sequence[str], found: dict[str, Row]) -> list[Wrong]:
    """A case that is kept from some is matched with none: its problem would tell of it."""
    problems = missing(codes, found)
    for code, case in found.items():
        match = match_of(case)
        if case.restricted or case.confined_to_id is not None:
            problems.append(conflict("KEPT_FROM_SOME", _KEPT.format(code=code)).at("cases"))
        elif match is not None and match.state in (PROPOSED, CONSENTED):
            problems.append(conflict("MATCHED_ALREADY", _THERE.format(code=code)).at("cases"))
        elif match is not None and match.state in (DECLINED, LEFT):
            problems.append(conflict("MATCH_DECLINED", _SAID_NO.format(code=code)).at("cases"))
    return problems


def refusals_of_withdrawing(codes: Sequence[str], found: dict[str, Row]) -> list[Wrong]:
    problems = missing(codes, found)
    for code, case in found.items():
        match = match_of(case)
        if match is None or match.state not in (PROPOSED, CONSENTED):
            problems.append(conflict("NOT_MATCHED", _NOT_THERE.format(code=code)).at("cases"))
    return problems


def propose(attempt: Attempt, problem: int, cases: Iterable[Row]) -> None:
    """What was withdrawn is proposed anew: whatever was said then is not said of this."""
    said: dict[str, Any] = {"proposed_at": attempt.now, "proposer_id": attempt.viewer.person_id}
    for case in cases:
        if (match := match_of(case)) is None:
            attempt.work.add(ProblemMatch(problem_id=problem, case_id=case.id, **said))
        else:
            unanswered: dict[str, Any] = {
                "state": PROPOSED,
                "answered_at": None,
                "answered_by": None,
            }
            attempt.work.change(ProblemMatch, match.id, **unanswered, **said)


def tell(
    attempt: Attempt,
    problem: int,
    n: int,
    action: str,
    *cases: int,
    note: str | None = None,
) -> None:
    """A line for each case, or one for the problem, from the `n`-th on; and the event."""
    whom: tuple[int | None, ...] = cases or (None,)
    lines: list[Any] = [
        ProblemEntry(
            problem_id=problem,
            n=n + i,
            action=action,
            case_id=case,
            actor_id=attempt.viewer.person_id,
            at=attempt.now,
            note=note or None,
        )
        for i, case in enumerate(whom)
    ]
    attempt.work.add(*lines)
    attempt.on("Problem", problem)
    attempt.touch("problem", ("Problem", problem))
    attempt.tell("problem_changed", "Problem", problem, action=action)
