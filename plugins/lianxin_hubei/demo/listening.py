"""HB-A9, HB-A10, HB-A12, HB-A13: decisions after opinions, talks, visits, the yearly hearing."""

from datetime import date, timedelta
from typing import Any

from lianxin.demo import Place, Stage, meet, move
from lianxin_hubei.demo import texts
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.province import Province
from lianxin_hubei.tables import Gathering

DECISIONS = "hubei.contact.major_decisions"
FORMS = ("one_to_one", "group", "random")
GATHERINGS = ("research", "visit", "forum")


async def listen(stage: Stage, province: Province, plan: Plan) -> None:
    listening = _Listening(stage, province, plan)
    for n, member in enumerate(province.members):
        listening.talk(n, member)
        listening.visit(n, member)
    listening.decide()
    listening.hear()
    await stage.rows.store()


class _Listening:
    def __init__(self, stage: Stage, province: Province, plan: Plan) -> None:
        self.stage, self.province, self.plan = stage, province, plan
        self.chance = stage.chance.about("listening")

    def talk(self, n: int, member: int) -> None:
        """Two or three a year, one of them with partners; two leaders are behind."""
        times = 1 if n in (5, 10) and not self.plan.settled else self.chance.whole(2, 3)
        for m in range(times):
            with_partner = m == 0 and times > 1
            others = [self.chance.pick(self.province.partners)] if with_partner else []
            titles = texts.TALKS[4:] if with_partner else texts.TALKS[:4]
            self._meet(
                "talk",
                self.chance.pick(titles),
                *(member, self.province.place, self.stage.ago(self.chance.whole(4, 200))),
                people=[(person, "participant") for person in others],
                form=FORMS[(n + m) % 3],
            )

    def visit(self, n: int, member: int) -> None:
        """Once in each of the last quarters; one leader not yet in this one."""
        quarter = date(self.stage.today.year, 3 * ((self.stage.today.month - 1) // 3) + 1, 1)
        late = n == 4 and not self.plan.settled
        first = quarter if late else self.stage.today
        for back in range(3):
            most = (first - quarter).days if back == 0 and not late else 80
            day = first - timedelta(days=1 + self.chance.whole(0, max(0, most - 1)))
            first = min(day, quarter - timedelta(days=92 * back))
            place = self.chance.pick(self.chance.pick(self.province.towns).villages)
            title = f"{self.chance.pick(texts.VISITS)}（{place.name}）"
            self._meet("visit", title, member, place, day)

    def decide(self) -> None:
        """Major ones after opinions were gathered; the last one waits for them."""
        for n, (title, major) in enumerate(texts.MOTIONS):
            waits = n == len(texts.MOTIONS) - 1
            day = self.stage.ago(10 if waits else 150 - 30 * n)
            at = self.stage.hours.open_at(self.stage.hours.on(day, self.chance, 9, 11), self.chance)
            meeting = meet(
                self.stage,
                "standing_committee_meeting",
                f"常委会会议：{title}",
                at,
                unit=self.province.place,
                people=[(member, "participant") for member in self.province.members],
                recorder=self.province.clerks[0],
            )
            motion = move(
                self.stage,
                DECISIONS,
                title,
                unit=self.province.place,
                actor=self.province.members[0],
                meetings=[(meeting, at)],
                concluded=1 if waits else 2,
                major=major,
            )
            if major and not waits:
                self._gather(n, motion, day)

    def _gather(self, n: int, motion: int, day: date) -> None:
        for m in range(1 + n % 2):
            self.stage.rows.add(
                Gathering,
                motion_id=motion,
                manner=GATHERINGS[(n + m) % 3],
                gathered_on=day - timedelta(days=12 + 7 * m),
                asked=self.chance.whole(18, 120),
                opinions=self.chance.pick(texts.GATHERED),
            )

    def hear(self) -> None:
        """Last year's, and this year's where the year is old enough."""
        self._hearing(date(self.stage.today.year - 1, 12, 18))
        if self.plan.settled:
            self._hearing(self.stage.ago(12))

    def _hearing(self, day: date) -> None:
        self._meet(
            "contact_hearing",
            "听取省委常委直接联系群众情况汇报",
            self.province.members[0],
            self.province.place,
            day,
        )

    def _meet(
        self, kind: str, title: str, member: int, place: Place, day: date, **more: Any
    ) -> None:
        at = self.stage.hours.on(day, self.chance, 9, 15)
        others = more.pop("people", [])
        meet(
            self.stage,
            kind,
            title,
            at,
            unit=place,
            place=place.name,
            people=[(member, "host"), *others],
            recorder=member,
            **more,
        )
