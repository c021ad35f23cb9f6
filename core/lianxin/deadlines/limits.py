"""How far a term may be lengthened."""

from collections.abc import Iterator, Sequence
from datetime import date

from lianxin.calendar.counting import LONGEST
from lianxin.deadlines.events import Happened
from lianxin.deadlines.following import is_open
from lianxin.deadlines.rules import DeadlineInForce
from lianxin.errors import Problem, invalid
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.tables import Deadline

_NOTHING_TO_EXTEND = Text("没有正在计时的期限可以延长", "No term is running that could be extended")
_TOO_FAR = Text(
    "最多可延长 {most} 天，已延长 {had} 天", "At most {most} days may be added; {had} have been"
)
_NOT_FORWARD = Text("延长天数应大于 0", "The days to be added must be more than 0")
_PAST = Text("期限不能早于今天", "The last day cannot be before today")
_FAR = Text("期限过远，请检查日期", "That is too far away; check the date")


def refusals_of_days(
    days: Sequence[tuple[date | None, tuple[str, ...]]], today: date
) -> Iterator[Problem]:
    """Days by which something is asked to be done, each with its path: no term ends before it
    begins, or beyond what can be counted."""
    for day, path in days:
        if day is not None and day < today:
            yield invalid("DAY_IS_PAST", _PAST, *path)
        elif day is not None and (day - today).days > LONGEST:
            yield invalid("DAY_IS_TOO_FAR", _FAR, *path)


def days_named(
    happened: Happened, rules: Sequence[DeadlineInForce]
) -> list[tuple[date | None, tuple[str, ...]]]:
    """The last days that an action's fields name for terms."""
    return [
        (happened.fields.get(rule.rule.until), ("fields", rule.rule.until))
        for rule in rules
        if rule.rule.until is not None and happened.is_(rule.rule.starts)
    ]


def refusals_of_extension(
    known: Sequence[Deadline],
    happened: Happened,
    rules: Sequence[DeadlineInForce],
    locality: Locality,
) -> list[Problem]:
    """Why a term may not be lengthened by so many days, each with its clause."""
    return [
        problem
        for rule in rules
        if happened.is_(rule.rule.extends)
        and (problem := _refusal(rule, _running(known, rule), happened, locality))
    ]


def _running(known: Sequence[Deadline], rule: DeadlineInForce) -> Deadline | None:
    terms = (t for t in known if t.rule_key == rule.key and is_open(t))
    return next((t for t in terms if t.state == "RUNNING"), None)


def _refusal(
    rule: DeadlineInForce, term: Deadline | None, happened: Happened, locality: Locality
) -> Problem | None:
    if term is None:
        return Problem("rule", "NOTHING_TO_EXTEND", _NOTHING_TO_EXTEND, (), rule.key)
    asked = happened.fields.get("days")
    if asked is None:
        return None
    if asked <= 0:
        return Problem("rule", "EXTENSION_NOT_FORWARD", _NOT_FORWARD, ("fields", "days"), rule.key)
    most = rule.figure("extend_at_most", locality.figures.settings)
    if term.extension_days + asked <= most:
        return None
    message = _TOO_FAR.format(most=most, had=term.extension_days)
    return Problem("rule", "EXTENSION_TOO_LONG", message, ("fields", "days"), rule.key)
