"""Tasks are handed out, begun and finished by those who have them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from factories import make_case, make_person, make_unit
from lianxin.commands import AddTask, BeginTask, FinishTask, Outcome, run
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.tables import Task

Ask = Callable[..., Context]


async def _task(locality: Locality) -> Any:
    [row] = await locality.database.all(select(Task.__table__))
    return row


def _codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_a_task_is_begun_and_finished_by_whoever_has_it(
    locality: Locality, context: Ask
) -> None:
    unit, worker = await make_unit(locality), await make_person(locality)
    case = await make_case(locality)
    asked = AddTask(
        title="修路灯", case=case.code, unit=unit.code, person=worker.id, due_on=date(2026, 10, 8)
    )
    key = (await run(asked, context())).values["task"]
    mine = context("resident", person_id=worker.id)
    assert (await run(BeginTask(task=key), mine)).done
    assert _codes(await run(BeginTask(task=key), mine)) == ["BEGUN_ALREADY"]
    assert _codes(await run(FinishTask(task=key), context("resident"))) == ["NOT_FOUND"]
    assert (await run(FinishTask(task=key, note="已换灯泡"), mine)).done
    task = await _task(locality)
    assert (task.case_id, task.done_at, task.note) == (case.id, mine.now, "已换灯泡")
    assert _codes(await run(FinishTask(task=key), mine)) == ["DONE_ALREADY"]


async def test_what_is_not_there_is_named(locality: Locality, context: Ask) -> None:
    asked = AddTask(
        title="修路灯",
        meeting=5,
        unit="X",
        person=6,
        starts_on=date(2026, 10, 8),
        due_on=date(2026, 10, 1),
    )
    refused = await run(asked, context())
    assert [(p.code, p.path) for p in refused.problems] == [
        ("NOT_FOUND", ("meeting",)),
        ("NOT_FOUND", ("unit",)),
        ("NOT_FOUND", ("person",)),
        ("ENDS_FIRST", ("dueOn",)),
    ]


async def test_no_task_goes_to_those_whom_the_case_is_about(
    locality: Locality, context: Ask
) -> None:
    unit = await make_unit(locality)
    case = await make_case(locality, concerning=unit)
    refused = await run(AddTask(title="查", case=case.code, unit=unit.code), context())
    assert _codes(refused) == ["CONCERNED_UNIT"]


async def test_a_unit_s_members_have_its_tasks(locality: Locality, context: Ask) -> None:
    unit = await make_unit(locality)
    key = (await run(AddTask(title="修", unit=unit.code), context())).values["task"]
    assert _codes(await run(BeginTask(task=key), context("auditor"))) == ["NOT_PERMITTED"]
    assert (await run(BeginTask(task=key), context("resident", unit_ids=(unit.id,)))).done
