"""CD-D: conferences and documents, objections to them, rectification, violations."""

from datetime import datetime, timedelta
from typing import Any

from lianxin.demo import Stage, Teller, meet
from lianxin_chengdu.demo import texts
from lianxin_chengdu.demo.city import City
from lianxin_chengdu.demo.plan import Plan
from lianxin_chengdu.tables import IssuedDocument, Objection, Violation

QUIET = "chengdu.style.quiet_week"


async def keep_style(stage: Stage, city: City, plan: Plan) -> None:
    style = _Style(stage, city, plan)
    for n in range(24):
        style.conference(n)
        style.document(n)
    for title, field in texts.ACTIONS:
        style.rectify(title, field)
    for n in range(8):
        style.violate(n)
    await stage.rows.store()


class _Style:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city, self.plan = stage, city, plan
        self.chance = stage.chance.about("style")
        self.teller = Teller(stage)

    def conference(self, n: int) -> None:
        """Applied for, approved, held on a day on which meetings are allowed; some object."""
        chance, hours = self.chance, self.stage.hours
        office = self.city.departments[n % len(self.city.departments)]
        title = f"{office.place.name}{chance.pick(texts.CONFERENCES)}"
        at = hours.open_at(hours.on(self.stage.ago(250 - 10 * n), chance, 9, 15), chance)
        story = self.teller.begins(
            "conference_application",
            title,
            at,
            taken_by=office.staff[0],
            unit_id=office.place.id,
        )
        called = chance.some([*self.city.counties, *self.city.streets], 4)
        units = [other.place.id for other in called]
        story.act("call", hours.after(at, chance, 1, 5), office.staff[0], units=units)
        if n % 3 == 0:
            self.stage.rows.add(
                Objection,
                unit_id=units[0],
                application_id=story.case.id,
                objected_on=story.now.date(),
                ground=chance.pick(texts.OBJECTIONS),
            )
        supervisor = chance.pick(self.city.supervisors)
        story.act("approve", hours.after(story.now, chance, 8, 40), supervisor, "同意召开")
        held = self._free(hours.after(story.now, chance, 30, 90))
        if story.step == "approved" and held < self.stage.until:
            community = chance.pick(self.city.communities)
            people = [
                (office.leaders[0], "chair"),
                *((o.leaders[0], "participant") for o in called),
            ]
            meet(
                self.stage,
                "video_conference" if chance.happens(0.4) else "conference",
                title,
                held,
                hours=chance.whole(1, 3),
                unit=office.place,
                place="会议中心",
                people=[*people, (community.secretary, "participant")],
                recorder=office.staff[0],
                application=story.case.code,
            )
            later = hours.after(held, chance, 3, 10)
            story.act("done", later, office.staff[0], result="按期召开，会期压缩一半")
        story.finish()

    def _free(self, at: datetime) -> datetime:
        """The same time on the next day that is no day of a quiet week, nor a holiday."""
        rule = self.stage.locality.composition.rules[QUIET].rule
        settings, calendar = self.stage.locality.figures.settings, self.stage.locality.calendar
        while True:
            day = at.date()
            if calendar.is_working(day) and not rule.recurrence(settings).dates(  # type: ignore[attr-defined]
                day, day, calendar
            ):
                return at
            at += timedelta(days=1)

    def document(self, n: int) -> None:
        chance, hours = self.chance, self.stage.hours
        office = self.city.departments[(n * 5) % len(self.city.departments)]
        title = chance.pick(texts.DOCUMENTS)
        at = hours.open_at(hours.on(self.stage.ago(240 - 9 * n), chance, 9, 15), chance)
        story = self.teller.begins(
            "document_application",
            f"{office.place.name}{title}",
            at,
            taken_by=office.staff[0],
            unit_id=office.place.id,
        )
        supervisor = chance.pick(self.city.supervisors)
        story.act("approve", hours.after(at, chance, 8, 40), supervisor, "同意印发")
        issued = hours.after(story.now, chance, 2, 20)
        if story.step == "approved" and issued < self.stage.until:
            self.stage.rows.add(
                IssuedDocument,
                unit_id=office.place.id,
                number=f"成发〔{issued.year}〕{n + 1} 号",
                title=title,
                issued_on=issued.date(),
                application_id=story.case.id,
            )
            story.act("done", issued + timedelta(hours=1), office.staff[0], result="已印发")
        story.finish()

    def rectify(self, title: str, field: str) -> None:
        """One of eleven actions; where all is settled each has come to its end."""
        chance, hours = self.chance, self.stage.hours
        office = chance.pick(self.city.departments)
        supervisor, owner = chance.pick(self.city.supervisors), office.staff[0]
        at = hours.on(self.stage.ago(chance.whole(120, 200)), chance, 9, 16)
        story = self.teller.begins("rectification", title, at, category=field, taken_by=supervisor)
        named: dict[str, Any] = {"unit": office.place.id, "owner": owner}
        story.act("own", hours.after(at, chance, 10, 60), supervisor, **named)
        done = 3 if self.plan.settled else chance.whole(1, 3)
        for percent, note in ((30, "自查摸底完成"), (70, "清理过半"), (100, "全面清理"))[:done]:
            later = hours.after(story.now, chance, 200, 500)
            story.act("report_progress", later, owner, note, progress=percent)
        if done == 3:
            later = hours.after(story.now, chance, 40, 200)
            story.act("rectify", later, owner, result="已完成，建立长效制度")
        story.finish()

    def violate(self, n: int) -> None:
        kind, finding, handling = texts.VIOLATIONS[n % len(texts.VIOLATIONS)]
        office = self.chance.pick(self.city.departments)
        found = self.stage.ago(self.chance.whole(60, 200))
        handled = n < 6 or self.plan.settled
        self.stage.rows.add(
            Violation,
            unit_id=office.place.id,
            person_id=self.chance.pick(office.staff),
            kind=kind,
            found_on=found,
            finding=finding,
            handled_on=found + timedelta(days=self.chance.whole(10, 40)) if handled else None,
            handling=handling if handled else None,
        )
