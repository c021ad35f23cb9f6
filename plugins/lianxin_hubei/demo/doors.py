"""HB-B: articles, cards at the door, windows with hours of their own, complaints."""

from datetime import datetime
from typing import Any

from lianxin.demo import Stage, Teller
from lianxin_hubei.demo import texts
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.province import Province
from lianxin_hubei.tables import DepartmentCard, DoorArticle, WindowHours

CLOSED = "窗口上班时间关门"


async def open_doors(stage: Stage, province: Province, plan: Plan) -> None:
    doors = _Doors(stage, province, plan)
    doors.articles()
    doors.cards()
    for n in range(plan.complaints):
        doors.complaint(n)
        if n % 200 == 0:
            stage.progress("投诉 Complaints", n, plan.complaints)
            await stage.rows.store()
    await stage.rows.store()


class _Doors:
    def __init__(self, stage: Stage, province: Province, plan: Plan) -> None:
        self.stage, self.province, self.plan = stage, province, plan
        self.chance = stage.chance.about("doors")
        self.teller = Teller(stage, audited=not plan.settled)

    def articles(self) -> None:
        for number, (subject, field) in enumerate(texts.ARTICLES, 1):
            text = texts.ARTICLE_TEXTS.get(number)
            self.stage.rows.add(DoorArticle, number=number, field=field, subject=subject, text=text)

    def cards(self) -> None:
        """Every office has its card, but for two; one window is open over noon."""
        offices = [part for office in self.province.offices for part in office.within]
        lacking = set() if self.plan.settled else {5, 14}
        for n, part in enumerate(offices):
            if n in lacking:
                continue
            duties = texts.DUTIES.get(part.name, texts.OTHER_DUTY.format(name=part.name))
            self.stage.rows.add(
                DepartmentCard,
                unit_id=part.id,
                duties=duties,
                office_number=f"027-8723{n + 1001}",
                room=f"{2 + n % 7}{n % 20 + 1:02}室",
            )
        self.stage.rows.add(
            WindowHours,
            unit_id=self.province.windows[0].place.id,
            spans="08:30-17:30",
            since=self.stage.ago(300),
        )

    def complaint(self, n: int) -> None:
        """About windows and departments; of windows found closed, some were not in hours."""
        chance, hours = self.chance, self.stage.hours
        kind = list(texts.COMPLAINTS)[n % 3]
        title, field = chance.pick(texts.COMPLAINTS[kind])
        about = chance.pick(self.province.windows if n % 2 else self.province.offices)
        met_at = self._moment(noon=n % 8 == 3)
        closed = title == CLOSED and n % 2 == 1
        noon = about is not self.province.windows[0] and met_at.hour == 12
        facts: dict[str, Any] = {"field": field, "met_at": met_at}
        if closed:
            facts |= {"found_closed": True, "in_hours": not noon}
        story = self.teller.begins(
            "door_complaint",
            f"{about.place.name}：{title}",
            hours.after(met_at, chance, 1, 40),
            category=kind,
            unit_id=about.place.id,
            reporter=chance.pick(self.province.residents),
            facts=facts,
        )
        supervisor = chance.pick(self.province.supervisors)
        confirmed = chance.happens(0.15) and not (closed and noon)
        story.act(
            "verify",
            hours.after(story.now, chance, 5, 60),
            supervisor,
            chance.pick(texts.CHECKED),
            confirmed=confirmed,
        )
        if self.plan.settled or chance.happens(0.85):
            later = hours.after(story.now, chance, 5, 60)
            answer = texts.COMPLAINT_ANSWERS[0 if confirmed else 1]
            story.act("answer", later, supervisor, result=answer)
        story.finish()

    def _moment(self, *, noon: bool) -> datetime:
        """On a working day, at noon or in the forenoon."""
        day = self.stage.hours.next_working(self.stage.ago(self.chance.whole(8, 150)))
        first, last = (12.1, 12.9) if noon else (9, 11.5)
        return self.stage.hours.on(day, self.chance, first, last)
