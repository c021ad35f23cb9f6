"""What is loaded without a lock is stored only where it is still so; else it is tried again."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.letters import act, make_letter
from lianxin.commands import ActOnCase, AddTask, run
from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.act import Deciding
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.tables import Case, CaseEntry

Ask = Callable[..., Context]


async def test_of_many_at_once_nobody_is_refused_and_nothing_is_lost(
    locality: Locality, context: Ask
) -> None:
    case = await make_letter(locality, "sorted", way="handle")
    assert (await act(case, "note", context(), "先记一笔")).done
    notes = [f"记录 {n}" for n in range(6)]
    outcomes = await asyncio.gather(*(act(case, "note", context(), note) for note in notes))
    assert all(outcome.done for outcome in outcomes)
    lines = await locality.database.all(
        select(col(CaseEntry.n), col(CaseEntry.note)).where(col(CaseEntry.case_id) == case.id)
    )
    assert sorted(line.n for line in lines) == list(range(1, 9))
    assert {line.note for line in lines} >= set(notes)
    [stored] = await locality.database.all(select(col(Case.version)))
    assert stored.version == case.version + 7


class Interrupted(ActOnCase):
    """An action between whose loading and storing something else is done, once."""

    meanwhile: ClassVar[list[AddTask]] = []
    tried: ClassVar[list[bool]] = []

    async def apply(self, attempt: Attempt, loaded: Deciding) -> dict[str, Any]:
        self.tried.append(attempt.locks)
        while self.meanwhile:
            assert (await run(self.meanwhile.pop(), attempt.context)).done
        return super().apply(attempt, loaded)


@pytest.mark.parametrize("bench", ["postgresql"], indirect=True)
async def test_what_a_task_changes_meanwhile_is_seen(locality: Locality, context: Ask) -> None:
    case, unit = await make_letter(locality, "sorted", way="handle"), await make_unit(locality)
    Interrupted.meanwhile.append(AddTask(title="查", case=case.code, unit=unit.code))
    assert (await run(Interrupted(code=case.code, action="note", note="看看"), context())).done
    assert Interrupted.tried == [False, True]
