"""CD-B: microblogs and mentions, the renewal committee, the year's projects, major matters."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from lianxin.clock import instant
from lianxin.demo import Chance, Stage, Story, Teller, hold_survey, meet
from lianxin.tables import Ballot, Motion, MotionEntry
from lianxin_chengdu.demo import texts
from lianxin_chengdu.demo.city import City, Office
from lianxin_chengdu.demo.people import REPRESENTATIVES
from lianxin_chengdu.demo.plan import Plan
from lianxin_chengdu.tables import Asked, Microblog, ProjectSetter

ELECTION = "chengdu.asking.representatives_put_forward"
COMMITTEE = "chengdu.asking.committee_decisions"
RATING = "chengdu.asking.projects_rated"
GRADES = {"satisfied": 62, "fairly_satisfied": 26, "basically_satisfied": 9, "dissatisfied": 3}


async def ask_residents(stage: Stage, city: City, plan: Plan) -> None:
    asking = _Asking(stage, city, plan)
    asking.open_microblogs()
    for n in range(plan.mentions):
        asking.mention(n)
        if n % 200 == 0:
            stage.progress("微博 Mentions", n, plan.mentions)
            await stage.rows.store()
    asking.elect()
    await stage.rows.store()
    for n in range(plan.projects):
        asking.project(stage.today.year, n)
    for n in range(min(10, plan.projects)):
        asking.project(stage.today.year - 1, n)
    asking.matters()
    await stage.rows.store()


async def rate_projects(stage: Stage) -> None:
    """Last year's, by those who had set them."""
    year = stage.today.year - 1
    opened, closed = (datetime(year, 12, day, 9, tzinfo=stage.locality.zone) for day in (20, 28))

    def grade(chance: Chance, _: int) -> str | None:
        return chance.weighted(GRADES) if chance.happens(0.9) else None

    await hold_survey(stage, RATING, grade, opened, closed)


class _Asking:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance = stage.chance.about("asking")
        self.teller = Teller(stage, audited=not plan.settled)
        self.accounts: list[tuple[int, list[int]]] = []

    def open_microblogs(self) -> None:
        """Every level has them; two communities have none yet."""
        city = self.city
        self._microblog(city.place.id, "city", "@成都服务", city.clerks)
        for level, offices in (("county", city.counties), ("township", city.streets)):
            for office in offices:
                self._microblog(office.place.id, level, f"@{office.place.name}发布", office.staff)
        missing = 0 if self.plan.settled else 2
        for community in city.communities[: len(city.communities) - missing]:
            name = f"@微{community.place.name}"
            self._microblog(community.place.id, "community", name, community.staff)

    def _microblog(self, unit: int, level: str, handle: str, staff: list[int]) -> None:
        opened = self.stage.ago(self.chance.whole(200, 900))
        self.stage.rows.add(Microblog, unit_id=unit, level=level, handle=handle, opened_on=opened)
        self.accounts.append((unit, staff))

    def mention(self, n: int) -> None:
        """Sorted, handed to a department, answered through the same account."""
        chance, hours = self.chance, self.stage.hours
        unit, staff = chance.pick(self.accounts)
        kind = chance.weighted({"enquiry": 3, "complaint": 5, "suggestion": 2})
        title, body = chance.pick(texts.MENTIONS[kind])
        at = hours.on(self.stage.ago(chance.whole(1, 80)), chance)
        story = self.teller.begins(
            "mention", title, at, body=body, unit_id=unit, external_id=f"wb-{n:06}"
        )
        who, office = chance.pick(staff), chance.pick(self.city.departments)
        story.act("sort", hours.after(at, chance, 0.2, 5), who, kind=kind)
        story.act("handle", hours.after(story.now, chance, 0.5, 8), who, unit=office.place.id)
        note = chance.pick(texts.MENTION_ANSWERS)
        later = hours.after(story.now, chance, 4, 60)
        story.act("answer", later, chance.pick(self.city.clerks), note, account=unit)
        story.finish()

    def elect(self) -> None:
        """The list was put to all households; the committee then decided on motions."""
        area, day = self.city.area, self.stage.ago(200)
        members = area.heads[:REPRESENTATIVES]
        at = datetime.combine(day, datetime.min.time(), self.stage.locality.zone)
        at += timedelta(hours=15)
        meeting = meet(
            self.stage,
            "representative_election",
            "推举自治改造委员会代表大会",
            at,
            unit=area.place,
            place="片区小学操场",
            people=[(area.secretary, "chair"), *((p, "participant") for p in members)],
            targets=[("Person", person) for person in members],
            recorder=area.secretary,
        )
        households = list(zip(area.heads, area.homes, strict=True))
        self._motion(ELECTION, "推举十三位代表", "put_forward", meeting, at, households)
        voters = [(person, None) for person in members]
        for n, title in enumerate(texts.MOTIONS):
            held = at + timedelta(days=30 + 40 * n)
            people = [(person, "participant") for person in members[: len(members) - n]]
            meeting = meet(
                self.stage,
                "renewal_committee_meeting",
                f"自治改造委员会会议：{title}",
                held,
                unit=area.place,
                place="自治委办公室",
                people=people,
                recorder=area.secretary,
            )
            self._motion(COMMITTEE, title, "resolved", meeting, held, voters)

    def _motion(
        self,
        procedure: str,
        title: str,
        step: str,
        meeting: int,
        at: datetime,
        voters: Sequence[tuple[int, int | None]],
    ) -> None:
        """Voted on by most, and passed."""
        add, area = self.stage.rows.add, self.city.area
        motion = add(
            Motion,
            code=self.stage.numbers.code(),
            version=2,
            title=title,
            procedure=procedure,
            step=step,
            meeting_id=meeting,
            unit_id=area.place.id,
            eligible=len(voters),
            decided=True,
            passed=True,
        )
        for n, action in enumerate(("propose", "conclude"), 1):
            add(
                MotionEntry,
                motion_id=motion,
                n=n,
                action=action,
                step=step,
                meeting_id=meeting,
                actor_id=area.secretary,
                at=instant(at + timedelta(hours=n)),
            )
        for person, home in voters:
            if self.chance.happens(0.92):
                add(
                    Ballot,
                    motion_id=motion,
                    step=step,
                    person_id=person,
                    household_id=home,
                    choice="FOR" if self.chance.happens(0.9) else "AGAINST",
                    at=instant(at + timedelta(minutes=self.chance.whole(5, 55))),
                )

    def project(self, year: int, n: int) -> None:
        """Set by residents early in the year, carried out by a department."""
        chance, hours = self.chance, self.stage.hours
        area, name = list(texts.PROJECTS.items())[n % len(texts.PROJECTS)]
        day = min(date(year, 1, 8) + timedelta(days=chance.whole(0, 30)), self.stage.today)
        clerk, office = chance.pick(self.city.clerks), self._office(n)
        place = chance.pick(self.city.counties).place.name
        story = self.teller.begins(
            "livelihood_project",
            f"{place}{name}({n // len(texts.PROJECTS) + 1})",
            hours.on(day, chance, 9, 16),
            category=area,
            taken_by=clerk,
        )
        for person in chance.some(self._residents(), 3):
            self.stage.rows.add(ProjectSetter, case_id=story.case.id, person_id=person, set_on=day)
        story.act("choose", hours.after(story.now, chance, 100, 300), clerk, unit=office.place.id)
        self._carry_out(story, office)
        story.finish()

    def _carry_out(self, story: Story, office: Office) -> None:
        """Where all is settled, by late summer."""
        least, most = (600, 1_200) if self.plan.settled else (900, 2_100)
        for percent, note in texts.PROGRESS:
            later = self.stage.hours.after(story.now, self.chance, least, most)
            story.act("report_progress", later, office.staff[0], note, progress=percent)
        if story.step == "under_way" and story.now < self.stage.until:
            later = self.stage.hours.after(story.now, self.chance, 100, 500)
            story.act("complete", later, office.staff[0], result="全部完成并交付使用")

    def _office(self, n: int) -> Office:
        return self.city.departments[n % len(self.city.departments)]

    def _residents(self) -> list[int]:
        return [head for community in self.city.communities for head in community.heads]

    def matters(self) -> None:
        for title, questions in texts.MATTERS:
            leader, office = self.chance.pick(self.city.leaders), self._office(0)
            day = self.stage.ago(self.chance.whole(150, 250))
            at = self.stage.hours.on(day, self.chance, 9, 16)
            story = self.teller.begins("major_matter", title, at, taken_by=leader)
            later = self.stage.hours.after(at, self.chance, 200, 400)
            story.act("decide", later, leader, "经群众意见征集后决策")
            later = self.stage.hours.after(later, self.chance, 100, 200)
            story.act("carry_out", later, self.city.clerks[0], unit=office.place.id)
            for n, question in enumerate(questions):
                asked = day + timedelta(days=5 + 40 * n)
                self.stage.rows.add(
                    Asked,
                    case_id=story.case.id,
                    question=question,
                    asked_on=asked,
                    how=texts.ASKED[question],
                )
            story.finish()
