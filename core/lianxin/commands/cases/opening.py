"""The opening hours of the unit that a new case is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, null, select
from sqlmodel import col

from lianxin.clock import day_of
from lianxin.database import Row, Session, among_words
from lianxin.localities import Locality
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.openings import Opening, opening_hours
from lianxin.rules.sql.values import table_of
from lianxin.rules.words import codes
from lianxin.tables import Unit


@dataclass(frozen=True)
class Hours:
    """A rule, and the unit's own hours with their dates."""

    rule: Opening
    rows: Sequence[Row]

    def facts(self, given: Mapping[str, Any], locality: Locality) -> dict[str, Any]:
        """Whether the unit had to be open at the moment given; nothing where none is, or where the
        unit is of another kind."""
        settings, moment = locality.figures.settings, given.get(self.rule.at)
        kinds = codes(self.rule.units, settings)
        if moment is None or not self.rows or self.rows[0].kind not in kinds:
            return {}
        general = figure_of(self.rule.hours, settings)
        hours = opening_hours(self._own(moment, locality) or general)
        return {self.rule.sets: hours.open_at(moment, locality.zone, locality.calendar)}

    def _own(self, moment: datetime, locality: Locality) -> str | None:
        day = day_of(moment, locality.zone)
        valid = (row.hours for row in self.rows if row.hours and _covers(row, day))
        return next(valid, None)


def opening_for(composition: Composition, workflow: RuleInForce | None) -> Opening | None:
    """The rule that judges cases of a workflow; None where there is none."""
    for entry, rule in composition.of(Opening):
        if workflow is not None and workflow.key == f"{entry.module}.{rule.workflow}":
            return rule
    return None


async def hours_of(session: Session, rule: Opening | None, unit: str | None) -> Hours | None:
    if rule is None or unit is None:
        return None
    return Hours(rule, await session.all(_statement(rule), units=[unit]))


def _statement(rule: Opening) -> Select[Any]:
    chosen = among_words(col(Unit.code), "units")
    if rule.own is None:
        nothing: Any = (null().label(name) for name in ("hours", "since", "until"))
        return select(col(Unit.kind), *nothing).where(chosen)
    own = table_of(rule.own.class_).c
    return (
        select(col(Unit.kind), own[rule.own.key].label("hours"), own.since, own.until)
        .outerjoin(own.unit_id.table, own.unit_id == col(Unit.id))
        .where(chosen)
        .order_by(own.since.desc())
    )


def _covers(row: Row, day: date) -> bool:
    return bool(row.since <= day and (row.until is None or day <= row.until))
