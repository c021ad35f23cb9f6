"""What the offices do to a matter, one step after another."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from lianxin.demo import Chance, Stage, Story, meet
from lianxin_zoucheng.demo import phrases
from lianxin_zoucheng.demo.city import City
from lianxin_zoucheng.demo.course import Course

Act = Callable[["Actors", Story, Course], None]


class Actors:
    """Lets people act on stories at sensible times."""

    def __init__(self, stage: Stage, city: City, chance: Chance) -> None:
        self.stage = stage
        self.city = city
        self.chance = chance

    def play(self, story: Story, course: Course) -> None:
        """Until the end, the present, or the step at which the matter stays."""
        self.clerk = self._clerk(course)
        for act in ACTS:
            if story.over or story.step == course.stops:
                return
            act(self, story, course)

    def later(self, story: Story, course: Course, least: float, most: float) -> datetime:
        """So many hours later, within the hours of offices."""
        if course.brisk:
            return story.now + (self.stage.until - story.now) * 0.01
        return self.stage.hours.after(story.now, self.chance, least, most)

    def _clerk(self, course: Course) -> int:
        """What goes to discipline inspection is seen by its own people alone."""
        inside = course.way == "discipline"
        return self.chance.pick((self.city.discipline if inside else self.city.centre).staff)

    def accept(self, story: Story, course: Course) -> None:
        at = self.later(story, course, 0.2, 4)
        opinion = self.chance.pick(phrases.ACCEPTANCE_OPINIONS)
        clerk = self.chance.pick(self.city.centre.staff)
        story.act("accept", at, clerk, acceptance_opinion=opinion)

    def classify(self, story: Story, course: Course) -> None:
        at = self.later(story, course, 0.1, 3)
        fields: dict[str, Any] = {"way": course.way, "category": course.category}
        if course.way == "discipline":
            fields["discipline_unit"] = self.city.discipline.place.id
        if len(course.offices) > 1:
            fields["units"] = [office.place.id for office in course.offices]
        clerk = self.chance.pick(self.city.centre.staff)
        story.act("classify", at, clerk, **fields)

    def consult(self, story: Story, course: Course) -> None:
        if not course.consulted:
            return
        at = self.later(story, course, 3, 24)
        people = [self.clerk, *(self.chance.pick(o.leaders) for o in course.offices)]
        leading = course.offices[0].place.name
        decision = self.chance.pick(phrases.DECISIONS).format(unit=leading)
        if story.act("consult", at, self.clerk, decision=decision, people=people):
            self._record_consultation(story, course, at, people)

    def instruct(self, story: Story, course: Course) -> None:
        if course.way != "submit_to_leader":
            return
        at = self.later(story, course, 3, 40)
        leader = self.chance.pick(self.city.leaders)
        note = self.chance.pick(phrases.INSTRUCTION_NOTES)
        story.act("instruct", at, leader, note, instruction=course.instruction)

    def assign(self, story: Story, course: Course) -> None:
        if not course.handled:
            return
        at, office = self.later(story, course, 0.2, 5), course.offices[0]
        handler = course.handler or self.chance.pick(office.handlers)
        note = self.chance.pick(phrases.ASSIGNMENT_NOTES)
        story.act("assign", at, self.clerk, note, unit=office.place.id, handler=handler)

    def supervise(self, story: Story, course: Course) -> None:
        """Done by somebody, unless the term runs out first: then it is escalated by itself."""
        if story.step != "assigned":
            return
        hours = (150, 200) if course.late else (4, 40)
        at = self.later(story, course, *hours)
        note = self.chance.pick(phrases.SUPERVISION_NOTES)
        if not story.pass_time(at) or story.step != "assigned":
            return
        story.act("supervise", at, self._supervisor(course), note)

    def report_back(self, story: Story, course: Course) -> None:
        if not course.answered or (course.handled and story.step != "supervised"):
            return
        at = self.later(story, course, *((6, 40) if course.handled else (0.2, 6)))
        if course.handled:
            who, settled = story.case.handler_id, course.said(course.matter.settled)
        else:
            who, settled = self.clerk, self.chance.pick(phrases.SHORT_ANSWERS)
        story.act("report_back", at, who, settled)

    def send_back(self, story: Story, course: Course) -> None:
        """Called, and not satisfied with reason: it is handled once more."""
        if not (course.handled and course.returns and story.step == "reported_back"):
            return
        note = self.chance.pick(phrases.SEND_BACK_NOTES)
        story.act("send_back", self.later(story, course, 4, 30), self.clerk, note)
        if course.stops == "sent_back":
            return
        self.supervise(story, course)
        if story.step == "supervised":
            at = self.later(story, course, 8, 60)
            again = self.chance.pick(phrases.SECOND_ANSWERS)
            story.act("report_back", at, story.case.handler_id, again)

    def call_back(self, story: Story, course: Course) -> None:
        if not (course.answered and story.case.contactable and story.step == "reported_back"):
            return
        at = self.later(story, course, 3, 50)
        reasonable = course.satisfaction != "dissatisfied"
        grounds = phrases.GROUNDS if reasonable else phrases.UNREASONABLE_GROUNDS
        story.act(
            "call_back",
            at,
            self.clerk,
            satisfaction=course.satisfaction,
            reasonable=reasonable,
            reasonable_ground=self.chance.pick(grounds),
        )

    def analyse(self, story: Story, course: Course) -> None:
        if story.step != ("called_back" if story.case.contactable else "reported_back"):
            return
        analysis = self.chance.pick(phrases.ANALYSES)
        fields = {"analysis": analysis} if analysis else {}
        story.act("analyse", self.later(story, course, 2, 40), self.clerk, **fields)

    def archive(self, story: Story, course: Course) -> None:
        if story.step in ("classified", "instructed", "analysed"):
            story.act("archive", self.later(story, course, 2, 30), self.clerk)

    def _supervisor(self, course: Course) -> int:
        inside = course.way == "discipline"
        return self.chance.pick(self.city.discipline.staff if inside else self.city.supervisors)

    def _record_consultation(
        self, story: Story, course: Course, at: datetime, people: list[int]
    ) -> None:
        chair, *others = people
        meet(
            self.stage,
            "consultation",
            f"会商：{story.case.title}"[:80],
            at,
            hours=1,
            unit=self.city.centre.place,
            place="社情民意受理中心会商室",
            people=[(chair, "chair"), *((p, "participant") for p in dict.fromkeys(others))],
            cases=[story.case.id],
            recorder=chair,
        )


ACTS: tuple[Act, ...] = (
    Actors.accept,
    Actors.classify,
    Actors.consult,
    Actors.instruct,
    Actors.assign,
    Actors.supervise,
    Actors.report_back,
    Actors.send_back,
    Actors.call_back,
    Actors.analyse,
    Actors.archive,
)
