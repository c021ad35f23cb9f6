"""CD-F: matters of communities, workers who stand in for one another, visits and help."""

from datetime import timedelta

from lianxin.demo import Stage, Teller, meet
from lianxin_chengdu.demo import texts
from lianxin_chengdu.demo.city import City, Community
from lianxin_chengdu.demo.plan import Plan
from lianxin_chengdu.tables import Absence, ContactPoint, Help


async def serve_communities(stage: Stage, city: City, plan: Plan) -> None:
    serving = _Serving(stage, city, plan)
    for n, community in enumerate(city.communities):
        serving.publish(n, community)
        serving.visit(community)
    for _ in range(plan.matters):
        serving.matter()
    await stage.rows.store()


class _Serving:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance = stage.chance.about("communities")
        self.teller = Teller(stage, audited=not plan.settled)

    def publish(self, n: int, community: Community) -> None:
        """All but the last secretary's; one worker of every third community is away."""
        if self.plan.settled or n + 1 < len(self.city.communities):
            self.stage.rows.add(
                ContactPoint,
                unit_id=community.place.id,
                person_id=community.secretary,
                qq=f"28{self.chance.digits(7)}",
                microblog=f"@{community.place.name}书记",
            )
        if n % 3 == 0:
            self.stage.rows.add(
                Absence,
                unit_id=community.place.id,
                person_id=community.workers[0],
                since=self.stage.today,
                until=self.stage.today + timedelta(days=2),
                reason="参加业务培训",
            )

    def visit(self, community: Community) -> None:
        """The secretary and a district leader each have a household; some is given to it."""
        county = self.chance.pick(self.city.counties)
        pairs = zip((community.secretary, county.leaders[0]), community.homes, strict=False)
        for person, home in pairs:
            unit = community.place if person == community.secretary else county.place
            since = self.stage.ago(self.chance.whole(200, 300))
            self.stage.link("paired_help", ("Person", person), ("Household", home), since)
            for days in (4, 95, 180):
                if not self.chance.happens(0.85):
                    continue
                at = self.stage.hours.on(self.stage.ago(days), self.chance, 17, 20)
                meet(
                    self.stage,
                    "home_visit",
                    f"入户走访（{community.place.name}）",
                    at,
                    hours=1,
                    unit=community.place,
                    people=[(person, "participant")],
                    targets=[("Household", home)],
                    recorder=person,
                )
                kind = self.chance.pick(list(texts.HELP))
                self.stage.rows.add(
                    Help,
                    household_id=home,
                    unit_id=unit.id,
                    person_id=person,
                    kind=kind,
                    given_on=self.stage.ago(days),
                    what=self.chance.pick(texts.HELP[kind]),
                )

    def matter(self) -> None:
        """Brought in by whoever has one, at all hours; any worker who is present answers."""
        chance, hours = self.chance, self.stage.hours
        community = chance.pick(self.city.urban)
        title, body = chance.pick(texts.COMMUNITY_MATTERS)
        channel = "secretary_message" if chance.happens(0.4) else "community_matter"
        at = hours.on(self.stage.ago(chance.whole(1, 90)), chance, 8, 22.5)
        story = self.teller.begins(
            channel,
            title,
            at,
            body=body,
            reporter=chance.pick(community.heads),
            contactable=True,
            unit_id=community.place.id,
        )
        worker = chance.pick(community.workers[1:])
        story.act("assign", hours.after(at, chance, 0.2, 12), community.secretary, worker=worker)
        note = chance.pick(texts.COMMUNITY_ANSWERS)
        story.act("answer", hours.after(story.now, chance, 1, 40), worker, note)
        story.finish()
