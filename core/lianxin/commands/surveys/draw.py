"""Drawing a survey's sample: whoever is commissioned asks those, and nobody else."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from lianxin.calendar import Period, period_of
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.naming import rule_named, units_by_code
from lianxin.commands.values import Code, Day, Line
from lianxin.database import together
from lianxin.rules.base import RuleInForce
from lianxin.rules.survey import Survey
from lianxin.surveys import open_survey

MOST_UNITS = 5_000


@dataclass(frozen=True)
class Drawing:
    entry: RuleInForce
    period: Period
    units: frozenset[int] | None
    agency_id: int | None


class DrawSample(Command):
    """`rule` is a survey's key or clause, `on` a day of its period (today, if left out); `units`
    limits it to these subjects; the `seed` is random unless somebody gives one."""

    does: ClassVar[str] = "draw_sample"
    permission: ClassVar[str | None] = "survey.draw"
    audits_itself: ClassVar[bool] = True

    rule: Line
    on: Day | None = None
    units: Annotated[list[Code], Field(min_length=1, max_length=MOST_UNITS)] | None = None
    agency: Code | None = None
    title: Line | None = None
    seed: Line | None = None

    async def load(self, attempt: Attempt) -> Drawing:
        locality = attempt.locality
        entry = rule_named(locality.composition, self.rule, Survey)
        assert isinstance(entry.rule, Survey)
        kind = entry.rule.period_kind(locality.figures.settings)
        units, agency = await together(
            attempt.tx,
            lambda session: units_by_code(session, self.units or [], "units"),
            lambda session: units_by_code(session, [self.agency] if self.agency else [], "agency"),
        )
        return Drawing(
            entry,
            period_of(kind, self.on or attempt.context.today),
            frozenset(units.values()) if self.units else None,
            agency.get(self.agency) if self.agency else None,
        )

    async def apply(self, attempt: Attempt, loaded: Drawing) -> dict[str, Any]:
        opened = await open_survey(
            attempt.tx,
            attempt.context,
            loaded.entry,
            period=loaded.period,
            subjects=loaded.units,
            agency_id=loaded.agency_id,
            title=self.title,
            seed=self.seed,
        )
        attempt.on("Survey", opened.survey_id)
        return {"survey": opened.survey_id}
