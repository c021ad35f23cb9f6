"""ZC-A3 … ZC-A5: days in the village, visits of the police, days of duty; a few are missed."""

from datetime import date, timedelta

from lianxin.calendar import Weekday, Weekly, period_of
from lianxin.demo import Chance, Stage, meet
from lianxin_zoucheng.demo import phrases
from lianxin_zoucheng.demo.city import City, Village
from lianxin_zoucheng.demo.plan import Plan

DUTY_DAYS = Weekly((Weekday.TUESDAY, Weekday.THURSDAY), except_holidays=True)
_PRESENCE = "驻村 In the villages"
_DAY = timedelta(days=1)


async def be_present(stage: Stage, city: City, plan: Plan) -> None:
    presence = _Presence(stage, plan)
    for done, village in enumerate(city.villages, 1):
        presence.of(village)
        await stage.rows.store()
        stage.progress(_PRESENCE, done, len(city.villages))


class _Presence:
    def __init__(self, stage: Stage, plan: Plan) -> None:
        self.stage, self.plan = stage, plan
        monday = period_of("week", stage.today).start
        self.mondays = [monday - n * 7 * _DAY for n in range(plan.weeks)]

    def of(self, village: Village) -> None:
        chance = self.stage.chance.about(f"presence in {village.place.code}")
        if village.seconded:
            self._work(village, chance)
        if village.police:
            self._police(village, village.police, chance)
        if village.agent:
            self._duty(village, village.agent, chance)

    def _works_well(self, chance: Chance, share: float) -> bool:
        return self.plan.settled or chance.happens(share)

    def _work(self, village: Village, chance: Chance) -> None:
        diligent = self._works_well(chance, 0.9)
        for monday in self.mondays:
            days = chance.some(range(6), chance.whole(4, 5) if diligent else chance.whole(2, 4))
            for day in sorted(monday + n * _DAY for n in days):
                people = [p for p in village.seconded if self._works_well(chance, 0.95)]
                self._meet("village_work", phrases.WORK_IN_THE_VILLAGE, village, day, people, 7)

    def _police(self, village: Village, officer: int, chance: Chance) -> None:
        month = period_of("month", self.stage.today)
        for period in (month.previous(), month):
            times = chance.whole(2, 3) if self._works_well(chance, 0.93) else 1
            for n in chance.some(range(period.days), times):
                day = period.start + n * _DAY
                self._meet("visit", phrases.POLICE_VISITS, village, day, [officer], 2)

    def _duty(self, village: Village, agent: int, chance: Chance) -> None:
        """Since the month before this one began."""
        rule = DUTY_DAYS.dates(
            period_of("month", self.stage.today).previous().start,
            self.stage.today,
            self.stage.locality.calendar,
        )
        diligent = self._works_well(chance, 0.88)
        for day in rule:
            if diligent or chance.happens(0.8):
                self._meet("agent_duty", phrases.DUTY_DAYS, village, day, [agent], 7.5)

    def _meet(
        self,
        kind: str,
        titles: tuple[str, ...],
        village: Village,
        day: date,
        people: list[int],
        hours: float,
    ) -> None:
        """Whatever lies ahead is not recorded yet."""
        chance = self.stage.chance.about(f"{kind} in {village.place.code} on {day}")
        at = self.stage.hours.on(day, chance, 8, 9)
        if not people or at + timedelta(hours=hours) > self.stage.until:
            return
        meet(
            self.stage,
            kind,
            chance.pick(titles),
            at,
            hours=hours,
            unit=village.place,
            place=f"{village.place.name}便民服务室",
            people=[(person, "host") for person in people],
            recorder=people[0],
        )
