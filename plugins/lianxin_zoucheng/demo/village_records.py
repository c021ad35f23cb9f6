"""ZC-A2, ZC-A8, ZC-A13 … ZC-A15: teams, decisions, spot checks, support, village accounts."""

from datetime import date, datetime, timedelta

from lianxin.calendar import period_of
from lianxin.demo import Chance, Stage, meet, move
from lianxin_zoucheng.demo import topics
from lianxin_zoucheng.demo.city import City, Village
from lianxin_zoucheng.demo.plan import Plan
from lianxin_zoucheng.tables import SpotCheck, Support, Team, VillageAccount

DECISIONS = "zoucheng.villages.village_decisions"
VENUES, VENUE_COST = 60, 56_000.0
COMPUTERS, COMPUTER_COST = 300, 3_333.0
WEAK_VILLAGES, REWARD = 100, 10_000.0
YEARLY_FUND = 10_000_000.0
_SUPPORTED_VILLAGES = 887


async def keep_village_records(stage: Stage, city: City, plan: Plan) -> None:
    records = _Records(stage, city, plan)
    records.teams()
    records.support()
    for village in city.villages:
        chance = stage.chance.about(f"records of {village.place.code}")
        records.accounts(village, chance)
        records.decide(village, chance)
        records.check(village, chance)
        await stage.rows.store()


class _Records:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan

    def teams(self) -> None:
        """Each led by a cadre of section rank from a city department."""
        for n, town in enumerate(self.city.towns):
            office = self.city.departments[n % len(self.city.departments)]
            leader = office.leaders[(n // len(self.city.departments) + 1) % len(office.leaders)]
            self.stage.rows.add(
                Team,
                unit_id=town.place.id,
                leader_id=leader,
                department_id=office.place.id,
                since=self.stage.ago(420),
            )

    def support(self) -> None:
        """What the source reports, as far as there are villages for it."""
        chance, villages = self.stage.chance.about("support"), self.city.villages
        share = min(1.0, len(villages) / _SUPPORTED_VILLAGES) if self.plan.settled else 0.2
        for village in chance.some(villages, VENUES):
            self._give(village, "venue", "活动场所改造配套", VENUE_COST, 400)
        for n in range(int(COMPUTERS * share)):
            self._give(
                villages[n % len(villages)], "computer", "第一书记办公电脑", COMPUTER_COST, 380
            )
        for village in chance.some(villages, max(1, int(WEAK_VILLAGES * share))):
            for days in (60, 425):
                self._give(village, "reward", "发展集体经济以奖代补", REWARD, days)
        for village in villages:
            amount = round(YEARLY_FUND / _SUPPORTED_VILLAGES * 0.9, 0)
            self._give(village, "fund", "驻村工作专项经费", amount, 100)

    def _give(self, village: Village, kind: str, purpose: str, planned: float, days: int) -> None:
        chance = self.stage.chance.about(f"{kind} {village.place.code} {days}")
        given = planned if days > 90 else round(planned * chance.between(0.5, 1.0), 0)
        self.stage.rows.add(
            Support,
            unit_id=village.place.id,
            kind=kind,
            purpose=purpose,
            decided_on=self.stage.ago(days),
            planned=planned,
            given=given,
            used=round(given * chance.between(0.6, 1.0), 0),
        )

    def accounts(self, village: Village, chance: Chance) -> None:
        """Of the last three months that are over."""
        month = period_of("month", self.stage.today)
        balance = float(chance.whole(5, 200) * 1_000)
        for _ in range(3):
            month = month.previous()
            income, spent = (float(chance.whole(1, 60) * 100) for _ in range(2))
            watched = village.secretary and (self.plan.settled or chance.happens(0.9))
            self.stage.rows.add(
                VillageAccount,
                unit_id=village.place.id,
                month=month.start,
                income=income,
                expenditure=spent,
                balance=balance,
                watcher_id=village.secretary if watched else None,
                opinion="agrees" if watched else None,
            )
            balance += spent - income

    def decide(self, village: Village, chance: Chance) -> None:
        """Proposed in one meeting, resolved in the next; here and there a seconded cadre missed
        one of them."""
        if not village.seconded or not village.agent or chance.happens(0.5):
            return
        title = chance.pick(topics.DECISIONS)
        first = self.stage.ago(chance.whole(12, 75))
        held = []
        for n in range(2):
            day = first + timedelta(days=n * 7)
            held.append(self._meeting(village, chance, title, day))
        move(
            self.stage,
            DECISIONS,
            title,
            unit=village.place,
            actor=village.agent,
            meetings=held,
            concluded=chance.whole(1, 4),
        )

    def _meeting(
        self, village: Village, chance: Chance, title: str, day: date
    ) -> tuple[int, datetime]:
        at = self.stage.hours.on(day, chance, 14, 19)
        missing = [] if self.plan.settled or chance.happens(0.9) else village.seconded[:1]
        present = [p for p in village.seconded if p not in missing]
        key = meet(
            self.stage,
            "village_decision",
            f"{village.place.name}村级事务决策会：{title}",
            at,
            unit=village.place,
            place=f"{village.place.name}党群服务中心",
            people=[*((p, "participant") for p in present), (village.agent or 0, "recorder")],
            absent=[(p, "participant") for p in missing],
            recorder=village.agent,
        )
        return key, at

    def check(self, village: Village, chance: Chance) -> None:
        """A visit of the office, unannounced."""
        if not village.secretary or not chance.happens(0.5):
            return
        there = self.plan.settled or chance.happens(0.92)
        self.stage.rows.add(
            SpotCheck,
            unit_id=village.place.id,
            officer_id=village.secretary,
            inspector_id=chance.pick(self.city.dispatch.everybody),
            day=self.stage.ago(chance.whole(3, 60)),
            found_at_work=there,
            finding=None if there else chance.pick(topics.CHECK_FINDINGS),
        )
