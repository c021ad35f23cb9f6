"""CD-E: campaigns and their problems, services, supervision from outside, vexation."""

from datetime import datetime, timedelta
from typing import Any

from lianxin.demo import Chance, Stage, Teller, hold_survey, meet
from lianxin_chengdu.demo import texts
from lianxin_chengdu.demo.asking import GRADES
from lianxin_chengdu.demo.city import City
from lianxin_chengdu.demo.plan import Plan
from lianxin_chengdu.tables import Comment, ServiceStandard, ThirdParty

MODEL_WORKERS = "chengdu.rights.model_workers"
_WEEK = timedelta(days=7)


async def protect_rights(stage: Stage, city: City, plan: Plan) -> None:
    rights = _Rights(stage, city, plan)
    rights.supervisors()
    for n, field in enumerate(texts.FOUND):
        rights.campaign(n, field)
    for n in range(plan.found):
        rights.problem(n)
    for n in range(plan.services):
        rights.service(n)
        if n % 200 == 0:
            stage.progress("窗口 Services", n, plan.services)
            await stage.rows.store()
    for title in texts.VEXATIONS:
        rights.vexation(title)
    rights.checks()
    await stage.rows.store()


async def choose_model_workers(stage: Stage) -> None:
    """Last year's, by those whom they had served."""
    year = stage.today.year - 1
    opened, closed = (datetime(year, 12, day, 10, tzinfo=stage.locality.zone) for day in (21, 29))

    def grade(chance: Chance, _: int) -> str | None:
        return chance.weighted(GRADES) if chance.happens(0.95) else None

    await hold_survey(stage, MODEL_WORKERS, grade, opened, closed)


class _Rights:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance = stage.chance.about("rights")
        self.teller = Teller(stage, audited=not plan.settled)
        self.outside: dict[str, int] = {}

    def supervisors(self) -> None:
        people = self.city.agency.staff
        for n, field in enumerate(texts.FOUND):
            person = people[n % len(people)]
            self.outside[field] = person
            since = self.stage.ago(300)
            self.stage.rows.add(ThirdParty, person_id=person, field=field, since=since)
        for window in self.city.windows:
            for subject, text in texts.STANDARDS:
                self.stage.rows.add(
                    ServiceStandard,
                    unit_id=window.place.id,
                    subject=subject,
                    text=text,
                    since=self.stage.ago(400),
                )

    def campaign(self, n: int, field: str) -> None:
        chance, hours, office = self.chance, self.stage.hours, self.city.departments[n]
        supervisor = chance.pick(self.city.supervisors)
        term = self.stage.locality.composition.term("category", field)
        at = hours.on(self.stage.ago(chance.whole(150, 180)), chance, 9, 16)
        story = self.teller.begins(
            "campaign",
            f"{term.label.zh if term else field}专项行动",
            at,
            category=field,
            taken_by=supervisor,
            unit_id=office.place.id,
        )
        later = hours.after(at, chance, 100, 300)
        story.act("self_check", later, office.staff[0], found="自查单位四十六家")
        later = hours.after(story.now, chance, 100, 200)
        story.act("inspect", later, supervisor, found="抽查十二家，发现问题移交")
        later = hours.after(story.now, chance, 50, 100)
        story.act("sort_out", later, office.staff[0], problems="形成突出问题清单")
        story.finish()

    def problem(self, n: int) -> None:
        """Taken on by a leader; resolved in time, late, or still open. Some are commented on."""
        chance, hours = self.chance, self.stage.hours
        fields = list(texts.FOUND)
        field = fields[n % len(fields)]
        office = self.city.departments[n % len(fields)]
        title = f"{chance.pick(self.city.counties).place.name}{chance.pick(texts.FOUND[field])}"
        oldest = 140 if self.plan.settled else 100
        day = self.stage.ago(chance.whole(80 if self.plan.settled else 10, oldest))
        supervisor = chance.pick(self.city.supervisors)
        at = hours.on(day, chance, 9, 16)
        story = self.teller.begins(
            "campaign_problem", title, at, category=field, taken_by=supervisor
        )
        leader: dict[str, Any] = {"leader": office.leaders[0], "unit": office.place.id}
        story.act("take_on", hours.after(at, chance, 5, 60), supervisor, **leader)
        late = chance.happens(0.08) and not self.plan.settled
        least, most = (1_100, 1_400) if late else (150, 700)
        later = hours.after(story.now, chance, least, most)
        story.act("resolve", later, office.staff[0], result=chance.pick(texts.RESOLVED))
        if n % 4 == 0:
            self.stage.rows.add(
                Comment,
                case_id=story.case.id,
                person_id=self.outside[field],
                said_on=min(story.now, self.stage.until).date(),
                text=chance.pick(texts.COMMENTS),
            )
        story.finish()

    def service(self, n: int) -> None:
        """Two thirds of them last year, whom model workers were chosen by."""
        chance, hours = self.chance, self.stage.hours
        window = self.city.windows[n % len(self.city.windows)]
        title, materials = texts.SERVICES[n % len(texts.SERVICES)]
        last_year = self.stage.today.replace(month=6, day=15, year=self.stage.today.year - 1)
        back = (self.stage.today - last_year).days
        days = chance.whole(1, 60) if n % 3 == 0 else back + chance.whole(-100, 100)
        home = chance.pick(self.city.communities)
        worker, supervisor = chance.pick(window.staff), chance.pick(self.city.supervisors)
        at = hours.open_at(hours.on(self.stage.ago(days), chance, 9, 16), chance)
        while at > self.stage.until:  # the window opens again only after the week-end or holiday
            at = hours.open_at(at - _WEEK, chance)
        story = self.teller.begins(
            "window_service",
            title,
            at,
            reporter=chance.pick(home.heads),
            contactable=True,
            unit_id=window.place.id,
        )
        story.act("watch", hours.after(at, chance, 0.1, 1), supervisor)
        story.act("tell", hours.after(story.now, chance, 0.1, 1), worker, materials=materials)
        story.act("handle", hours.after(story.now, chance, 0.2, 20), worker)
        story.act("deliver", hours.after(story.now, chance, 1, 60), worker, result="已办结")
        rated = chance.weighted(GRADES)
        if story.step == "delivered" and chance.happens(0.9):
            later = hours.after(story.now, chance, 1, 30)
            story.act("rate", later, story.case.reporter_id, satisfaction=rated)
        story.finish()

    def vexation(self, title: str) -> None:
        chance, hours = self.chance, self.stage.hours
        office, *checking = chance.some(self.city.departments, 3)
        supervisor = chance.pick(self.city.supervisors)
        at = hours.on(self.stage.ago(chance.whole(50, 90)), chance, 9, 16)
        story = self.teller.begins("vexation", title, at, anonymous=True)
        units: dict[str, Any] = {
            "unit": office.place.id,
            "units": [other.place.id for other in checking],
        }
        story.act("check_jointly", hours.after(story.now, chance, 20, 60), supervisor, **units)
        finding: dict[str, Any] = {
            "finding": "confirmed",
            "found": "情况属实",
            "responsible": office.staff[1],
        }
        story.act("establish", hours.after(story.now, chance, 60, 150), supervisor, **finding)
        later = hours.after(story.now, chance, 30, 90)
        story.act("handle", later, supervisor, result="调离窗口，诫勉谈话")
        story.finish()

    def checks(self) -> None:
        for n in range(6):
            office, other = self.chance.some(self.city.departments, 2)
            at = self.stage.hours.on(self.stage.ago(12 + 20 * n), self.chance, 9, 14)
            people = [(office.leaders[0], "chair"), (other.leaders[1], "participant")]
            meet(
                self.stage,
                "concentrated_check",
                f"窗口作风集中检查（第 {6 - n} 次）",
                at,
                unit=self.city.centre.place,
                people=people,
                targets=[("Unit", office.place.id), ("Unit", other.place.id)],
                recorder=office.staff[0],
            )
