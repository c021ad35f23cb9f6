"""HB-A6 … HB-A8, HB-A11, HB-A14: receptions and what came up there, letters, ledger, hardship."""

from datetime import datetime, timedelta
from typing import Any

from lianxin.demo import Stage, Story, Teller, meet
from lianxin.demo.stage import Place
from lianxin.tables import MeetingCase
from lianxin_hubei.demo import texts
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.province import Province
from lianxin_hubei.tables import ReceptionNotice

MANNERS = ("fixed", "appointed", "with_case", "going_back", "otherwise")


async def receive_petitioners(stage: Stage, province: Province, plan: Plan) -> None:
    desk = _Desk(stage, province, plan)
    held = [desk.reception(n, member) for n, member in enumerate(province.members)]
    # One has not received anybody yet; what is announced for next week is open.
    kept = [found for found in held if found is not None]
    for n in range(plan.cases):
        desk.case(n, *kept[n % len(kept)])
    for n in range(plan.letters):
        desk.letter(n)
    for n in range(plan.ledger):
        desk.ledger(n)
    for n in range(plan.hardships):
        desk.hardship(n)
    await stage.rows.store()


class _Desk:
    def __init__(self, stage: Stage, province: Province, plan: Plan) -> None:
        self.stage, self.province, self.plan = stage, province, plan
        self.chance = stage.chance.about("receptions")
        self.teller = Teller(stage, audited=not plan.settled)
        self.offices = {office.place.name: office for office in province.offices}

    def reception(self, n: int, member: int) -> tuple[int, int, datetime] | None:
        """The meeting, who received, and when; the one announced for next week has none yet."""
        coming = n == 6 and not self.plan.settled
        day = self.stage.ago(-7 if coming else self.chance.whole(20, 180))
        day = self.stage.hours.next_working(day)
        office, portfolio = texts.OFFICES[n]
        manner = MANNERS[n % len(MANNERS)]
        self.stage.rows.add(
            ReceptionNotice,
            number=f"JF-{day.year}-{n + 1:02}",
            person_id=member,
            office=office,
            portfolio=portfolio,
            held_on=day,
            hours="09:00—11:30" if n % 2 else "14:30—17:00",
            place="省接访中心" if manner == "fixed" else "来访群众所在县（市）",
            manner=manner,
            manner_other="视频接访" if manner == "otherwise" else None,
            announced_on=day - timedelta(days=8),
        )
        if coming:
            return None
        at = self.stage.hours.on(day, self.chance, 9, 15)
        visitors = [(person, "visitor") for person in self.chance.some(self.province.residents, 3)]
        meeting = meet(
            self.stage,
            "reception",
            f"{office}接待群众来访",
            at,
            hours=2.5,
            unit=self.province.offices[0].place,
            place="省接访中心",
            people=[(member, "host"), *visitors],
            recorder=self.province.clerks[0],
            notice=f"JF-{day.year}-{n + 1:02}",
        )
        return meeting, member, at

    def case(self, n: int, meeting: int, member: int, at: datetime) -> None:
        """Most with all four charges and closed; some with one of them open."""
        title, name = texts.RECEPTION_CASES[n % len(texts.RECEPTION_CASES)]
        office, chance, hours = self.offices[name], self.chance, self.stage.hours
        place = chance.pick(self.province.cities).counties[n % 2]
        story = self._begins(
            "reception_case",
            f"{place.name}：{title}",
            hours.after(at, chance, 0.5, 2),
            reporter=chance.pick(self.province.residents),
        )
        self._link(meeting, story)
        given: dict[str, Any] = {"leader": member, "unit": office.place.id}
        story.act("take_charge", hours.after(story.now, chance, 2, 20), member, **given)
        done = 4 if self.plan.settled or n % 4 else chance.whole(1, 3)
        for charge in list(texts.CHARGES)[:done]:
            later = hours.after(story.now, chance, 20, 160)
            story.act(charge, later, office.staff[n % 3], how=chance.pick(texts.CHARGES[charge]))
        if done > 2:
            later = hours.after(story.now, chance, 10, 60)
            story.act("answer", later, office.staff[0], result=chance.pick(texts.ANSWERS))
        if done == 4 and story.step == "answered":
            story.act("close", hours.after(story.now, chance, 5, 40), member)
        story.finish()

    def letter(self, n: int) -> None:
        chance, hours, office = self.chance, self.stage.hours, self.province.offices[n % 7]
        story = self._begins("leader_letter", texts.LETTERS[n % len(texts.LETTERS)], self._at(90))
        member = chance.pick(self.province.members)
        annotation = chance.pick(texts.ANNOTATIONS)
        if self.plan.settled or n % 6:
            later = hours.after(story.now, chance, 10, 80)
            story.act("annotate", later, member, annotation=annotation)
        if story.step == "annotated":
            later = hours.after(story.now, chance, 3, 30)
            story.act("hand_over", later, self.province.clerks[0], unit=office.place.id)
        if story.step == "handled" and chance.happens(0.8):
            later = hours.after(story.now, chance, 60, 300)
            story.act("answer", later, office.staff[1], result=chance.pick(texts.ANSWERS))
        story.finish()

    def ledger(self, n: int) -> None:
        """Some are assigned, some transferred; a few run out and are supervised."""
        chance, hours, office = self.chance, self.stage.hours, self.province.offices[n % 7]
        ground = "not_own_field" if n % 2 else "not_soon"
        title = texts.LEDGER[n % len(texts.LEDGER)]
        story = self._begins("leader_ledger", title, self._at(120), facts={"ground": ground})
        clerk = self.province.clerks[1]
        later = hours.after(story.now, chance, 5, 40)
        if n % 2:
            note = f"不属分管范围，移送{office.place.name}"
            story.act("transfer", later, clerk, note, unit=office.place.id)
        else:
            story.act("assign", later, clerk, unit=office.place.id)
        slow = not self.plan.settled and n % 5 == 0
        later = hours.after(story.now, chance, 1_300 if slow else 200, 1_500 if slow else 700)
        if chance.happens(0.85):
            story.act("settle", later, office.staff[0], result=chance.pick(texts.LEDGER_RESULTS))
        story.finish()

    def hardship(self, n: int) -> None:
        chance, hours = self.chance, self.stage.hours
        topic = list(texts.HARDSHIPS)[n % len(texts.HARDSHIPS)]
        town = chance.pick(self.province.towns)
        villages: list[Place] = town.villages
        place = self.province.enterprises[0] if n % 9 == 0 else chance.pick(villages)
        story = self._begins(
            "hardship",
            f"{place.name}：{chance.pick(texts.HARDSHIPS[topic])}",
            self._at(100),
            category=topic,
            unit_id=place.id,
            reporter=chance.pick(town.residents),
        )
        story.act("take_up", hours.after(story.now, chance, 5, 50), self.province.clerks[2])
        if self.plan.settled or chance.happens(0.75):
            later = hours.after(story.now, chance, 50, 400)
            story.act("help", later, self.province.clerks[2], help=chance.pick(texts.HELP))
        story.finish()

    def _begins(self, channel: str, title: str, at: datetime, **more: Any) -> Story:
        clerk = self.province.clerks[0]
        return self.teller.begins(channel, title, at, taken_by=clerk, **more)

    def _at(self, days: int) -> datetime:
        day = self.stage.ago(self.chance.whole(5, days))
        return self.stage.hours.open_at(self.stage.hours.on(day, self.chance, 9, 16), self.chance)

    def _link(self, meeting: int, story: Story) -> None:
        self.stage.rows.add(MeetingCase, meeting_id=meeting, case_id=story.case.id)
