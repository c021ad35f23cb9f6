"""ZC-B2, ZC-B7, ZC-B8: tours and reviews, matters under supervision, who was held to account."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.commands.inputs.tasks import TaskPlanned
from lianxin.demo import Chance, Stage, Story, Teller, meet
from lianxin.tables import Consequence
from lianxin_zoucheng.demo import catalogue_texts as texts
from lianxin_zoucheng.demo.city import City, Office
from lianxin_zoucheng.demo.plan import Plan

MODULE = "zoucheng.departments"
INSPECTORS = ("organisation_officer", "discipline_officer", "supervision_officer")
_DAY = timedelta(days=1)

HELD_TO_ACCOUNT = (
    ("public_criticism", "criticism", "Unit", 63),
    ("public_criticism", "criticism", "Person", 18),
    ("interviews", "interview_talk", "Person", 5),
    ("held_to_account", "held_to_account", "Person", 89),
    ("suspensions", "suspension", "Person", 12),
    ("yellow_cards", "yellow_card", "Unit", 6),
)
"""Rule, what is recorded, against whom, and how often the source reports it."""


async def supervise(stage: Stage, city: City, plan: Plan) -> None:
    supervision = _Supervision(stage, city, plan)
    supervision.tour()
    supervision.look_closer()
    for _ in range(plan.listed):
        supervision.list_matter()
    for _ in range(plan.joint):
        supervision.joint_application()
    supervision.hold_to_account()
    await stage.rows.store()


class _Supervision:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance: Chance = stage.chance.about("supervision")
        self.teller = Teller(stage)
        self.inspectors = self._appoint()

    def _appoint(self) -> list[int]:
        """One of the organisation department, one of discipline, one of supervision."""
        homes = [office for office in self.city.departments if office.leaders][:3]
        found = [homes[n % len(homes)].staff[-1] for n in range(len(INSPECTORS))]
        for person, post in zip(found, INSPECTORS, strict=True):
            since = self.stage.ago(500)
            self.stage.appoint(person, homes[0].place, post, since=since, rank="staff")
        return found

    def tour(self) -> None:
        """The last June and the last December before now; a few are still missing."""
        for year in (self.stage.today.year - 1, self.stage.today.year):
            for month, kind in ((6, "tour"), (12, "year_end_review")):
                for office in [*self.city.departments, *self.city.towns]:
                    if self.plan.settled or self.chance.happens(0.96):
                        day = date(year, month, self.chance.whole(3, 26))
                        self._inspect(kind, office, day, office.leaders)

    def look_closer(self) -> None:
        for kind in ("full_supervision", "random_supervision"):
            for office in self.chance.some(self.city.departments, 6):
                self._inspect(kind, office, self.stage.ago(self.chance.whole(2, 80)), [])
        for ground, position in texts.UNFULFILLED:
            office = self.chance.pick(self.city.departments)
            day = self.stage.ago(self.chance.whole(10, 80))
            self._meet(
                "unfulfilled_work",
                f"未落实工作推进会：{ground}",
                office,
                day,
                office.leaders[:1],
                ground=ground,
                position=position,
            )

    def _inspect(self, kind: str, office: Office, day: date, met: list[int]) -> None:
        title = texts.TOUR_TITLES[kind].format(unit=office.place.name)
        self._meet(kind, title, office, day, met)

    def _meet(
        self, kind: str, title: str, office: Office, day: date, met: list[int], **data: Any
    ) -> None:
        at = self.stage.hours.on(day, self.chance, 9, 14)
        if at + timedelta(hours=3) > self.stage.until:
            return
        meet(
            self.stage,
            kind,
            title,
            at,
            hours=3,
            unit=office.place,
            place=office.place.name,
            people=[
                *((person, "host") for person in self.inspectors),
                *((person, "participant") for person in met if person not in self.inspectors),
            ],
            recorder=self.inspectors[0],
            **data,
        )

    def list_matter(self) -> None:
        """Listed, perhaps urged, rectified, struck off; some are still being worked on."""
        title, body = self.chance.pick(texts.LISTED)
        office = self.chance.pick([*self.city.departments[1:], *self.city.towns])
        inspector = self.city.supervisors[0]
        story = self.teller.begins(
            "listed_matter", title, self._some_time(), body=body, taken_by=inspector
        )
        at = self._later(story, 4, 40)
        handler, by_then = office.handlers[0], at.date() + 20 * _DAY
        story.act("list", at, inspector, unit=office.place.id, handler=handler, rectify_by=by_then)
        if self.chance.happens(0.4):
            note = "请抓紧整改，按期报结果。"
            story.act("urge", self._later(story, 150, 250), inspector, note)
        done = self.chance.pick(texts.RECTIFIED)
        story.act("rectify", self._later(story, 100, 800), handler, rectification=done)
        story.act("strike_off", self._later(story, 24, 90), inspector, "现场核验，予以销号。")
        story.finish()

    def joint_application(self) -> None:
        """Each department's part begins before the one before it ends."""
        title, body = self.chance.pick(texts.JOINT)
        village = self.chance.pick([v for v in self.city.villages if v.reachable])
        clerk = self.chance.pick(self.city.centre.staff)
        story = self.teller.begins(
            "joint_application",
            title,
            self._some_time(),
            body=body,
            reporter=self.chance.pick(village.reachable),
            contactable=True,
        )
        at = self._later(story, 1, 10)
        offices = self.chance.some(self.city.departments, 3)
        story.act("plan", at, clerk, parts=list(self._parts(at.date(), offices)))
        if story.finish_tasks(self._later(story, 60, 220)):
            at = self._later(story, 1, 20)
            story.act("answer", at, clerk, "证照已发，一次办结。", result="granted")
        story.finish()

    def _parts(self, begins: date, offices: list[Office]) -> Iterator[TaskPlanned]:
        for n, (office, title) in enumerate(zip(offices, texts.PARTS, strict=False)):
            starts = begins + n * 2 * _DAY
            unit, person = office.place.id, office.handlers[0]
            yield TaskPlanned(title, unit, person, starts, starts + 4 * _DAY)

    def hold_to_account(self) -> None:
        """As often as the source reports, or a handful."""
        for rule, kind, type_, reported in HELD_TO_ACCOUNT:
            for _ in range(reported if self.plan.settled else max(1, reported // 18)):
                self._record(rule, kind, type_)

    def _record(self, rule: str, kind: str, type_: str) -> None:
        chance = self.chance
        office = chance.pick([*self.city.departments[1:], *self.city.towns])
        grounds = texts.CRITICISM_GROUNDS if type_ == "Unit" else texts.PERSONAL_GROUNDS
        day = self.stage.ago(chance.whole(5, 300))
        self.stage.rows.add(
            Consequence,
            rule_key=f"{MODULE}.{rule}",
            kind=kind,
            subject_type=type_,
            subject_id=office.place.id if type_ == "Unit" else chance.pick(office.everybody),
            unit_id=office.place.id,
            decided_on=day,
            ground=chance.pick(grounds),
            by_hand=True,
            recorded_at=self.stage.hours.on(day, chance, 9, 17),
            recorder_id=self.city.supervisors[0],
        )

    def _some_time(self) -> datetime:
        nearest = 60 if self.plan.settled else 2
        day = self.stage.ago(self.chance.whole(nearest, max(nearest, min(self.plan.days, 90))))
        return self.stage.hours.on(day, self.chance, 9, 16)

    def _later(self, story: Story, least: float, most: float) -> datetime:
        return self.stage.hours.after(story.now, self.chance, least, most)
