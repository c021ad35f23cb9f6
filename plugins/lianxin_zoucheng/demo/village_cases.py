"""Errands, disputes and applications: what the officers of a village work through."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lianxin.commands.inputs.tasks import TaskPlanned
from lianxin.demo import Chance, Stage, Story, Teller, meet
from lianxin_zoucheng.demo import topics
from lianxin_zoucheng.demo.city import City, Office, Village
from lianxin_zoucheng.demo.plan import Plan

RESULTS = {"done": 94, "refused": 4, "withdrawn": 2}
_DAY = timedelta(days=1)


async def tell_village_cases(stage: Stage, city: City, plan: Plan) -> None:
    telling = _Telling(stage, city, plan)
    told = (
        ("代办 Errands", plan.errands, telling.errand),
        ("纠纷 Disputes", plan.disputes, telling.dispute),
        ("低保申请 Applications", plan.applications, telling.application),
    )
    for what, number, tell in told:
        for n in range(1, number + 1):
            tell()
            if n % 100 == 0 or n == number:
                stage.progress(what, n, number)
                await stage.rows.store()


class _Telling:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance: Chance = stage.chance.about("village cases")
        self.teller = Teller(stage, audited=not plan.settled)
        self.served = [v for v in city.villages if v.agent and v.reachable]
        self.watched = [v for v in city.villages if v.secretary and v.reachable]

    def errand(self) -> None:
        """Taken by the agent, brought to the department, returned with a result."""
        village, topic = self.chance.pick(self.served), self.chance.pick(topics.ERRANDS)
        agent = village.agent
        story = self.teller.begins(
            "errand",
            topic.title,
            self._some_time(),
            body=topic.body,
            category=topic.category,
            reporter=self.chance.pick(village.reachable),
            contactable=True,
            unit_id=village.place.id,
        )
        department = self._department(topic.department)
        story.act("accept", self._later(story, 0.1, 3), agent)
        story.act("take", self._later(story, 2, 40), agent, department=department.place.id)
        result = self.chance.weighted(RESULTS)
        note = self.chance.pick(topics.ERRAND_NOTES[result])
        story.act("return_result", self._later(story, 10, 90), agent, note, result=result)
        story.finish()

    def dispute(self) -> None:
        """Settled on the spot, or by a joint session."""
        village, topic = self.chance.pick(self.watched), self.chance.pick(topics.DISPUTES)
        officer = village.secretary
        story = self.teller.begins(
            "village_problem",
            topic.title,
            self._some_time(),
            body=topic.body,
            category=topic.category,
            taken_by=officer,
            unit_id=village.place.id,
        )
        hard = self.chance.happens(0.12)
        way = "joint_session" if hard else "on_the_spot"
        story.act("judge", self._later(story, 1, 20), officer, way=way)
        if hard:
            self._joint_session(story, village)
        if story.step in ("judged", "carried_out") and story.step == _READY[way]:
            note = self.chance.pick(topics.SETTLED)
            story.act("settle", self._later(story, 3, 70), officer, note)
        story.finish()

    def application(self) -> None:
        """Checked at home, watched by a seconded cadre, publicised, decided."""
        village = self.chance.pick(self.watched)
        title, body = self.chance.pick(topics.APPLICATIONS)
        story = self.teller.begins(
            "subsistence_application",
            title,
            self._some_time(),
            body=body,
            category="subsistence",
            reporter=self.chance.pick(village.reachable),
            contactable=True,
            unit_id=village.place.id,
        )
        clerk = self.chance.pick(self.city.centre.staff)
        story.act("check", self._later(story, 10, 60), village.agent or clerk, topics.CHECKED)
        story.act("watch", self._later(story, 5, 40), village.secretary, opinion="agrees")
        at = self._later(story, 5, 30)
        until = (at + 8 * _DAY).date()
        story.act("publicise", at, clerk, place="村务公开栏", until=until)
        at = self.stage.hours.open_at(at + 9 * _DAY, self.chance)
        approved = self.chance.happens(0.8)
        note, decision = topics.DECIDED[approved], "approved" if approved else "rejected"
        story.act("decide", at, clerk, note, decision=decision)
        story.finish()

    def _joint_session(self, story: Story, village: Village) -> None:
        at, town = self._later(story, 20, 90), village.town
        office = self.chance.pick(self.city.departments)
        people = [town.leaders[0], office.leaders[0], village.secretary or town.staff[0]]
        tasks = list(self._tasks(at, town, office))
        chair = self.city.supervisors[0]
        note = self.chance.pick(topics.SESSION_NOTES)
        if not story.act("hold_joint_session", at, chair, note, people=people, tasks=tasks):
            return
        self._record_session(story, village, at, [chair, *people])
        story.act("carry_out", self._later(story, 1, 10), chair)
        story.finish_tasks(self._later(story, 50, 200))

    def _tasks(self, at: datetime, town: Office, office: Office) -> Iterator[TaskPlanned]:
        for days, title, unit in ((5, topics.TASKS[0], town), (10, topics.TASKS[1], office)):
            starts = at.date()
            yield TaskPlanned(title, unit.place.id, unit.staff[0], starts, starts + days * _DAY)

    def _record_session(
        self, story: Story, village: Village, at: datetime, people: list[int]
    ) -> None:
        chair, *others = people
        meet(
            self.stage,
            "joint_session",
            f"会办：{story.case.title}",
            at,
            unit=village.town.place,
            place=f"{village.town.place.name}会议室",
            people=[(chair, "chair"), *((p, "participant") for p in dict.fromkeys(others))],
            cases=[story.case.id],
            recorder=chair,
        )

    def _department(self, name: str) -> Office:
        return self.city.department(name) or self.city.departments[-1]

    def _some_time(self) -> datetime:
        """Where all is settled, long enough ago."""
        nearest = 40 if self.plan.settled else 1
        day = self.stage.ago(self.chance.whole(nearest, self.plan.days))
        return self.stage.hours.on(day, self.chance, 8, 17)

    def _later(self, story: Story, least: float, most: float) -> datetime:
        return self.stage.hours.after(story.now, self.chance, least, most)


_READY = {"on_the_spot": "judged", "joint_session": "carried_out"}
