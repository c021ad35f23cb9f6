"""February and October 2026, at the rate of the source: what was promised is kept or escalated.

The source's year has 5,914 matters; these two months have a twelfth of it each. Spring Festival and
National Day with their make-up days lie in them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
from lianxin.database import among_keys
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


@dataclass(eq=False)
class Matter:
    """A matter as the test's own book has it."""

    code: str
    way: str
    contact: bool
    answer_on: date | None = None
    answered: bool = False
    sent_back: bool = False
    called: bool = False

    @property
    def may_come_back(self) -> bool:
        """Once."""
        handled = self.way in {"pass_for_handling", "submit_to_leader"}
        return handled and self.contact and not self.sent_back


Fields = Callable[[Matter], dict[str, Any]]
_CODES = select(col(Case.id), col(Case.code)).where(among_keys(col(Case.id), "ids"))


def _nothing(matter: Matter) -> dict[str, Any]:
    return {}


def _classified(matter: Matter) -> dict[str, Any]:
    inside = {"discipline_unit": "JW"} if matter.way == "discipline" else {}
    return {"way": matter.way, "category": "roads", **inside}


def _assigned(matter: Matter) -> dict[str, Any]:
    return {"unit": "JW" if matter.way == "discipline" else "CGJ"}


def _satisfied(matter: Matter) -> dict[str, Any]:
    return {"satisfaction": "satisfied", "reasonable": True}


def due_day(assigned: date, count: Count) -> date:
    """Five days from the next day on, in plain Python."""
    day, left = assigned, 5
    while left:
        day += timedelta(days=1)
        left -= 1 if count == "calendar" or chinese_calendar.is_workday(day) else 0
    return day


class Centre:
    """Plays the centre, the units and the residents, day by day: what somebody does to many matters
    is done in one go, each by its own command, as an import does it."""

    def __init__(self, locality: Locality, clock: FixedClock, people: dict[str, Viewer]) -> None:
        self.locality, self.clock, self.people = locality, clock, people
        self.random = random.Random(2026)
        self.book: list[Matter] = []

    async def run(self, who: str, kind: type, given: Sequence[dict[str, Any]]) -> list[Any]:
        context = Context(self.locality, self.people[who], self.clock.now())
        outcomes = await commands.run_all([Unchecked(kind, each) for each in given], context)
        assert not [outcome.problems for outcome in outcomes if outcome.problems]
        return [outcome.values for outcome in outcomes]

    async def act(
        self,
        who: str,
        matters: Iterable[Matter],
        action: str,
        fields: Fields = _nothing,
        *,
        inside: str | None = None,
        note: str | None = None,
    ) -> None:
        """`inside`: who does it where only discipline inspection knows of the matter."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for matter in matters:
            values = [{"name": k, "value": v} for k, v in fields(matter).items()]
            given = {"code": matter.code, "action": action, "fields": values, "note": note}
            actor = inside if inside and matter.way == "discipline" else who
            groups.setdefault(actor, []).append(given)
        for actor, given_to in groups.items():
            await self.run(actor, commands.ActOnCase, given_to)

    async def take_in(self, today: date, wanted: int) -> None:
        new = await self._submitted(wanted)
        self.book += new
        await self.act("clerk", new, "accept")
        await self.act("clerk", new, "classify", _classified)
        by_way = {way: [m for m in new if m.way == way] for way in WAYS}
        await self.act("clerk", [*by_way["keep"], *by_way["pass_for_reading"]], "archive")
        at_once = [*by_way["answer_at_once"], *by_way["three_way_call"]]
        await self.act("clerk", at_once, "report_back", note="已答复")
        await self.finish(at_once, today)
        led = by_way["submit_to_leader"]
        await self.act("leader", led, "instruct", lambda m: {"instruction": "handle"})
        handled = [*by_way["pass_for_handling"], *led, *by_way["discipline"]]
        await self.act("clerk", handled, "assign", _assigned, inside="centre_inspector")
        await self.hand_over(handled, today)

    async def _submitted(self, wanted: int) -> list[Matter]:
        new, given = [], []
        for _ in range(wanted):
            contact = self.random.random() < 0.7
            way = self.random.choices(WAYS, (10, 5, 5, 5, 60, 10, 5))[0]
            phone = f"139537{self.random.randrange(10**5):05d}"
            reporter = {"reporter": {"name": "王某某", "phone": phone}} if contact else {}
            channel = self.random.choice(CHANNELS)
            given.append({"title": "反映一件事", "channel": channel, **reporter})
            new.append(Matter("", way, contact))
        done = [each["case"] for each in await self.run("clerk", commands.SubmitCase, given)]
        rows = await self.locality.database.all(_CODES, ids=done)
        codes = {row.id: row.code for row in rows}
        for matter, key in zip(new, done, strict=True):
            matter.code = codes[key]
        return new

    async def hand_over(self, matters: list[Matter], today: date) -> None:
        await self.act("supervisor", matters, "supervise", inside="inspector")
        for matter in matters:
            matter.answer_on = today + timedelta(days=self.random.choice((1, 2, 3, 4, 5, 6, 9)))

    async def answer(self, today: date) -> None:
        due = [m for m in self.book if m.answer_on == today]
        await self.act("handler", due, "report_back", inside="inspector", note="已办理")
        for matter in due:
            matter.answer_on = None
        await self.finish(due, today)

    async def finish(self, matters: list[Matter], today: date) -> None:
        """Called back where that can be; one in ten is not satisfied, and it is handled again."""
        again = [m for m in matters if m.may_come_back and self.random.random() < 0.1]
        for matter in again:
            matter.sent_back = True
        await self.act("clerk", again, "send_back", note="回访不满意")
        await self.hand_over(again, today)
        rest = [m for m in matters if m not in again]
        called = [m for m in rest if m.contact]
        for action, some, fields in (
            ("call_back", called, _satisfied),
            ("analyse", rest, _nothing),
            ("archive", rest, _nothing),
        ):
            await self.act("clerk", some, action, fields, inside="centre_inspector")
        for matter in rest:
            matter.answered, matter.called = True, matter.contact

    async def live(self, today: date, wanted: int) -> None:
        self.clock.move(datetime.combine(today, time(0, 5), self.locality.zone))
        await sweep(self.locality, self.clock.now())
        self.clock.move(datetime.combine(today, time(9, 0), self.locality.zone))
        await self.answer(today)
        await self.take_in(today, wanted)


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
