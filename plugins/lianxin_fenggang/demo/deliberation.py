"""FG-A: motions on the five fields, resolutions and what became of them."""

from datetime import datetime, timedelta

from lianxin.clock import instant
from lianxin.demo import Stage, meet
from lianxin.demo.motions import move
from lianxin.tables import Candidacy, Task
from lianxin_fenggang.demo import texts
from lianxin_fenggang.demo.chain import FIELD
from lianxin_fenggang.demo.county import County, Group
from lianxin_fenggang.demo.plan import Plan
from lianxin_fenggang.rules.deliberation.steps import DIRECT
from lianxin_fenggang.tables import Report

STEPS = 4
ELECTION = "fenggang.deliberation.council_election"


async def deliberate(stage: Stage, county: County, plan: Plan) -> None:
    council = _Council(stage, county, plan)
    for group in county.groups[:6]:
        council.elect(group)
    n = 0
    for field, number in plan.motions.items():
        for of_field in range(number - (field == FIELD)):
            council.motion(n, field, of_field)
            n += 1
            if n % 500 == 0:
                stage.progress("议事 Motions", n, sum(plan.motions.values()))
                await stage.rows.store()
    await stage.rows.store()


class _Council:
    def __init__(self, stage: Stage, county: County, plan: Plan) -> None:
        self.stage, self.county, self.plan = stage, county, plan
        self.chance = stage.chance.about("deliberation")

    def elect(self, group: Group) -> None:
        """The list had one more than there are seats."""
        stage = self.stage
        at = stage.hours.on(stage.ago(self.chance.whole(200, 230)), self.chance, 14, 16)
        loser = stage.resident(self.chance, address=group.place.address)
        listed = [*group.council, loser]
        meeting = meet(
            stage,
            "council_election",
            f"选举{group.place.name}议事会",
            at,
            unit=group.place,
            place="群众工作点",
            people=[(person, "participant") for person in group.council],
            targets=[("Person", person) for person in listed],
            recorder=group.village.staff[0],
        )
        motion = move(
            stage,
            ELECTION,
            f"选举{group.place.name}议事会成员",
            unit=group.place,
            actor=group.village.staff[0],
            meetings=[(meeting, at)],
            concluded=1,
        )
        homes = len(group.homes)
        for person in listed:
            votes = 0 if person == loser else max(1, homes - self.chance.whole(0, 1))
            stage.rows.add(
                Candidacy,
                motion_id=motion,
                step="elect",
                person_id=person,
                votes=votes,
                elected=person != loser,
            )

    def motion(self, n: int, field: str, of_field: int) -> None:
        """Most are resolved; some are still discussed or reviewed. All of this year."""
        chance, titles = self.chance, texts.MOTIONS[field]
        group = self.county.groups[(n * 7) % len(self.county.groups)]
        title = f"{titles[of_field % len(titles)]}（{group.place.name}）"
        concluded = STEPS if self.plan.settled else chance.weighted({4: 7, 3: 1, 2: 1, 1: 1})
        held = [self._meeting(group, title, days) for days in self._days(concluded)]
        subject = chance.weighted({"residents": 6, "party_members": 3, "organisation": 2})
        council, branch = group.council, group.branch.members
        votes = {"discuss": council, "review": branch, "resolve": council}
        if self.plan.settled:
            votes = {}
        course = {"course": chance.pick(texts.COURSES), "spoke": council[:2]}
        motion = move(
            self.stage,
            DIRECT,
            title,
            unit=group.place,
            actor=group.village.staff[0],
            meetings=held,
            concluded=concluded,
            voters=votes,
            said=dict.fromkeys(("propose", "discuss", "review", "resolve"), course),
            field=field,
            subject=subject,
        )
        if concluded == STEPS and (not self.plan.settled or n % 40 == 0):
            self._carry_out(motion, group, held[-1][1])

    def _days(self, concluded: int) -> list[int]:
        """Within this year, the last meeting some days ago."""
        passed = (self.stage.today - self.stage.today.replace(month=1, day=1)).days
        last = self.chance.whole(2, max(3, passed - 40))
        return [last + 7 * back for back in reversed(range(min(concluded, 3)))]

    def _meeting(self, group: Group, title: str, days: int) -> tuple[int, datetime]:
        at = self.stage.hours.on(self.stage.ago(days), self.chance, 19, 20)
        key = meet(
            self.stage,
            "council_meeting",
            f"议事会：{title}",
            at,
            unit=group.place,
            place="群众工作点",
            people=[(person, "participant") for person in group.council],
            recorder=group.village.staff[0],
        )
        return key, at

    def _carry_out(self, motion: int, group: Group, resolved: datetime) -> None:
        """Two tasks; the older ones are done, one in eight of the others is late."""
        chance, stage = self.chance, self.stage
        old = (stage.until - resolved).days > 40
        for person in group.council[:2]:
            late = not old and chance.happens(0.12)
            due = stage.today - timedelta(days=3) if late else stage.today + timedelta(days=20)
            done = old or (not late and chance.happens(0.4))
            finished = instant(min(resolved + timedelta(days=12), stage.until)) if done else None
            stage.rows.add(
                Task,
                motion_id=motion,
                title=chance.pick(texts.TASKS),
                person_id=person,
                handed_out_at=instant(resolved),
                due_on=(resolved + timedelta(days=30)).date() if old else due,
                started_at=finished,
                done_at=finished,
            )
        if old or chance.happens(0.6):
            stage.rows.add(
                Report,
                motion_id=motion,
                person_id=group.council[0],
                reported_on=min(resolved + timedelta(days=10), stage.until).date(),
                progress=chance.pick(texts.REPORTS),
            )
