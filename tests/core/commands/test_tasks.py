"""Tasks are handed out, begun and finished by those who have them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_case, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.commands import AddTask, BeginTask, FinishTask, Outcome, run
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import CarriedOut, Guard, motions
from lianxin.standings import evaluate
from lianxin.tables import Motion, Task

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


CARRIED_OUT = CarriedOut(**CLAUSE, key="carried_out", every=motions(), ahead_days=3)
WITH_ITS_DAY = Guard(
    **CLAUSE,
    key="with_its_day",
    actions=("add_task",),
    refuse_if=col(Task.motion_id).is_not(None) & col(Task.due_on).is_(None),
    because=Text("请写明期限", "Say by when"),
)


async def test_a_motion_stands_by_the_tasks_that_it_handed_out(
    locality: Locality, context: Ask
) -> None:
    locality = working_by(locality, CARRIED_OUT, WITH_ITS_DAY)
    who = Context(locality, context().viewer, locality.clock.now())
    motion = Motion(code="M1", title="修路", procedure="x", step="y")
    async with locality.database.writing() as tx:
        await tx.add(motion)

    async def state(on: date) -> str:
        async with locality.database.reading() as session:
            year = period_of("year", on)
            entry = in_force(locality, CARRIED_OUT)
            [stood] = await evaluate(session, entry, locality, year, today=on)
        return str(stood.state)

    assert await state(date(2026, 9, 24)) == "DUE"
    undated = AddTask(title="备料", motion=motion.id)
    assert _codes(await run(undated, who)) == ["RULE_REFUSED"]
    dated = AddTask(title="备料", motion=motion.id, due_on=date(2026, 10, 8))
    key = (await run(dated, who)).values["task"]
    days = (date(2026, 9, 24), date(2026, 10, 6), date(2026, 10, 9))
    assert [await state(day) for day in days] == ["MET", "AT_RISK", "BREACHED"]
    assert (await run(FinishTask(task=key), who)).done
    assert await state(date(2026, 10, 9)) == "MET"
