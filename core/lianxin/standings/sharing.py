"""What share of a rule's subjects is met, per town, county or whatever kind of unit.

Read from the standings that are kept: commands bring them up to date for whom they touch, the
sweep every ten minutes, and at once on a new day, for everybody. Where a period has none (it is
to come, or no sweep has run yet), everybody is looked at, which takes longer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.calendar import Period
from lianxin.clock import day_of
from lianxin.database import Row, Session
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.standing import StandingRule
from lianxin.standings.asking import about, given
from lianxin.standings.statements import any_kept, grouped_as_kept, statement


@dataclass(frozen=True)
class Share:
    """Of `total` subjects in a unit and below it, `covered` are met; exempt ones are left out."""

    unit_id: int
    total: int
    covered: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nobody."""
        return self.covered / self.total if self.total else None


async def shares(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    period: Period,
    groups: Sequence[str],
    *,
    today: date | None = None,
) -> list[Share]:
    """One share for each unit of the kinds `groups` that has subjects, in the order of its code."""
    rule = entry.rule
    assert isinstance(rule, StandingRule)
    kept = {"rule_key": entry.key, "period_start": period.start}
    if today is None and await session.scalar(any_kept(), **kept):
        return _shares(await session.all(grouped_as_kept(), **kept, group_kinds=list(groups)))
    made, values = statement(rule, "grouped")
    on = today or day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, values, locality, locality.figures, period, on)
    return _shares(await session.all(made, **asked, **about((), rule), group_kinds=list(groups)))


def _shares(rows: Sequence[Row]) -> list[Share]:
    return [Share(row.unit_id, row.total, row.covered) for row in rows]
