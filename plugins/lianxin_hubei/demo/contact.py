"""HB-A1 … HB-A5: where leaders went and stayed, their points, and how often they were there."""

from datetime import date, datetime, timedelta
from typing import Any

from lianxin.demo import Place, Stage, meet
from lianxin_hubei.demo import texts
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.province import City, Province
from lianxin_hubei.tables import HardPlace, ResearchReport

SLOT_DAYS = 42
"""So long after a leader another comes to the same city: more than the 30 days that are asked."""
TURNS = (0, 1, 2, 3, 1, 4, 3, 5, 6, 7)
"""Which turn of the cities is taken in which slot: back at the points in the fifth and seventh."""
COUNTY_SLOTS, UNIT_SLOTS, STAY_SLOT = (1, 4), (3, 6), 2


async def keep_contact(stage: Stage, province: Province, plan: Plan) -> None:
    contact = _Contact(stage, province, plan)
    contact.mark_hard_places()
    for n, member in enumerate(province.members):
        contact.link(n, member)
        contact.travel(n, member)
    contact.link_cities()
    await stage.rows.store()


class _Contact:
    def __init__(self, stage: Stage, province: Province, plan: Plan) -> None:
        self.stage, self.province, self.plan = stage, province, plan
        self.chance = stage.chance.about("contact")
        self.new_year = date(stage.today.year, 1, 4)

    def mark_hard_places(self) -> None:
        for n, city in enumerate(self.province.cities):
            marks = [("poor", texts.HARD_GROUNDS[0], city.counties[1])]
            if n % 3 == 0:
                marks.append(("disputed", texts.HARD_GROUNDS[1], city.village))
            for mark, ground, place in marks:
                self.stage.rows.add(
                    HardPlace,
                    unit_id=place.id,
                    mark=mark,
                    since=self.stage.ago(900),
                    ground=ground,
                )

    def city(self, n: int, slot: int) -> City:
        """Where the n-th leader goes in a slot: nobody else does."""
        cities = self.province.cities
        return cities[(n + 5 * TURNS[slot]) % len(cities)]

    def link(self, n: int, member: int) -> None:
        """A county, poor but for two; a unit. Some are nearly due, one is overdue."""
        county = self.city(n, COUNTY_SLOTS[0]).counties[0 if n in (3, 8) else 1]
        ages = {2: 1_050, 5: 1_110} if not self.plan.settled else {}
        since = self.stage.ago(ages.get(n, self.chance.whole(400, 900)))
        self.stage.link("county_point", ("Person", member), ("Unit", county.id), since)
        if n == 11 and not self.plan.settled:
            return
        self.stage.link("unit_point", ("Person", member), ("Unit", self._unit(n).id), since)

    def _unit(self, n: int) -> Place:
        """Mainly villages; one leader has an enterprise, one a university."""
        others = {4: self.province.enterprises[1], 9: self.province.universities[0]}
        return others.get(n, self.city(n, UNIT_SLOTS[0]).village)

    def link_cities(self) -> None:
        for city in self.province.cities:
            since = self.stage.ago(self.chance.whole(200, 800))
            self.stage.link(
                "prefecture_point", ("Person", city.leader), ("Unit", city.counties[0].id), since
            )

    def travel(self, n: int, member: int) -> None:
        for slot in range(len(TURNS)):
            start = self.new_year + timedelta(days=SLOT_DAYS * slot + self.chance.whole(0, 3))
            lazy = n == 7 and not self.plan.settled and slot % 2 == 1
            if start + timedelta(days=10) < self.stage.today and not lazy:
                self._trip(n, member, slot, start)

    def _trip(self, n: int, member: int, slot: int, start: date) -> None:
        city, lasts = self.city(n, slot), self.chance.whole(5, 7)
        place = city.village if slot % 2 else self.chance.pick(city.counties)
        if slot == STAY_SLOT:
            place, lasts = city.village, 3
        theme = self.chance.pick(texts.THEMES)
        meeting = self._meet(
            "research",
            f"{theme}调研（{place.name}）",
            *(member, place, start, lasts),
            theme=theme,
            company=self.chance.whole(1, 3),
        )
        if slot == STAY_SLOT and self.chance.happens(0.8):
            self._report(n, member, meeting, start)
        after = start + timedelta(days=lasts)
        if slot in COUNTY_SLOTS:
            county = self.city(n, COUNTY_SLOTS[0]).counties[0 if n in (3, 8) else 1]
            self._visit(member, county, after)
        elif slot in UNIT_SLOTS:
            self._visit(member, self._unit(n), after)

    def _visit(self, member: int, place: Place, day: date) -> None:
        lodging = self.chance.pick(texts.LODGINGS).format(place=place.name)
        company = self.chance.pick(texts.COMPANIES)
        self._meet(
            "point_visit",
            f"到{place.name}联系点",
            *(member, place, day, 2),
            lodging=lodging,
            company=len(company.split("、")),
            accompanied_by=company,
        )

    def _report(self, n: int, member: int, meeting: int, start: date) -> None:
        title = texts.REPORTS[n % len(texts.REPORTS)]
        self.stage.rows.add(
            ResearchReport,
            person_id=member,
            meeting_id=meeting,
            title=f"{title}（{n + 1}）",
            finished_on=min(start + timedelta(days=self.chance.whole(8, 30)), self.stage.today),
        )

    def _meet(
        self, kind: str, title: str, member: int, place: Place, day: date, lasts: int, **data: Any
    ) -> int:
        at: datetime = self.stage.hours.on(day, self.chance, 8, 10)
        return meet(
            self.stage,
            kind,
            title,
            at,
            hours=24 * (lasts - 1) + 7,
            unit=place,
            place=place.name,
            people=[(member, "host")],
            recorder=member,
            **data,
        )
