"""SC-NJ: festivals and open days, receptions, points, and pairs that help."""

from datetime import datetime, time, timedelta

from lianxin.demo import Stage, Teller, meet
from lianxin_sichuan.demo import texts
from lianxin_sichuan.demo.places import RECEPTION_PLACE
from lianxin_sichuan.demo.plan import Plan
from lianxin_sichuan.demo.province import Office, Province
from lianxin_sichuan.settings import FESTIVALS, OPEN_DAYS, SERVICE_DAYS
from lianxin_sichuan.tables import PairHelp, ReceptionPoint

WEDNESDAY = 3


async def visit_and_receive(stage: Stage, province: Province, plan: Plan) -> None:
    visiting = _Visiting(stage, province)
    visiting.days()
    visiting.point()
    for n in range(plan.receptions):
        visiting.receive(n)
    visiting.link()
    await stage.rows.store()


class _Visiting:
    def __init__(self, stage: Stage, province: Province) -> None:
        self.stage, self.province = stage, province
        self.chance = stage.chance.about("neijiang")
        self.teller = Teller(stage)

    def days(self) -> None:
        """Each department holds its days, but for one now and then."""
        kinds = {
            "great_visit": FESTIVALS,
            "open_day": OPEN_DAYS,
            "service_day": SERVICE_DAYS,
        }
        labels = {"great_visit": "节前走访", "open_day": "机关公开日", "service_day": "基层奉献日"}
        for kind, days in kinds.items():
            for day in days:
                for office in self.province.departments:
                    at = datetime.combine(day, time(9, 30), self.stage.locality.zone)
                    if at + timedelta(hours=3) < self.stage.until and self.chance.happens(0.85):
                        meet(
                            self.stage,
                            kind,
                            f"{office.place.name}{labels[kind]}",
                            at,
                            unit=office.place,
                            people=[(person, "participant") for person in office.staff],
                            recorder=office.staff[0],
                        )

    def point(self) -> None:
        self.stage.rows.add(
            ReceptionPoint,
            unit_id=self.province.neijiang.place.id,
            place=RECEPTION_PLACE,
            weekday=WEDNESDAY,
            since=self.stage.ago(700),
        )

    def receive(self, n: int) -> None:
        """On a Wednesday; half of what comes up is settled on the spot."""
        chance, hours = self.chance, self.stage.hours
        day = self.stage.ago(7 * n + 1)
        day -= timedelta(days=(day.isoweekday() - WEDNESDAY) % 7)
        office = self.province.departments[n % len(self.province.departments)]
        leader, clerk = self.province.neijiang.leaders[0], self.province.clerks[1]
        at = datetime.combine(day, time(9), self.stage.locality.zone)
        cases = []
        for title, spot, result in chance.some(texts.RECEPTION_MATTERS, 2):
            story = self.teller.begins(
                "reception_matter",
                title,
                at + timedelta(minutes=30),
                taken_by=clerk,
                unit_id=self.province.neijiang.place.id,
            )
            if spot:
                story.act("settle_on_the_spot", at + timedelta(hours=1), leader, result=result)
            else:
                unit = office.place.id
                later = at + timedelta(hours=1)
                story.act("hand_on", later, leader, "请尽快核实", unit=unit)
                done = hours.after(story.now, chance, 40, 200)
                story.act("settle", done, office.staff[0], result=result)
            cases.append(story.finish().id)
        meet(
            self.stage,
            "great_reception",
            f"{day.month} 月 {day.day} 日大接访",
            at,
            unit=self.province.neijiang.place,
            place=RECEPTION_PLACE,
            people=[(leader, "host"), (office.leaders[0], "host")],
            cases=cases,
            recorder=clerk,
        )

    def link(self) -> None:
        """A village is left without its department, and a household in need without a pair."""
        stage, province = self.stage, self.province
        since = stage.ago(260)
        leader = ("Person", province.neijiang.leaders[0])
        stage.link("held_point", leader, ("Unit", province.villages[0].place.id), since)
        for office, village in zip(province.departments[:-1], province.villages, strict=False):
            holder, cadre = ("Unit", office.place.id), ("Person", office.staff[-1])
            stage.link("taken_village", holder, ("Unit", village.place.id), since)
            stage.link("helped_household", cadre, ("Household", village.homes[0]), since)
            for home in village.homes[1:4]:
                pair = stage.link("helping_pair", cadre, ("Household", home), since)
                self.help(pair, office)

    def help(self, pair: int, office: Office) -> None:
        for days in (30, 120):
            if self.chance.happens(0.8):
                kind = self.chance.pick(list(texts.HELP))
                self.stage.rows.add(
                    PairHelp,
                    liaison_id=pair,
                    unit_id=office.place.id,
                    kind=kind,
                    given_on=self.stage.ago(days + self.chance.whole(0, 20)),
                    what=texts.HELP[kind],
                )
