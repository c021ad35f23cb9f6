"""What moves when the calendar or a figure changes: terms are counted again, differences told."""

from collections.abc import Sequence

from lianxin.database.base import row_values
from lianxin.deadlines.counting import trace
from lianxin.deadlines.rules import DeadlineInForce
from lianxin.localities import Locality
from lianxin.tables import Deadline


def recounted(
    terms: Sequence[Deadline], rules: Sequence[DeadlineInForce], locality: Locality
) -> list[tuple[Deadline, Deadline]]:
    """The running terms that end on another day now, each as it was and as it is."""
    by_key = {rule.key: rule for rule in rules}
    pairs = [
        (term, _again(term, by_key.get(term.rule_key), locality))
        for term in terms
        if term.state == "RUNNING"
    ]
    return [(was, is_) for was, is_ in pairs if _differ(was, is_)]


def _again(term: Deadline, rule: DeadlineInForce | None, locality: Locality) -> Deadline:
    again = Deadline(**row_values(term))
    settings = locality.figures.settings
    given = rule is not None and (rule.rule.of_tasks or rule.rule.until)
    if rule is not None and not given and not rule.figure("keeps_figures", settings):
        again.days = rule.figure("days", settings)
        again.unit_of_count = rule.figure("count", settings)
        again.from_same_day = rule.figure("from_same_day", settings)
    counted = trace(locality, again)
    again.due_at = counted.due_at(locality.zone)
    again.provisional = counted.provisional
    return again


def _differ(was: Deadline, is_: Deadline) -> bool:
    return (was.due_at, was.provisional) != (is_.due_at, is_.provisional)
