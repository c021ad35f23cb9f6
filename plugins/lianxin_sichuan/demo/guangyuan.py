"""SC-GY: matters of towns, what was not handled, the tracings that follow, and consequences."""

from datetime import date

from lianxin.clock import instant
from lianxin.demo import Stage, Teller
from lianxin.tables import Consequence
from lianxin_sichuan.demo import texts
from lianxin_sichuan.demo.plan import Plan
from lianxin_sichuan.demo.province import Office, Province
from lianxin_sichuan.tables import Charge, Incident


async def trace(stage: Stage, province: Province, plan: Plan) -> None:
    tracing = _Tracing(stage, province)
    for town in province.towns:
        tracing.charge(town)
    cases = [tracing.matter(n) for n in range(plan.matters)]
    for n, (case, town, day) in enumerate(cases[:4]):
        tracing.happens(n, case, town, day)
    for kind, number in (
        ("gy_bulletin", plan.bulletins),
        ("gy_admonition", plan.admonitions),
        ("gy_discipline", plan.handlings),
    ):
        for _ in range(number):
            tracing.answer_for(kind)
    await stage.rows.store()


class _Tracing:
    def __init__(self, stage: Stage, province: Province) -> None:
        self.stage, self.province = stage, province
        self.chance = stage.chance.about("guangyuan")
        self.teller = Teller(stage)

    def charge(self, town: Office) -> None:
        for field in texts.LOCAL:
            self.stage.rows.add(
                Charge,
                unit_id=town.place.id,
                field=field,
                person_id=town.staff[0],
                since=self.stage.ago(500),
            )

    def matter(self, n: int) -> tuple[int, Office, date]:
        """Handled in its town; one in ten goes up to the county. The first four are left."""
        chance, hours = self.chance, self.stage.hours
        town = chance.pick(self.province.towns)
        field = chance.pick(list(texts.LOCAL))
        day = self.stage.ago(chance.whole(60, 80) if n < 4 else chance.whole(2, 150))
        at = hours.on(day, chance, 8, 18)
        story = self.teller.begins(
            "local_matter",
            chance.pick(texts.LOCAL[field]),
            at,
            category=field,
            reporter=chance.pick(self.province.town_villages[town.place.id].heads),
            unit_id=town.place.id,
            handler_id=town.staff[0],
        )
        if n >= 4:
            story.act("take_up", hours.after(at, chance, 2, 20), town.staff[0])
            if chance.happens(0.1):
                county = next(c for c in self.province.counties if c.place == town.place.above)
                later = hours.after(story.now, chance, 10, 60)
                up = county.place.id
                story.act("push_up", later, town.staff[0], "涉及两镇，提请县里协调", unit=up)
            later = hours.after(story.now, chance, 20, 300)
            story.act("settle", later, town.staff[0], result=chance.pick(texts.RESULTS))
        return story.finish().id, town, day

    def happens(self, n: int, case: int, town: Office, day: date) -> None:
        kind = list(texts.INCIDENTS)[n]
        for days in (40, 25) if kind == "bypass_petition" else (30,):
            self.stage.rows.add(
                Incident,
                case_id=case,
                unit_id=town.place.id,
                kind=kind,
                occurred_on=self.stage.ago(days),
                what=texts.INCIDENTS[kind],
            )

    def answer_for(self, kind: str) -> None:
        """In the last three years."""
        town = self.chance.pick(self.province.towns)
        day = self.stage.ago(self.chance.whole(5, 1000))
        of_unit = kind == "gy_bulletin"
        self.stage.rows.add(
            Consequence,
            rule_key=f"sichuan.guangyuan.{kind}",
            kind=kind,
            subject_type="Unit" if of_unit else "Person",
            subject_id=town.place.id if of_unit else town.leaders[0],
            unit_id=town.place.id,
            decided_on=day,
            ground=texts.GROUNDS[kind],
            by_hand=True,
            recorded_at=instant(self.stage.hours.on(day, self.chance, 9, 17)),
            recorder_id=self.province.supervisors[0],
        )
