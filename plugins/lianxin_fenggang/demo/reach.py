"""FG-C: what departments pass straight down, whom they second, and what is taught."""

from typing import Any

from lianxin.demo import Stage, Teller
from lianxin_fenggang.demo import texts
from lianxin_fenggang.demo.county import County
from lianxin_fenggang.demo.plan import Plan
from lianxin_fenggang.tables import Training


async def reach_the_towns(stage: Stage, county: County, plan: Plan) -> None:
    reaching = _Reaching(stage, county, plan)
    reaching.second()
    for n in range(plan.things):
        reaching.thing(n)
    reaching.teach()
    await stage.rows.store()


class _Reaching:
    def __init__(self, stage: Stage, county: County, plan: Plan) -> None:
        self.stage, self.county, self.plan = stage, county, plan
        self.chance = stage.chance.about("reach")
        self.teller = Teller(stage, audited=not plan.settled)

    def second(self) -> None:
        """Every town and (but for the last, on a small stage) every village has its cadre."""
        cadres = [person for office in self.county.departments for person in office.staff[1:]]
        since = self.stage.ago(200)
        lacking = 0 if self.plan.settled else 1
        for n, town in enumerate(self.county.towns):
            person = cadres[n % len(cadres)]
            self.stage.appoint(person, town.place, "town_cadre", since=since, rank="staff")
        for n, village in enumerate(self.county.villages[: len(self.county.villages) - lacking]):
            person = cadres[(n + len(self.county.towns)) % len(cadres)]
            self.stage.appoint(
                person, village.place, "first_deputy_secretary", since=since, rank="staff"
            )

    def thing(self, n: int) -> None:
        chance, hours = self.chance, self.stage.hours
        kinds = list(texts.THINGS)
        kind = kinds[n % len(kinds)]
        giver = self.county.departments[n % len(self.county.departments)]
        town = chance.pick(self.county.towns)
        title = f"{town.place.name}{chance.pick(texts.THINGS[kind])}"
        at = hours.on(self.stage.ago(chance.whole(10, 150)), chance, 9, 16)
        story = self.teller.begins(
            "passed_down",
            title,
            at,
            category=kind,
            taken_by=giver.staff[0],
            unit_id=giver.place.id,
        )
        offered: dict[str, Any] = {"giver": giver.place.id, "unit": town.place.id}
        story.act("offer", hours.after(at, chance, 1, 20), giver.staff[0], **offered)
        story.act("accept", hours.after(story.now, chance, 5, 60), town.staff[0])
        later = hours.after(story.now, chance, 100, 900)
        story.act("deliver", later, giver.staff[0], result=chance.pick(texts.DELIVERED))
        later = hours.after(story.now, chance, 10, 200)
        story.act("confirm", later, town.staff[0], "与下达内容一致")
        story.finish()

    def teach(self) -> None:
        for n, title in enumerate(texts.COURSES_HELD):
            self.stage.rows.add(
                Training,
                unit_id=self.county.departments[n % len(self.county.departments)].place.id,
                title=title,
                held_on=self.stage.ago(15 + 22 * n),
                hours=float(self.chance.pick([4, 6, 8, 16])),
                attended=self.chance.whole(28, 160),
            )
