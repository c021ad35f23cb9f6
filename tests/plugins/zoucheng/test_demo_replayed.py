"""What the demonstration tells could have been done by its people: commands do it again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories.demos import copied
from lianxin.commands import ActOnCase, MissDeadline, SubmitCase, run
from lianxin.commands.cases.miss import MISSED
from lianxin.commands.tasks.finish import FinishTask
from lianxin.context import SYSTEM, Context, Viewer
from lianxin.database import Row
from lianxin.ids import global_id
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin.roles import permissions_of
from lianxin.tables import (
    Account,
    AccountRole,
    Appointment,
    Case,
    CaseConcern,
    CaseEntry,
    Deadline,
    Task,
    Unit,
    UnitLine,
)
from lianxin_zoucheng.tables import OpinionFacts

pytestmark = pytest.mark.xdist_group("zoucheng demo")

_OWN = ("id", "code", "case_id", "receipt_hash", "search", "external_id")
_KEYS = {"unit": True, "department": True, "discipline_unit": True, "units": True}


@pytest.fixture
async def demo(tiny_demo: Path, installed: Installed, tmp_path: Path) -> AsyncIterator[Locality]:
    async with copied(tiny_demo, installed, tmp_path) as locality:
        yield locality


async def test_commands_leave_the_same(demo: Locality) -> None:
    """Told and done: the same rows, and no rule refuses anything on the way."""
    office = await _Office.of(demo)
    cases = await _rows(demo, Case)
    kinds = {(case.workflow, case.step) for case in cases}
    for case in cases:
        again = await office.again(case)
        assert await office.stored(again) == await office.stored(case.id), case.title
    assert len({workflow for workflow, _ in kinds}) == 6
    assert len(kinds) > 10


@dataclass
class _Office:
    """Everybody who can act, by person, and the codes of units."""

    locality: Locality
    viewers: dict[int, Viewer]
    codes: dict[int, str]

    @classmethod
    async def of(cls, locality: Locality) -> "_Office":
        codes = {unit.id: unit.code for unit in await _rows(locality, Unit)}
        return cls(locality, await _viewers(locality), codes)

    async def again(self, case: Row) -> int:
        """Do everything to a new case that was done to this one; its key."""
        first, *lines = await self._lines(case.id)
        key = await self._submit(case, first)
        [new] = await _rows(self.locality, Case, col(Case.id) == key)
        for line in lines:
            await self._step(key, new.code, line)
        return key

    async def stored(self, key: int) -> list[list[dict[str, Any]]]:
        found = [await _rows(self.locality, Case, col(Case.id) == key)]
        for table in (CaseEntry, Deadline, Task, OpinionFacts):
            columns = table.__table__.c  # type: ignore[attr-defined]
            found.append(await _rows(self.locality, table, columns.case_id == key))
        return [sorted((_plain(row) for row in rows), key=str) for rows in found]

    async def _lines(self, case_id: int) -> list[Row]:
        lines = await _rows(self.locality, CaseEntry, col(CaseEntry.case_id) == case_id)
        return sorted(lines, key=lambda line: line.n)

    async def _submit(self, case: Row, first: Row) -> int:
        concerns = await _rows(self.locality, CaseConcern, col(CaseConcern.case_id) == case.id)
        asked = SubmitCase(
            title=case.title,
            body=case.body,
            channel=case.channel,
            category=case.category,
            unit=self.codes.get(first.unit_id),
            anonymous=case.anonymous,
            reporter={"person": case.reporter_id} if case.reporter_id else None,
            concerning_people=[c.person_id for c in concerns if c.person_id] or None,
            concerning_units=[self.codes[c.unit_id] for c in concerns if c.unit_id] or None,
        )
        outcome = await run(asked, self._context(first.actor_id, first.at))
        assert outcome.done, (case.title, outcome.problems)
        key: int = outcome.values["case"]
        return key

    async def _step(self, key: int, code: str, line: Row) -> None:
        if line.action in ("escalate", MISSED):
            return await self._miss(key, line)
        await self._finish_tasks(key, line)
        fields = {name: self._given(name, value) for name, value in line.data.items()}
        asked = ActOnCase(code=code, action=line.action, note=line.note, fields=fields)
        outcome = await run(asked, self._context(line.actor_id, line.at))
        assert outcome.done, (line.action, outcome.problems)
        return None

    async def _miss(self, key: int, line: Row) -> None:
        running = (col(Deadline.case_id) == key, col(Deadline.state) == "RUNNING")
        named = col(Deadline.rule_key) == line.data["deadline"]
        terms = await _rows(self.locality, Deadline, *running, named)
        term = min(terms, key=lambda term: term.due_at)
        await run(MissDeadline(deadline=term.id), Context(self.locality, SYSTEM, line.at))

    async def _finish_tasks(self, key: int, line: Row) -> None:
        """No command of a case does its tasks; whoever has one says when it is done."""
        if line.action not in ("settle", "answer"):
            return
        told = await _rows(self.locality, Task, col(Task.case_id) == line.case_id)
        for task in told:
            same = (col(Task.case_id) == key, col(Task.title) == task.title)
            async with self.locality.database.writing() as tx:
                await tx.change(Task, *same, started_at=task.started_at)
            [new] = await _rows(self.locality, Task, *same)
            asked = FinishTask(task=global_id("Task", new.id))
            outcome = await run(asked, Context(self.locality, SYSTEM, task.done_at))
            assert outcome.done, outcome.problems

    def _given(self, name: str, value: Any) -> Any:
        """As it is asked for: codes of units, whatever else as it is kept."""
        if isinstance(value, list):
            return [self._given(name, item) for item in value]
        if isinstance(value, dict):
            return {
                "title": value["title"],
                "unit": self.codes[value["unit_id"]],
                "person": value["person_id"],
                "startsOn": value["starts_on"],
                "dueOn": value["due_on"],
            }
        return self.codes[value] if name in _KEYS else value

    def _context(self, person_id: int | None, at: Any) -> Context:
        nobody = Viewer(permissions=permissions_of({"public"}))
        viewer = self.viewers[person_id] if person_id else nobody
        return Context(self.locality, viewer, at)


async def _viewers(locality: Locality) -> dict[int, Viewer]:
    """Who has an account acts with its roles; who has none, as whoever he serves as may."""
    roles: dict[int, set[str]] = {}
    for role in await _rows(locality, AccountRole):
        roles.setdefault(role.account_id, set()).add(role.role)
    accounts = {a.person_id: a for a in await _rows(locality, Account) if a.person_id}
    lines = await _rows(locality, UnitLine)
    found: dict[int, Viewer] = {}
    appointments = await _rows(locality, Appointment)
    people = {a.person_id for a in appointments} | set(accounts)
    reporters = {case.reporter_id for case in await _rows(locality, Case) if case.reporter_id}
    for person in people | reporters:
        units = {a.unit_id for a in appointments if a.person_id == person}
        account = accounts.get(person)
        has = roles[account.id] if account else {"handler" if units else "resident"}
        found[person] = Viewer(
            account_id=account.id if account else person,
            person_id=person,
            roles=frozenset(has),
            permissions=permissions_of(has),
            unit_ids=tuple(x.lower_id for x in lines if x.upper_id in units),
            lineage=tuple(x.upper_id for x in lines if x.lower_id in units),
        )
    return found


async def _rows(locality: Locality, table: Any, *where: Any) -> list[Row]:
    return await locality.database.all(select(table.__table__).where(*where))


def _plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name not in _OWN}
