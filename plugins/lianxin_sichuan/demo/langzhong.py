"""SC-LZ: the open-air meeting that raised 200,000 yuan in a month, its supervisors, its books."""

from datetime import datetime, time, timedelta

from lianxin.clock import instant
from lianxin.demo import Stage, meet
from lianxin.tables import Ballot, BallotName, Candidacy, Motion, MotionEntry
from lianxin_sichuan.demo import texts
from lianxin_sichuan.demo.province import Province
from lianxin_sichuan.tables import Fund, Payment, Pledge, Spending

DIRECT, INDIRECT = 500, 100
RAISED = 200_000
DONATION = 1_500
DIRECT_PEOPLE, INDIRECT_PEOPLE = 340, 285
SUPERVISORS = 3
MEETING, ELECTION = "sichuan.langzhong.dam_meeting", "sichuan.langzhong.supervisors_elected"


async def raise_money(stage: Stage, province: Province) -> None:
    raising = _Raising(stage, province)
    raising.elect()
    fund = raising.resolve()
    raising.collect(fund)
    raising.spend(fund)
    await stage.rows.store()


class _Raising:
    def __init__(self, stage: Stage, province: Province) -> None:
        self.stage, self.village = stage, province.dam
        self.chance = stage.chance.about("langzhong")
        self.clerk = province.clerks[0]
        self.day = stage.ago(100)

    def _at(self, days: int, hour: int) -> datetime:
        at = datetime.combine(self.day, time(hour), self.stage.locality.zone)
        return at + timedelta(days=days)

    def elect(self) -> None:
        """Three of five representatives on the list."""
        heads, at = self.village.heads, self._at(-7, 15)
        listed = heads[1:6]
        meeting = meet(
            self.stage,
            "supervisor_election",
            "选举修路群众监督员",
            at,
            unit=self.village.place,
            people=[(heads[0], "chair")],
            targets=[("Person", person) for person in listed],
            recorder=self.clerk,
        )
        motion = self._motion(ELECTION, "elected", "选举监督员三名", meeting, at, ("elected",))
        votes = dict.fromkeys(listed, 0)
        for home, head in list(zip(self.village.homes, heads, strict=True))[:80]:
            ballot = self._ballot(motion, "elected", home, head, at)
            for person in (*listed[:2], listed[2] if self.chance.happens(0.8) else listed[3]):
                votes[person] += 1
                self.stage.rows.add(BallotName, ballot_id=ballot, person_id=person)
        for n, (person, number) in enumerate(votes.items()):
            self.stage.rows.add(
                Candidacy,
                motion_id=motion,
                step="elected",
                person_id=person,
                votes=number,
                elected=n < SUPERVISORS,
            )
        for person in listed[:SUPERVISORS]:
            since = self.day - timedelta(days=6)
            self.stage.appoint(person, self.village.place, "dam_supervisor", since=since)
        self.stage.appoint(
            heads[20], self.village.place, "dam_builder", since=self.day + timedelta(days=1)
        )

    def resolve(self) -> int:
        heads, at = self.village.heads, self._at(0, 19)
        meeting = meet(
            self.stage,
            "dam_meeting",
            "方山村公路集资坝坝会",
            at,
            unit=self.village.place,
            place="村小学院坝",
            people=[
                (heads[0], "chair"),
                (heads[6], "proposer"),
                (heads[7], "explainer"),
                (heads[1], "watcher"),
                (heads[20], "works_lead"),
            ],
            recorder=self.clerk,
        )
        steps = ("proposed", "explained", "resolved")
        title = "通村公路：直接受益每人 500 元、间接受益每人 100 元"
        motion = self._motion(MEETING, "resolved", title, meeting, at, steps)
        for n, (home, head) in enumerate(zip(self.village.homes, heads, strict=True)):
            if n % 12:
                choice = "AGAINST" if n % 17 == 3 else "FOR"
                self._ballot(motion, "resolved", home, head, at, choice)
        return self.stage.rows.add(
            Fund,
            motion_id=motion,
            unit_id=self.village.place.id,
            purpose="修建通村水泥路",
            direct_amount=DIRECT,
            indirect_amount=INDIRECT,
            resolved_on=self.day,
        )

    def collect(self, fund: int) -> None:
        """Whole households, each person once; all is paid within a month."""
        homes, due = self.village.homes, [("donation", 1, DONATION, self.village.homes[0])]
        half = len(homes) * 55 // 96
        for kind, people, share, amount in (
            ("direct", DIRECT_PEOPLE, homes[:half], DIRECT),
            ("indirect", INDIRECT_PEOPLE, homes[half:], INDIRECT),
        ):
            least, more = divmod(people, len(share))
            for n, home in enumerate(share):
                number = least + (n < more)
                due.append((kind, number, number * amount, home))
        for kind, number, amount, home in due:
            pledge = self.stage.rows.add(
                Pledge,
                fund_id=fund,
                household_id=home,
                kind=kind,
                people=number,
                amount=amount,
                pledged_on=self.day,
            )
            self.stage.rows.add(
                Payment,
                fund_id=fund,
                pledge_id=pledge,
                amount=amount,
                paid_on=self.day + timedelta(days=self.chance.whole(0, 28)),
            )

    def spend(self, fund: int) -> None:
        for n, (what, amount) in enumerate(texts.SPENDINGS):
            on = self.day + timedelta(days=35 + 8 * n)
            self.stage.rows.add(Spending, fund_id=fund, amount=amount, spent_on=on, what=what)

    def _motion(
        self,
        procedure: str,
        step: str,
        title: str,
        meeting: int,
        at: datetime,
        steps: tuple[str, ...],
    ) -> int:
        motion = self.stage.rows.add(
            Motion,
            code=self.stage.numbers.code(),
            version=1 + len(steps),
            title=title,
            procedure=procedure,
            step=step,
            meeting_id=meeting,
            unit_id=self.village.place.id,
            eligible=len(self.village.homes),
            decided=True,
            passed=True,
        )
        lines = [("propose", steps[0]), *(("conclude", passed) for passed in steps)]
        for n, (action, passed) in enumerate(lines, 1):
            self.stage.rows.add(
                MotionEntry,
                motion_id=motion,
                n=n,
                action=action,
                step=passed,
                meeting_id=meeting,
                actor_id=self.clerk,
                at=instant(at + timedelta(minutes=15 * n)),
            )
        return motion

    def _ballot(
        self, motion: int, step: str, home: int, head: int, at: datetime, choice: str = "FOR"
    ) -> int:
        return self.stage.rows.add(
            Ballot,
            motion_id=motion,
            step=step,
            person_id=head,
            household_id=home,
            choice=choice,
            at=instant(at + timedelta(hours=1)),
        )
