"""CD-C: links, encounters in many places, research trips and the reports on them."""

from datetime import datetime, timedelta
from typing import Any

from lianxin.demo import Place, Stage, meet
from lianxin_chengdu.demo import texts
from lianxin_chengdu.demo.city import City, Office
from lianxin_chengdu.demo.plan import Plan
from lianxin_chengdu.tables import ResearchReport

FACE_TO_FACE = ("enter_centre", "enter_hall", "enter_studio", "microblog_talk")


async def keep_contact(stage: Stage, city: City, plan: Plan) -> None:
    contact = _Contact(stage, city, plan)
    contact.link()
    for office in [Office(city.place, city.leaders), *city.departments, *city.counties]:
        for person in office.leaders:
            contact.enter(person, office)
            contact.research(person, office)
        await stage.rows.store()


class _Contact:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance = stage.chance.about("contact")
        # Where all is settled nobody lacks a link; else a few do.
        self.linked = 1.0 if plan.settled else 0.9

    def link(self) -> None:
        city, pick = self.city, self.chance.pick
        streets = [office.place for office in city.streets if office.place.kind == "street"]
        strong = [*city.enterprises["pillar_enterprise"], *city.enterprises["emerging_enterprise"]]
        for leader in city.leaders:
            self._link("leader_village", ("Person", leader), pick(city.villages))
            self._link("leader_enterprise", ("Person", leader), pick(strong))
        for office in city.departments:
            unit = ("Unit", office.place.id)
            self._link("department_village", unit, pick(city.villages))
            self._link("department_street", unit, pick(streets))
            if office.branch is not None:
                community = pick(city.urban).place
                self._link("branch_community", ("Unit", office.branch.id), community)
            for leader in office.leaders:
                enterprise = pick(city.enterprises["growing_enterprise"])
                self._link("member_enterprise", ("Person", leader), enterprise)

    def _link(self, kind: str, holder: tuple[str, int], place: Place) -> None:
        if self.chance.happens(self.linked):
            since = self.stage.ago(self.chance.whole(100, 260))
            self.stage.link(kind, holder, ("Unit", place.id), since)

    def enter(self, person: int, office: Office) -> None:
        """五进 for everybody, and face to face for leaders and heads."""
        city, pick = self.city, self.chance.pick
        enterprises = [place for places in city.enterprises.values() for place in places]
        places = {
            "enter_village": pick(city.villages),
            "enter_community": pick(city.urban).place,
            "enter_enterprise": pick(enterprises),
            "enter_school": pick(city.schools),
            "enter_window": pick(city.windows).place,
        }
        if office.place is city.place or person == office.leaders[0]:
            spots = (city.centre.place, city.hall, city.studio, city.centre.place)
            places |= dict(zip(FACE_TO_FACE, spots, strict=True))
        for kind, place in places.items():
            if self.chance.happens(0.85):
                term = self.stage.locality.composition.term("meeting_kind", kind)
                title = f"{term.label.zh if term else kind}:{place.name}"
                self._meet(kind, title, person, place, self._at(), 2)

    def research(self, person: int, office: Office) -> None:
        """Some ninety days for leaders of the city and the counties, fewer for the others."""
        much = office.place.kind in ("city", "county")
        trips = self.chance.whole(26, 34) if much else self.chance.whole(9, 14)
        for n in range(trips):
            lasts = self.chance.whole(2, 4)
            place = self.chance.pick(self.city.communities).place
            start = self.stage.hours.on(self.stage.ago(250 - n * 7), self.chance, 8, 10)
            if start + timedelta(days=lasts) < self.stage.until:
                title = f"{self.chance.pick(texts.RESEARCH)}({place.name})"
                company = self.chance.whole(1, 3)
                hours = 24 * (lasts - 1) + 7
                self._meet("research", title, person, place, start, hours, company=company)
        if self.chance.happens(0.8):
            self.stage.rows.add(
                ResearchReport,
                unit_id=office.place.id,
                person_id=person,
                title=self.chance.pick(texts.REPORTS),
                finished_on=self.stage.ago(self.chance.whole(5, 120)),
                guidance="所提建议已转相关部门落实",
            )

    def _meet(
        self,
        kind: str,
        title: str,
        person: int,
        place: Place,
        at: datetime,
        hours: float,
        **data: Any,
    ) -> None:
        people = [(person, "participant")]
        meet(
            self.stage,
            kind,
            title,
            at,
            hours=hours,
            unit=place,
            place=place.name,
            people=people,
            recorder=person,
            **data,
        )

    def _at(self) -> datetime:
        day = self.stage.ago(self.chance.whole(3, 240))
        return self.stage.hours.open_at(self.stage.hours.on(day, self.chance, 9, 15), self.chance)
