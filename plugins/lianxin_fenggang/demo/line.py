"""FG-B: matters of five channels on four levels, leaders' links and what came of them, news."""

from typing import Any

from lianxin.demo import Stage, Teller
from lianxin_fenggang.demo import texts
from lianxin_fenggang.demo.county import County, Group, Office
from lianxin_fenggang.demo.plan import Plan
from lianxin_fenggang.tables import Broadcast, LinkResult

CHANNELS = {"app": 4, "hotline_12343": 3, "walk_in": 9, "tv_on_demand": 1}


async def keep_the_line(stage: Stage, county: County, plan: Plan) -> list[tuple[int, Group]]:
    """The cases of the line, by key with their group: some are found by visits."""
    line = _Line(stage, county, plan)
    line.link_leaders()
    line.send_news()
    for n in range(plan.received):
        line.matter("mailbox", n < plan.handled)
        await _store(stage, n, plan)
    for n in range(plan.matters):
        line.matter(line.chance.weighted(CHANNELS), None)
        await _store(stage, n, plan)
    for _ in range(10):
        line.to_the_leader()
    await stage.rows.store()
    return line.told


async def _store(stage: Stage, n: int, plan: Plan) -> None:
    if n % 200 == 0:
        stage.progress("诉求 Matters", n, plan.received + plan.matters)
        await stage.rows.store()


class _Line:
    def __init__(self, stage: Stage, county: County, plan: Plan) -> None:
        self.stage, self.county, self.plan = stage, county, plan
        self.chance = stage.chance.about("line")
        self.teller = Teller(stage, audited=not plan.settled)
        self.told: list[tuple[int, Group]] = []

    def matter(self, channel: str, answered: bool | None) -> None:
        """Answered in the group, the village or the town; of the mailbox just so many are."""
        chance, hours = self.chance, self.stage.hours
        group = chance.pick(self.county.groups)
        title, body = chance.pick(texts.MATTERS)
        newest, oldest = (30, 200) if answered else (1, 60)
        at = hours.on(self.stage.ago(self._within_the_year(newest, oldest)), chance, 8, 21)
        story = self.teller.begins(
            channel,
            title,
            at,
            body=body,
            reporter=group.heads[0],
            contactable=True,
            unit_id=group.place.id,
        )
        self.told.append((story.case.id, group))
        office = group.village
        if chance.happens(0.4):
            office = self._up(story, group.village)
            if chance.happens(0.5):
                office = self._up(story, self._town(group))
        worker = office.staff[0]
        if answered is False:
            story.finish()
            return
        story.act("take_on", hours.after(story.now, chance, 1, 20), worker)
        if answered or chance.happens(0.85):
            later = hours.after(story.now, chance, 8, 120)
            story.act("answer", later, worker, chance.pick(texts.ANSWERS))
        story.finish()

    def _up(self, story: Any, office: Office) -> Office:
        fields: dict[str, Any] = {
            "unit": office.place.id,
            "reason": self.chance.pick(texts.REASONS),
        }
        later = self.stage.hours.after(story.now, self.chance, 1, 30)
        story.act("pass_up", later, office.staff[0], **fields)
        return office

    def _within_the_year(self, newest: int, oldest: int) -> int:
        passed = (self.stage.today - self.stage.today.replace(month=1, day=1)).days
        return self.chance.whole(min(newest, passed), min(oldest, passed))

    def _town(self, group: Group) -> Office:
        above = group.village.place.above
        return next(t for t in self.county.towns if above and t.place.id == above.id)

    def to_the_leader(self) -> None:
        chance, hours = self.chance, self.stage.hours
        group = chance.pick(self.county.groups)
        town = self._town(group)
        leader = self.county.leaders[self.county.towns.index(town) % len(self.county.leaders)]
        title, body = chance.pick(texts.MATTERS)
        at = hours.on(self.stage.ago(chance.whole(2, 60)), chance, 8, 21)
        story = self.teller.begins(
            "leader_line",
            title,
            at,
            body=body,
            reporter=group.heads[0],
            contactable=True,
            handler_id=leader,
        )
        unit: dict[str, Any] = {"unit": town.place.id}
        later = hours.after(at, chance, 1, 30)
        story.act("hand_on", later, leader, "请镇里三日内提出意见", **unit)
        story.act("answer", hours.after(later, chance, 20, 90), leader, chance.pick(texts.ANSWERS))
        story.finish()

    def link_leaders(self) -> None:
        """Each leads a town or two, has a link point, and (all but one) a link of the campaign."""
        leaders, since = self.county.leaders, self.stage.ago(230)
        for n, town in enumerate(self.county.towns):
            leader = leaders[n % len(leaders)]
            self.stage.link("leader_in_charge", ("Person", leader), ("Unit", town.place.id), since)
        for n, leader in enumerate(leaders):
            village = self.county.villages[n % len(self.county.villages)].place
            self.stage.link("link_point_321", ("Person", leader), ("Unit", village.id), since)
            if self.plan.settled or n + 1 < len(leaders):
                kind = ("campaign_hundred", "campaign_thousand", "campaign_ten_thousand")[n % 3]
                group = self.county.groups[n % len(self.county.groups)].place
                self.stage.link(kind, ("Person", leader), ("Unit", group.id), since)
        self._results(leaders)

    def _results(self, leaders: list[int]) -> None:
        share, rest = divmod(self.plan.funds, len(leaders))
        for n, leader in enumerate(leaders):
            self._result(n, leader, "funds_raised", share + (rest if n == 0 else 0), texts.FUNDS)
        for kind, number, what in (
            ("disputes_settled", self.plan.disputes, texts.DISPUTES),
            ("projects_coordinated", self.plan.coordinated, texts.COORDINATED),
        ):
            for n in range(number):
                self._result(n, leaders[n % len(leaders)], kind, 1, what)

    def _result(self, n: int, leader: int, kind: str, amount: int, what: tuple[str, ...]) -> None:
        at = self.county.leaders.index(leader) % len(self.county.villages)
        self.stage.rows.add(
            LinkResult,
            person_id=leader,
            unit_id=self.county.villages[at].place.id,
            kind=kind,
            amount=float(amount),
            achieved_on=self.stage.ago(self._within_the_year(2, 200)),
            what=what[n % len(what)],
        )

    def send_news(self) -> None:
        for n, (kind, medium, title, text) in enumerate(texts.BROADCASTS):
            self.stage.rows.add(
                Broadcast,
                unit_id=self.county.office.place.id,
                kind=kind,
                medium=medium,
                title=title,
                text=text,
                sent_on=self.stage.ago(6 + 9 * n),
            )
