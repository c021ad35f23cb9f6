"""CD-A: the tree of regulations, what was done to it, and the problems that it answers."""

from datetime import date
from typing import Any

from lianxin.demo import Chance, Place, Stage, Teller
from lianxin.tables import Regulation, RegulationGround, RegulationVersion
from lianxin_chengdu.demo import texts
from lianxin_chengdu.demo.city import City
from lianxin_chengdu.demo.plan import Plan
from lianxin_chengdu.tables import Concern, ProblemKind

_REGULATIONS = "制度 Regulations"
_TREE = 1 + len(texts.ASPECTS)


async def write_regulations(stage: Stage, city: City, plan: Plan) -> None:
    """As many established, revised and abolished as the plan says."""
    system = _System(stage, city, plan)
    system.framework()
    for n in range(plan.established - _TREE):
        system.detail(n)
        if n % 500 == 0:
            stage.progress(_REGULATIONS, n, plan.established)
            await stage.rows.store()
    system.concern()
    tell_problems(stage, city, plan, system.rules)
    await stage.rows.store()


class _System:
    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.city = stage, city
        self.chance: Chance = stage.chance.about("regulations")
        self.aspects: dict[str, int] = {}
        self.rules: list[int] = []
        """Those in force."""
        details = plan.established - _TREE
        self.ending = set(self.chance.some(range(details), plan.abolished))
        self.often, self.oftener = divmod(plan.revised, details)

    def framework(self) -> None:
        """The one, and the five under it."""
        top = self._add("CD-1", texts.FRAMEWORK, "framework", self.city.place, 240)
        for n, (aspect, title) in enumerate(texts.ASPECTS.items(), 1):
            self.aspects[aspect] = self._add(
                f"CD-5-{n}", title, "aspect", self.city.place, 230, aspect=aspect, parent_id=top
            )

    def detail(self, n: int) -> None:
        """Of each department and county in turn: established, revised, some of all abolished."""
        offices = [*self.city.departments, *self.city.counties]
        office = offices[n % len(offices)]
        aspect = self.chance.pick(list(texts.ASPECTS))
        topic, form = self.chance.pick(texts.TOPICS[aspect]), self.chance.pick(texts.FORMS)
        title = f"{office.place.name}关于{topic}的{form}"
        days = self.chance.whole(120, 220)
        until = self.stage.ago(self.chance.whole(1, 15)) if n in self.ending else None
        columns = {"aspect": aspect, "parent_id": self.aspects[aspect], "abolished_on": until}
        key = self._add(f"CD-N-{n + 1:04}", title, "detail", office.place, days, **columns)
        times = self.often + (n < self.oftener)
        for m in range(times):
            since = self.stage.ago(100 - 20 * m - self.chance.whole(0, 15))
            self._version(key, m + 2, "revised", since, texts.revised(title, m))
        if until is not None:
            self._version(key, times + 2, "abolished", until, texts.ABOLISHED)
        else:
            self.rules.append(key)

    def concern(self) -> None:
        for office in self.city.departments:
            for aspect in self.chance.some(list(texts.ASPECTS), 3):
                self.stage.rows.add(Concern, unit_id=office.place.id, aspect=aspect)

    def _add(
        self, code: str, title: str, tier: str, unit: Place, days: int, **columns: object
    ) -> int:
        since = self.stage.ago(days)
        key = self.stage.rows.add(
            Regulation,
            code=code,
            title=title,
            tier=tier,
            unit_id=unit.id,
            in_force_since=since,
            **columns,
        )
        self._version(key, 1, "established", since, texts.body(title))
        return key

    def _version(self, key: int, number: int, operation: str, since: date, body: str) -> None:
        self.stage.rows.add(
            RegulationVersion,
            regulation_id=key,
            number=number,
            operation=operation,
            in_force_since=since,
            body=body,
        )


def tell_problems(stage: Stage, city: City, plan: Plan, rules: list[int]) -> None:
    """Found, classified by the three lists, most of them answered."""
    for list_, kinds in texts.KINDS.items():
        for number, name in enumerate(kinds, 1):
            stage.rows.add(ProblemKind, list=list_, number=number, name=name)
    chance, teller = stage.chance.about("problems"), Teller(stage)
    for n in range(plan.problems):
        title, body = texts.PROBLEMS[n % len(texts.PROBLEMS)]
        clerk = chance.pick(city.clerks)
        office = chance.pick(city.departments)
        at = stage.hours.on(stage.ago(chance.whole(20, 100)), chance, 9, 17)
        story = teller.begins(
            "prominent_problem",
            f"{office.place.name}:{title}",
            at,
            body=body,
            taken_by=clerk,
            unit_id=office.place.id,
        )
        numbers: dict[str, Any] = {
            list_: chance.whole(1, len(names)) for list_, names in texts.KINDS.items()
        }
        story.act("classify", stage.hours.after(story.now, chance, 4, 40), clerk, **numbers)
        if chance.happens(0.75):
            rule = chance.pick(rules)
            stage.rows.add(RegulationGround, case_id=story.case.id, regulation_id=rule)
            later = stage.hours.after(story.now, chance, 80, 400)
            story.act("answer", later, clerk, chance.pick(texts.ANSWERED))
        story.finish()
