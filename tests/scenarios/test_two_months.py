"""February and October 2026, at the rate of the source: what was promised is kept or escalated.

The source's year has 5,914 matters; these two months have a twelfth of it each. Spring Festival and
National Day with their make-up days lie in them.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

import chinese_calendar
import pytest
from sqlalchemy import select
from sqlmodel import col

from factories.asking import data
from factories.people import make_appointment, make_person, make_unit
from factories.viewers import viewer_with
from lianxin import commands
from lianxin.clock import FixedClock
from lianxin.commands import Unchecked
from lianxin.context import Context, Viewer
from lianxin.localities import Figures, Locality
from lianxin.sweep import sweep
from lianxin.tables import Case, CaseEntry
from lianxin_zoucheng.settings import OpinionSettings

pytestmark = [pytest.mark.modules("zoucheng.opinions"), pytest.mark.long]

A_MONTH = 5_914 // 12
MONTHS = (date(2026, 2, 1), date(2026, 10, 1))
CHANNELS = ("public_line", "public_mailbox", "leader_message", "radio_hotline")
WAYS = (
    "answer_at_once",
    "three_way_call",
    "keep",
    "pass_for_reading",
    "pass_for_handling",
    "submit_to_leader",
    "discipline",
)
Count = Literal["calendar", "working"]


@dataclass
class Matter:
    """A matter as the test's own book has it."""

    code: str
    way: str
    contact: bool
    assigned_on: date | None = None
    answer_on: date | None = None
    answered: bool = False
    sent_back: bool = False
    called: bool = False
    escalated: list[date] = field(default_factory=list)


def due_day(assigned: date, count: Count) -> date:
    """Five days from the next day on, in plain Python."""
    day, left = assigned, 5
    while left:
        day += timedelta(days=1)
        left -= 1 if count == "calendar" or chinese_calendar.is_workday(day) else 0
    return day


class Centre:
    """Plays the centre, the units and the residents, day by day."""

    def __init__(self, locality: Locality, clock: FixedClock, people: dict[str, Viewer]) -> None:
        self.locality, self.clock, self.people = locality, clock, people
        self.random = random.Random(2026)
        self.book: list[Matter] = []

    async def run(self, who: str, kind: type, **given: Any) -> Any:
        context = Context(self.locality, self.people[who], self.clock.now())
        outcome = await commands.run(Unchecked(kind, given), context)
        assert not outcome.problems, (given, outcome.problems)
        return outcome.values

    async def act(
        self, who: str, matter: Matter, action: str, note: str = "", **fields: Any
    ) -> None:
        values = [{"name": k, "value": v} for k, v in fields.items()]
        given = {"code": matter.code, "action": action, "fields": values}
        await self.run(who, commands.ActOnCase, **given, **({"note": note} if note else {}))

    async def take_in(self, today: date) -> None:
        contact = self.random.random() < 0.7
        reporter = {"name": "王某某", "phone": f"139537{self.random.randrange(10**5):05d}"}
        given: dict[str, Any] = {"title": "反映一件事", "channel": self.random.choice(CHANNELS)}
        done = await self.run(
            "clerk", commands.SubmitCase, **given, **({"reporter": reporter} if contact else {})
        )
        case = await self.locality.database.first(
            select(col(Case.code)).where(col(Case.id) == done["case"])
        )
        way = self.random.choices(WAYS, (10, 5, 5, 5, 60, 10, 5))[0]
        matter = Matter(case.code, way, contact)
        self.book.append(matter)
        await self.act("clerk", matter, "accept")
        inside = {"discipline_unit": "JW"} if way == "discipline" else {}
        await self.act("clerk", matter, "classify", way=way, category="roads", **inside)
        await self.go_on(matter, today)

    async def go_on(self, matter: Matter, today: date) -> None:
        """What the way asks for at once; what is assigned is answered some day."""
        if matter.way in {"keep", "pass_for_reading"}:
            await self.act("clerk", matter, "archive")
        elif matter.way in {"answer_at_once", "three_way_call"}:
            await self.act("clerk", matter, "report_back", "已答复")
            await self.finish(matter, today)
        else:
            if matter.way == "submit_to_leader":
                await self.act("leader", matter, "instruct", instruction="handle")
            who = "centre_inspector" if matter.way == "discipline" else "clerk"
            unit = "JW" if matter.way == "discipline" else "CGJ"
            await self.act(who, matter, "assign", unit=unit)
            await self.hand_over(matter, today)

    async def hand_over(self, matter: Matter, today: date) -> None:
        who = "inspector" if matter.way == "discipline" else "supervisor"
        await self.act(who, matter, "supervise")
        matter.assigned_on = today
        matter.answer_on = today + timedelta(days=self.random.choice((1, 2, 3, 4, 5, 6, 9)))

    async def answer(self, matter: Matter, today: date) -> None:
        matter.answer_on = None
        who = "inspector" if matter.way == "discipline" else "handler"
        await self.act(who, matter, "report_back", "已办理")
        await self.finish(matter, today)

    async def finish(self, matter: Matter, today: date) -> None:
        matter.answered = True
        who = "centre_inspector" if matter.way == "discipline" else "clerk"
        if matter.contact:
            handled = matter.way in {"pass_for_handling", "submit_to_leader"}
            if handled and not matter.sent_back and self.random.random() < 0.1:
                matter.sent_back, matter.answered = True, False
                await self.act(who, matter, "send_back", "回访不满意")
                await self.hand_over(matter, today)
                return
            await self.act(who, matter, "call_back", satisfaction="satisfied", reasonable=True)
            matter.called = True
        await self.act(who, matter, "analyse")
        await self.act(who, matter, "archive")

    async def live(self, today: date, wanted: int) -> None:
        self.clock.move(datetime.combine(today, time(0, 5), self.locality.zone))
        await sweep(self.locality, self.clock.now())
        self.clock.move(datetime.combine(today, time(9, 0), self.locality.zone))
        for matter in [m for m in self.book if m.answer_on == today]:
            await self.answer(matter, today)
        for _ in range(wanted):
            await self.take_in(today)


@pytest.fixture
async def centre(locality: Locality, clock: FixedClock) -> Centre:
    bureau = await make_unit(locality, "城市管理局", kind="department", code="CGJ")
    discipline = await make_unit(locality, "纪委", kind="department", code="JW")
    people = {}
    for name, role, unit in (
        ("clerk", "clerk", None),
        ("leader", "leader", None),
        ("supervisor", "supervisor", None),
        ("handler", "handler", bureau),
        ("inspector", "handler", discipline),
        ("centre_inspector", "clerk", discipline),
    ):
        person = await make_person(locality, name, official=True)
        if unit is not None:
            await make_appointment(locality, unit, "handler", person=person)
        keys = (unit.id,) if unit else ()
        people[name] = viewer_with(role, person_id=person.id, unit_ids=keys, lineage=keys)
    return Centre(locality, clock, people)


# Days are counted in Python, alike for both databases; each of these sees both months.
@pytest.mark.parametrize(
    ("bench", "count"), [("sqlite", "calendar"), ("postgresql", "working")], indirect=["bench"]
)
async def test_two_months_of_the_opinion_centre(centre: Centre, count: Count) -> None:
    locality = centre.locality
    settings = {**locality.figures.settings, OpinionSettings: OpinionSettings(answer_count=count)}
    locality.figures = Figures(settings)
    for first in MONTHS:
        days = [first + timedelta(days=n) for n in range(28)]
        for n, today in enumerate(days):
            await centre.live(today, A_MONTH // 28 + (n < A_MONTH % 28))
        for n in range(25):
            await centre.live(days[-1] + timedelta(days=n + 1), 0)
    assert {m.way for m in centre.book} == set(WAYS)
    await escalated_on_the_right_day(centre, count)
    await figures_are_what_a_recount_finds(centre)


async def escalated_on_the_right_day(centre: Centre, count: Count) -> None:
    """A matter is escalated the morning after its last day, if it was not answered by then."""
    rows = await centre.locality.database.all(
        select(col(Case.code), col(CaseEntry.action), col(CaseEntry.at))
        .join_from(CaseEntry, Case, col(Case.id) == col(CaseEntry.case_id))
        .order_by(col(Case.code), col(CaseEntry.n))
    )
    zone = centre.locality.zone
    begun: dict[str, date] = {}
    late, escalated = Counter[str](), Counter[str]()
    for code, action, at in rows:
        day = at.astimezone(zone).date()
        if action in {"assign", "send_back"}:
            begun[code] = day
        elif action == "report_back" and code in begun:
            late[code] += day > due_day(begun.pop(code), count)
        elif action == "escalate":
            escalated[code] += 1
            assert day == due_day(begun[code], count) + timedelta(days=1)
    assert +late == escalated
    assert escalated


async def figures_are_what_a_recount_finds(centre: Centre) -> None:
    query = """query ($rule: String!, $on: Date!) { indicatorValues(rule: $rule, on: $on) {
        edges { node { value numerator denominator } } } }"""
    answered = [m for m in centre.book if m.answered]
    assert len(answered) == sum(m.way not in {"keep", "pass_for_reading"} for m in centre.book)
    assert all(m.called for m in answered if m.contact)
    for rule in ("answered_rate", "called_back_rate", "satisfied_rate"):
        for month in MONTHS:
            found = await data(
                centre.locality,
                query,
                rule=f"zoucheng.opinions.{rule}",
                on=(month + timedelta(days=5)).isoformat(),
            )
            (edge,) = found["indicatorValues"]["edges"]
            assert edge["node"]["value"] == 100.0
            assert edge["node"]["numerator"] == edge["node"]["denominator"]
