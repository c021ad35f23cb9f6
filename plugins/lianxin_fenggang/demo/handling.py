"""FG-D: powers moved down and requests, visits that find matters, benefits, the assessment."""

from datetime import date, datetime
from typing import Any

from lianxin.demo import Chance, Stage, Teller, hold_survey, meet
from lianxin_fenggang.demo import texts
from lianxin_fenggang.demo.county import County, Group, Office
from lianxin_fenggang.demo.plan import Plan
from lianxin_fenggang.tables import Benefit, Power

ASSESSED = "fenggang.handling.departments_assessed"
GRADES = {"satisfied": 55, "fairly_satisfied": 30, "basically_satisfied": 12, "dissatisfied": 3}
MOVED = ("power_benefits", "power_projects", "power_services", "power_assessment")
FOUND_BY_VISITS = 3


async def handle_there(
    stage: Stage, county: County, plan: Plan, told: list[tuple[int, Group]]
) -> None:
    handling = _Handling(stage, county, plan)
    handling.move_down()
    for n in range(plan.requests):
        handling.request(n)
        if n % 200 == 0:
            await stage.rows.store()
    handling.visit(told)
    handling.pay()
    await stage.rows.store()


async def assess_departments(stage: Stage) -> None:
    """Last year's is closed, this year's is under way."""

    def grade(chance: Chance, _: int) -> str | None:
        return chance.weighted(GRADES) if chance.happens(0.9) else None

    def few(chance: Chance, _: int) -> str | None:
        return chance.weighted(GRADES) if chance.happens(0.4) else None

    zone, year = stage.locality.zone, stage.today.year - 1
    opened, closed = (datetime(year, 12, day, 9, tzinfo=zone) for day in (8, 26))
    await hold_survey(stage, ASSESSED, grade, opened, closed)
    await hold_survey(stage, ASSESSED, few, stage.until)


class _Handling:
    def __init__(self, stage: Stage, county: County, plan: Plan) -> None:
        self.stage, self.county, self.plan = stage, county, plan
        self.chance = stage.chance.about("handling")
        self.teller = Teller(stage, audited=not plan.settled)

    def move_down(self) -> None:
        """Approvals were moved down to towns only, the rest to villages too."""
        since = self.stage.ago(300)
        for office in (*self.county.towns, *self.county.villages):
            kinds = (*MOVED, "power_approvals") if office in self.county.towns else MOVED
            for kind in kinds:
                self.stage.rows.add(
                    Power,
                    unit_id=office.place.id,
                    kind=kind,
                    item=texts.ITEMS[kind],
                    since=since,
                )

    def request(self, n: int) -> None:
        """Handled where it is asked; an approval asked for in a village goes to its town."""
        chance, hours = self.chance, self.stage.hours
        kind = chance.pick(list(texts.REQUESTS))
        group = chance.pick(self.county.groups)
        village = group.village
        passed = (self.stage.today - self.stage.today.replace(month=1, day=1)).days
        day = self.stage.ago(chance.whole(1, min(90, passed)))
        at = hours.open_at(hours.on(day, chance, 9, 16), chance)
        story = self.teller.begins(
            "item_request",
            chance.pick(texts.REQUESTS[kind]),
            at,
            category=kind,
            reporter=group.heads[0],
            contactable=True,
            unit_id=village.place.id,
            facts={"item": texts.ITEMS[kind]},
        )
        office = village
        if kind == "power_approvals":
            office = self._town(village)
            to: dict[str, Any] = {"unit": office.place.id}
            later = hours.after(story.now, chance, 1, 8)
            story.act("hand_over", later, village.staff[0], "镇级审批权限", **to)
        if chance.happens(0.92):
            later = hours.after(story.now, chance, 1, 60)
            story.act("handle", later, office.staff[0], result="已办结，材料归档")
        story.finish()

    def _town(self, village: Office) -> Office:
        above = village.place.above
        return next(t for t in self.county.towns if above and t.place.id == above.id)

    def visit(self, told: list[tuple[int, Group]]) -> None:
        """Every third matter was found on a visit."""
        for case, group in told[::FOUND_BY_VISITS]:
            at = self.stage.hours.on(self.stage.ago(self.chance.whole(2, 60)), self.chance, 17, 20)
            meet(
                self.stage,
                "people_visit",
                f"入户走访（{group.place.name}）",
                at,
                hours=1,
                unit=group.village.place,
                people=[(group.village.staff[0], "participant")],
                targets=[("Household", group.homes[0])],
                cases=[case],
                recorder=group.village.staff[0],
            )

    def pay(self) -> None:
        """The first quarter's, by programme, and the first pay-out of the reward."""
        office = self.county.departments[0].place
        paid_on = date(self.stage.today.year, 3, 31)
        amount, people = self.plan.benefits
        for n, programme in enumerate(texts.PROGRAMMES, 1):
            last = n == len(texts.PROGRAMMES)
            yuan = amount if last else round(amount * 0.3, -3)
            reached = people if last else int(people * 0.28)
            amount, people = amount - int(yuan), people - reached
            self._paid(office.id, programme, paid_on, float(yuan), reached)
        yuan_, reached_ = self.plan.reward
        health = self.county.departments[7].place
        self._paid(health.id, texts.REWARD, date(self.stage.today.year, 6, 30), yuan_, reached_)

    def _paid(self, unit: int, programme: str, day: date, amount: float, people: int) -> None:
        self.stage.rows.add(
            Benefit,
            unit_id=unit,
            programme=programme,
            paid_on=day,
            amount=float(amount),
            people=people,
        )
