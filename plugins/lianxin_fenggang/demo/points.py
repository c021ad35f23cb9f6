"""FG-E: demonstration points and what they have, and the orderlies."""

from lianxin.demo import Place, Stage
from lianxin.rules import Term
from lianxin_fenggang.demo.county import County
from lianxin_fenggang.demo.plan import Plan
from lianxin_fenggang.tables import Facility, Point
from lianxin_fenggang.terms import (
    COUNTY_FACILITIES,
    GROUP_FACILITIES,
    GROUP_OPTIONS,
    TOWN_FACILITIES,
    TOWN_OPTIONS,
    VILLAGE_FACILITIES,
    VILLAGE_OPTIONS,
)


async def show_points(stage: Stage, county: County, plan: Plan) -> None:
    showing = _Showing(stage)
    showing.point(county.office.place, COUNTY_FACILITIES, (), 0)
    for n, town in enumerate(county.towns[:3]):
        showing.point(town.place, TOWN_FACILITIES, TOWN_OPTIONS, n)
    for n, village in enumerate(county.villages[:6]):
        showing.point(village.place, VILLAGE_FACILITIES, VILLAGE_OPTIONS, n)
    for n, group in enumerate(county.groups[:8]):
        showing.point(group.place, GROUP_FACILITIES, GROUP_OPTIONS, n)
    lacking = 0 if plan.settled else 1
    for office in [*county.towns, *county.villages][lacking:]:
        showing.team(office.place, 2)
    await stage.rows.store()


class _Showing:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.chance = stage.chance.about("points")

    def point(
        self, place: Place, required: tuple[Term, ...], options: tuple[Term, ...], n: int
    ) -> None:
        """Every third lacks the last of what it needs."""
        self.stage.rows.add(Point, unit_id=place.id, since=self.stage.ago(220))
        there = required[:-1] if n % 3 == 2 else required
        chosen = self.chance.some(options, min(2, len(options)))
        for facility in (*there, *chosen):
            since = self.stage.ago(self.chance.whole(30, 210))
            self.stage.rows.add(Facility, unit_id=place.id, kind=facility.code, since=since)

    def team(self, place: Place, size: int) -> None:
        for _ in range(size):
            person = self.stage.resident(self.chance, address=place.address)
            since = self.stage.ago(self.chance.whole(60, 300))
            self.stage.appoint(person, place, "tea_orderly", since=since)
