"""SC-KZ: what messengers, teahouses and the site brought in, the wall, and the leads' visits."""

from datetime import timedelta
from typing import Any

from lianxin.demo import Stage, Teller, meet
from lianxin_sichuan.demo import texts
from lianxin_sichuan.demo.plan import Plan
from lianxin_sichuan.demo.province import Office, Province


async def listen(stage: Stage, province: Province, plan: Plan) -> None:
    listening = _Listening(stage, province)
    for _ in range(plan.voices):
        listening.hear()
    for _ in range(plan.posts):
        listening.post()
    for grid in province.grids:
        listening.visit(grid)
    await stage.rows.store()


class _Listening:
    def __init__(self, stage: Stage, province: Province) -> None:
        self.stage, self.province = stage, province
        self.chance = stage.chance.about("kangzhuang")
        self.teller = Teller(stage)

    def hear(self) -> None:
        chance, hours = self.chance, self.stage.hours
        n = chance.whole(0, len(self.province.grids) - 1)
        channel = chance.weighted({"messenger": 5, "teahouse": 3, "digital_community": 2})
        title, body = chance.pick(texts.VOICES)
        at = hours.on(self.stage.ago(chance.whole(2, 120)), chance, 8, 21)
        passed_on = {
            "messenger": chance.pick(self.province.messengers),
            "teahouse": self.province.residents[chance.whole(0, 1)].heads[0],
        }
        story = self.teller.begins(
            channel,
            title,
            at,
            body=body,
            taken_by=self.province.clerks[0] if channel != "digital_community" else None,
            reporter=chance.pick(self.province.residents[n].heads)
            if channel == "digital_community"
            else None,
            unit_id=self.province.grids[n].place.id,
            facts={"passed_on_by_id": passed_on.get(channel)},
        )
        lead = self.province.grids[n].staff[0]
        story.act("handle", hours.after(at, chance, 2, 30), lead)
        later = hours.after(story.now, chance, 8, 90)
        story.act("answer", later, lead, chance.pick(texts.ANSWERS))
        story.finish()

    def post(self) -> None:
        """Nobody is named; most are answered in time, the youngest wait."""
        chance, hours = self.chance, self.stage.hours
        title, body, *names = chance.pick(texts.POSTS)
        look: dict[str, Any] = {"shown": "shown"}
        if names:
            look |= {"names": names, "reason": texts.BLOTTED_SINCE}
        at = hours.on(self.stage.ago(chance.whole(0, 90)), chance, 7, 22)
        place = self.province.community.place
        story = self.teller.begins(
            "echo_wall", title, at, body=body, anonymous=True, unit_id=place.id
        )
        note = chance.pick(texts.WALL_ANSWERS)
        story.act("look", hours.after(at, chance, 1, 15), self.province.community.staff[0], **look)
        later = hours.after(at, chance, 20, 190)
        story.act("answer", later, self.province.community.staff[0], note)
        story.finish()

    def visit(self, grid: Office) -> None:
        """Three days of most weeks."""
        lead, monday = grid.staff[0], self.stage.today - timedelta(days=self.stage.today.weekday())
        for week in range(6):
            days = 3 if self.chance.happens(0.8) else 2
            for day in self.chance.some(range(5), days):
                on = monday - timedelta(weeks=week) + timedelta(days=day)
                at = self.stage.hours.on(on, self.chance, 9, 16)
                if at + timedelta(hours=3) < self.stage.until:
                    meet(
                        self.stage,
                        "grid_visit",
                        f"{grid.place.name}入户走访",
                        at,
                        unit=grid.place,
                        people=[(lead, "participant")],
                        recorder=lead,
                    )
