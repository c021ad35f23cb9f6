"""FG-A2, FG-A4: cases that name one problem, the resolution on it, the covenant that it became."""

from datetime import date, datetime

from lianxin.clock import instant
from lianxin.demo import Stage, Teller, meet
from lianxin.demo.motions import move
from lianxin.tables import Problem, ProblemEntry, ProblemMatch, Regulation, RegulationGround
from lianxin_fenggang.demo import texts
from lianxin_fenggang.demo.county import County, Group
from lianxin_fenggang.rules.deliberation.steps import DIRECT
from lianxin_fenggang.terms import COVENANT, RESIDENTS

FIELD = "morals"
"""Of the motions in this field, the one that is told here."""

IN_FORCE, RESOLVED, OPENED = 95, 100, 108
"""So many days ago."""

BEFORE = (112, 118, 125, 133, 141, 149, 160, 171, 180)
AFTER = (80, 37, 12)
ANSWERS = ("CONSENTED",) * 6 + ("DECLINED", "LEFT", "PROPOSED")
LINES = {"CONSENTED": "consent_match", "DECLINED": "decline_match", "LEFT": "leave_match"}


async def lead_to_a_covenant(stage: Stage, county: County) -> None:
    """Of the first group: nine cases of which six count, and three more afterwards."""
    chain = _Chain(stage, county.groups[0])
    cases = [chain.case(days) for days in BEFORE]
    for days in AFTER:
        chain.case(days)
    problem = chain.problem(cases)
    chain.covenant(problem, chain.resolution(problem))
    await stage.rows.store()


class _Chain:
    def __init__(self, stage: Stage, group: Group) -> None:
        self.stage, self.group = stage, group
        self.chance = stage.chance.about("chain")
        self.teller = Teller(stage)
        self.worker = group.village.staff[0]

    def case(self, days: int) -> int:
        """Brought up by somebody of the group, and answered there."""
        chance, hours = self.chance, self.stage.hours
        title, body = chance.pick(texts.RUBBISH)
        reporter = self.stage.resident(chance, address=self.group.place.address)
        story = self.teller.begins(
            "app",
            title,
            self._at(days, 9, 20),
            body=body,
            reporter=reporter,
            contactable=True,
            unit_id=self.group.place.id,
        )
        story.act("take_on", hours.after(story.now, chance, 1, 20), self.worker)
        later = hours.after(story.now, chance, 8, 60)
        story.act("answer", later, self.worker, chance.pick(texts.ANSWERS))
        story.finish()
        return story.case.id

    def problem(self, cases: list[int]) -> int:
        at = instant(self._at(OPENED, 9, 11))
        key = self.stage.rows.add(
            Problem,
            code="FG-WT-1",
            title="组里垃圾无人清运",
            summary="多户反映垃圾池满溢、清运不定时，请议事会商定办法。",
            unit_id=self.group.place.id,
            keywords="垃圾",
            opened_at=at,
            opener_id=self.worker,
        )
        lines: list[tuple[str, int | None, datetime]] = [("open_problem", None, at)]
        lines += [("propose_match", case, at) for case in cases]
        for case, state in zip(cases, ANSWERS, strict=True):
            answered = None if state == "PROPOSED" else instant(self._at(OPENED - 3, 18, 20))
            self.stage.rows.add(
                ProblemMatch,
                problem_id=key,
                case_id=case,
                state=state,
                proposed_at=at,
                proposer_id=self.worker,
                answered_at=answered,
                answered_by=answered and "REPORTER",
            )
            if answered is not None:
                lines += [("consent_match", case, answered)] if state == "LEFT" else []
                lines.append((LINES[state], case, answered))
        for n, (action, case_id, when) in enumerate(lines, 1):
            self.stage.rows.add(
                ProblemEntry, problem_id=key, n=n, action=action, case_id=case_id, at=when
            )
        return key

    def resolution(self, problem: int) -> int:
        """All four steps at one meeting of the council."""
        group, at = self.group, self._at(RESOLVED, 19, 20)
        title = "垃圾分户投放、轮流清扫"
        meeting = meet(
            self.stage,
            "council_meeting",
            f"议事会：{title}",
            at,
            unit=group.place,
            place="群众工作点",
            people=[(person, "participant") for person in group.council],
            recorder=self.worker,
        )
        course = {"course": texts.COURSES[1], "spoke": group.council[:2]}
        return move(
            self.stage,
            DIRECT,
            title,
            unit=group.place,
            actor=self.worker,
            meetings=[(meeting, at)],
            concluded=4,
            voters={
                "discuss": group.council,
                "review": group.branch.members,
                "resolve": group.council,
            },
            said=dict.fromkeys(("propose", "discuss", "review", "resolve"), course),
            problem=problem,
            field=FIELD,
            subject=RESIDENTS.code,
        )

    def covenant(self, problem: int, motion: int) -> None:
        key = self.stage.rows.add(
            Regulation,
            code="FG-GY-1",
            title=f"{self.group.place.name}环境卫生公约",
            tier=COVENANT.code,
            unit_id=self.group.place.id,
            in_force_since=self._day(IN_FORCE),
        )
        self.stage.rows.add(
            RegulationGround, regulation_id=key, problem_id=problem, motion_id=motion
        )

    def _day(self, days: int) -> date:
        return self.stage.ago(days)

    def _at(self, days: int, earliest: int, latest: int) -> datetime:
        return self.stage.hours.on(self._day(days), self.chance, earliest, latest)
