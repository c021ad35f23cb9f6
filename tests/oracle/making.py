"""Making the world: rows of every table, some of them kept from somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import SQLModel

from factories import (
    make_appointment,
    make_case,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.viewers import viewer_with
from lianxin.builtin.cases import DEFAULT_WORKFLOW
from lianxin.context import Viewer
from lianxin.database import Transaction
from lianxin.ids import receipt_hash
from lianxin.localities import Locality
from lianxin.plugins.composition import Composition
from lianxin.rules import Registry, Workflow
from lianxin.tables import (
    Ballot,
    Case,
    CaseConcern,
    CaseEntry,
    Consequence,
    Deadline,
    Drawn,
    Meeting,
    Motion,
    Person,
    Publication,
    RecordRevision,
    Respondent,
    Score,
    SettingsRevision,
    Standing,
    Survey,
    Task,
    Unit,
)
from oracle.chaining import make_problems, make_regulations
from oracle.filler import Filler
from oracle.world import World, world_above, world_below

START = datetime(2026, 9, 1, tzinfo=UTC)
TODAY = date(2026, 9, 24)
WHO = {
    "public": None,
    "resident": "resident",
    "handler": 2,
    "clerk": 3,
    "supervisor": 4,
    "leader": 0,
    "admin": 1,
    "auditor": 5,
    "security_admin": 6,
    "system": None,
}
"""Which official, or whether a resident, has each role."""
CHANGES = {
    "days": {"before": 5, "after": 7, "from_origin": "source", "origin": "locality"}
    | {"source": 5, "parent": None}
}
RECEIPT = "1234-5678-9012-3456"


async def make_world(locality: Locality, seed: int = 1) -> World:
    async with locality.database.writing() as tx:
        maker = _Maker(tx, Random(seed), locality.composition)
        for part in (maker.people, maker.cases, maker.problems, maker.meetings):
            await part()
        for part in (maker.regulations, maker.records, maker.surveys):
            await part()
        await maker.other_tables()
    maker.viewers()
    return maker.world


@dataclass
class _Maker:
    tx: Transaction
    random: Random
    composition: Composition
    world: World = field(default_factory=World)

    async def people(self) -> None:
        world, tx = self.world, self.tx
        county = await make_unit(tx, "县", kind="county", code="C")
        towns = [
            await make_unit(tx, f"{n}镇", kind="town", code=f"T{n}", parent=county) for n in "ab"
        ]
        villages = [await make_unit(tx, code=f"V{n}", parent=towns[n % 2]) for n in range(4)]
        bureau = await make_unit(tx, "局", kind="department", code="D", parent=county)
        odd = await make_unit(tx, 'x"\\\n', kind="no such kind", code="O")
        world.units = [county, *towns, *villages, bureau, odd]
        for n in range(3):
            world.households.append(
                await make_household(tx, villages[n], marks=["in_need"][: n % 2])
            )
        for n in range(7):
            world.officials.append(
                await make_person(tx, f"官{n}", official=True, phone=f"1380000000{n}")
            )
        for n in range(5):
            home = world.households[n] if n < 3 else None
            name = f"民{n}" if n else None
            world.residents.append(await make_person(tx, name, household=home, phone="139****0000"))
        for n, official in enumerate(world.officials):
            until = TODAY - timedelta(days=3) if n == 6 else None
            unit = [county, towns[0], villages[0], bureau, villages[1], towns[1], villages[2]][n]
            await make_appointment(tx, unit, "leader", person=official, until=until)
        await make_liaison(tx, world.officials[1], world.households[0])
        await make_liaison(tx, bureau, villages[3])
        await make_liaison(tx, world.officials[2], world.residents[1])

    async def cases(self) -> None:
        world, random = self.world, self.random
        for n in range(24):
            case = await make_case(self.tx, f"第{n}件", **self._case(n))
            world.cases.append(case)
            await self._concern(case, n)
            for at in range(2, 2 + n % 4):
                await self.tx.add(self._entry(case, at))
            if n % 3 == 0:
                await self.tx.add(self._deadline(case))
            if n % 8 == 0:
                await self.tx.add(self._task(case))
        await self.tx.add(self._task(None), *(self._task(c) for c in random.sample(world.cases, 2)))

    def _case(self, n: int) -> dict[str, Any]:
        random, world = self.random, self.world
        closed = n % 5 == 0
        return {
            "unit": random.choice([*world.units, None]),
            "handler": random.choice([*world.officials, None, None]),
            "reporter": random.choice([*world.residents, None]),
            "step": random.choice([step.code for step in DEFAULT_WORKFLOW.steps]),
            "responsible_id": random.choice([None, None, world.officials[n % 7].id]),
            "offered_to_id": world.officials[n % 5].id if n % 9 == 2 else None,
            "giver_id": world.units[n % 4].id if n % 7 == 3 else None,
            "supervisor_id": random.choice([None, world.officials[n % 7].id]),
            "confined_to_id": random.choice([None, None, None, random.choice(world.units).id]),
            "restricted": n % 4 == 1,
            "receipt_hash": receipt_hash(RECEIPT) if n == 7 else None,
            "anonymous": n % 6 == 0,
            "category": random.choice([None, "no such category"]),
            "satisfaction": random.choice([None, "satisfied"]),
            "body": random.choice([None, "", '正文\n"引"', "🏮"]),
            "submitted_at": START + timedelta(hours=random.randrange(6)),
            "due_at": random.choice([None, START + timedelta(days=random.randrange(40))]),
            "closed_at": START + timedelta(days=n) if closed else None,
        }

    async def _concern(self, case: Case, n: int) -> None:
        if n % 4 != 1:
            return
        world, random = self.world, self.random
        whom = random.choice([*world.units, *world.officials])
        named = {"unit_id" if isinstance(whom, Unit) else "person_id": whom.id}
        await self.tx.add(CaseConcern(case_id=case.id, **named))

    def _entry(self, case: Case, n: int) -> CaseEntry:
        return CaseEntry(
            case_id=case.id,
            n=n,
            action=self.random.choice(["note", "assign", "no such action"]),
            step="handling",
            actor_id=self.random.choice([*self.world.officials, *self.world.residents]).id,
            unit_id=self.random.choice([None, self.world.units[1].id]),
            at=START + timedelta(days=n),
            note=self.random.choice([None, "备注"]),
        )

    def _deadline(self, case: Case) -> Deadline:
        return Deadline(
            case_id=case.id,
            rule_key="core.cases.default",
            started_at=START,
            days=5,
            unit_of_count="calendar",
            due_at=self.random.choice([None, START + timedelta(days=5)]),
            state=self.random.choice(["RUNNING", "MET", "MISSED"]),
        )

    def _task(self, case: Case | None, of: Meeting | Motion | None = None) -> Task:
        due = self.random.choice([None, TODAY])
        return Task(
            title="任务",
            case_id=case.id if case else None,
            meeting_id=of.id if isinstance(of, Meeting) else None,
            motion_id=of.id if isinstance(of, Motion) else None,
            due_on=due,
            unit_id=self.random.choice(self.world.units).id,
            person_id=self.random.choice([None, self.world.officials[0].id]),
        )

    async def problems(self) -> None:
        await make_problems(self.tx, self.random, self.world, START)

    async def regulations(self) -> None:
        await make_regulations(self.tx, self.random, self.world, START)

    async def meetings(self) -> None:
        world, random = self.world, self.random
        for n in range(6):
            people = random.sample([*world.officials, *world.residents], 3)
            meeting = await make_meeting(
                self.tx,
                random.choice(["deliberation", "visit"]),
                unit=random.choice([*world.units, None]),
                starts_at=START + timedelta(hours=n // 2),
                participants=[
                    (person, "chair" if i == 0 else "participant")
                    for i, person in enumerate(people)
                ],
                cases=random.sample(world.cases, 1),
                place=random.choice([None, "村部"]),
            )
            world.meetings.append(meeting)
            motion = Motion(
                code=f"M{n}",
                title="议题",
                procedure="core.cases.default",
                step="voting",
                meeting_id=meeting.id,
                case_id=random.choice([None, random.choice(world.cases).id]),
                problem_id=random.choice([None, random.choice(world.problems).id]),
                eligible=3,
                passed=random.choice([None, True, False]),
            )
            world.motions.append(motion)
            await self.tx.add(motion, *(self._ballot(motion, p) for p in people[: n % 4]))
            await self.tx.add(*(self._task(None, of) for of in (meeting, motion)))

    def _ballot(self, motion: Motion, person: Person) -> Ballot:
        choice = self.random.choice(["FOR", "AGAINST", "ABSTAIN"])
        return Ballot(
            motion_id=motion.id, step="voting", person_id=person.id, choice=choice, at=START
        )

    async def records(self) -> None:
        world = self.world
        subjects: Sequence[SQLModel] = [
            *world.officials[:3],
            *world.units[:3],
            *world.households[:1],
            *world.cases,
            *world.meetings[:2],
            *world.motions[:2],
            *world.problems[:2],
        ]
        await self.tx.add(*(self._standing(n, subject) for n, subject in enumerate(subjects)))
        for n in range(3):
            whom = world.officials[n] if n else world.units[1]
            await self.tx.add(
                Consequence(
                    rule_key="core.cases.default",
                    kind="warning",
                    ground="理由",
                    subject_type=type(whom).__name__,
                    subject_id=whom.id,
                    unit_id=world.units[n].id,
                    decided_on=TODAY,
                    recorded_at=START,
                ),
                Publication(
                    rule_key="core.cases.default",
                    title=f"公示{n}",
                    unit_id=world.units[n].id,
                    period_start=TODAY,
                    period_end=TODAY,
                    body={"数": [n, None, {"a": 1.5}]},
                    audience="public" if n else "supervisor",
                    published_at=START + timedelta(days=n),
                ),
            )

    def _standing(self, n: int, subject: Any) -> Standing:
        return Standing(
            rule_key="core.cases.default",
            subject_type=type(subject).__name__,
            subject_id=subject.id,
            unit_id=self.world.units[n % 3].id,
            period_start=date(2026, 9 - n % 2, 1),
            period_end=date(2026, 9 - n % 2, 28),
            period_label="期",
            required=1.0,
            actual=self.random.choice([0.0, 1 / 3, 1.0]),
            unit_of_measure="times",
            state=self.random.choice(["MET", "DUE", "AT_RISK", "BREACHED"]),
            changed_at=START,
        )

    async def surveys(self) -> None:
        world = self.world
        survey = Survey(
            code="S1",
            rule_key="core.cases.default",
            title="评议",
            seed="seed",
            frame="hash",
            period_start=TODAY,
            period_end=TODAY,
            opened_at=START,
        )
        asked = [Respondent(roll="r", unit_id=world.units[1].id, number=n) for n in range(3)]
        await self.tx.add(survey, *asked)
        for n, unit in enumerate(world.units[:3]):
            of = {"survey_id": survey.id, "subject_type": "Unit", "subject_id": unit.id}
            await self.tx.add(
                Score(**of, drawn=1, answered=n % 2, score=90.5 if n else None, rank=n or None),
                Drawn(**of, respondent_id=asked[n].id, n=n, grade="satisfied" if n else None),
            )

    async def other_tables(self) -> None:
        """What plugins keep of their own, and revisions of it."""
        filler = Filler(self.random, START, self._keys(), registry_words(self.composition))
        for case in self.world.cases[::2]:
            for model in _facts(self.composition):
                await self.tx.add(filler.row(model, case_id=case.id))
        for model in dict.fromkeys(rule.table for rule in _registries(self.composition)):
            if not filler.can_make(model):
                continue
            rows = [filler.row(model) for _ in range(4)]
            await self.tx.add(*rows)
            revised = {"record_id": rows[0].id, "number": 1}  # type: ignore[attr-defined]
            await self.tx.add(filler.row(RecordRevision, **revised))
        for n in range(3):
            row = filler.row(SettingsRevision, module="core.cases", number=n, changes=CHANGES)
            await self.tx.add(row)

    def _keys(self) -> dict[str, list[int]]:
        world = self.world
        rows = {
            "core_unit": world.units,
            "core_person": [*world.officials, *world.residents],
            "core_case": world.cases,
            "core_household": world.households,
            "core_meeting": world.meetings,
            "core_motion": world.motions,
            "core_problem": world.problems,
            "core_regulation": world.regulations,
            "core_regulation_version": world.versions,
        }
        return {table: [row.id for row in found] for table, found in rows.items()}  # type: ignore[attr-defined]

    def viewers(self) -> None:
        for role, whose in WHO.items():
            person = None
            if whose is not None:
                at = self.world.officials[whose] if whose != "resident" else None  # type: ignore[index]
                person = at or self.world.residents[1]
            self.world.viewers.append(self._viewer(role, person))

    def _viewer(self, role: str, person: Person | None) -> Viewer:
        if person is None:
            return viewer_with(role)
        at = self._appointed(person)
        return viewer_with(
            role,
            person_id=person.id,
            unit_ids=tuple(u.id for u in world_below(self.world, at)),
            lineage=tuple(u.id for u in world_above(self.world, at)),
        )

    def _appointed(self, person: Person) -> list[Unit]:
        if person not in self.world.officials:
            return []
        n = self.world.officials.index(person)
        return [[self.world.units[i]] for i in (0, 1, 3, 7, 4, 2, 5)][n]


def registry_words(composition: Composition) -> dict[tuple[str, str], list[str]]:
    """The codes that the columns of registries take, by table and column."""
    return {
        (str(rule.table.__tablename__), column): sorted(composition.terms.get(vocabulary, {}))
        for rule in _registries(composition)
        for column, vocabulary in rule.vocabularies.items()
    }


def _registries(composition: Composition) -> list[Registry]:
    return [entry.rule for entry in composition.rules.values() if isinstance(entry.rule, Registry)]


def _facts(composition: Composition) -> set[type[SQLModel]]:
    """The tables with one row a case that workflows keep."""
    rules = (entry.rule for entry in composition.rules.values())
    return {rule.facts for rule in rules if isinstance(rule, Workflow) and rule.facts}
