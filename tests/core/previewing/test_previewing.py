"""What a change would do is told before, and comes true after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.cases import make_case
from factories.letters import act, make_letter
from factories.rows import every_row
from factories.workflows import LETTERS, SIGNALS
from lianxin.builtin.cases import DEFAULT_WORKFLOW
from lianxin.clock import FixedClock
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.modules import DisableModule, EnableModule
from lianxin.sweep import sweep
from lianxin.tables import Case, CaseEntry, Deadline, RefusalNote

Ask = Callable[..., Context]


async def _assigned(locality: Locality, context: Ask, **columns: Any) -> Case:
    case = await make_letter(locality, "sorted", way="handle", **columns)
    unit = await make_unit(locality)
    assert (await act(case, "assign", _now(locality, context), unit=unit.code)).done
    return case


def _now(locality: Locality, context: Ask) -> Context:
    return replace(context(), now=locality.clock.now())


async def _overdue(locality: Locality) -> set[int]:
    late = select(col(Case.id)).where(col(Case.due_at) < locality.clock.now())
    return {row.id for row in await locality.database.all(late)}


async def test_cases_that_would_become_overdue_are_counted_and_named(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock
) -> None:
    early = [await _assigned(locality, context) for _ in range(3)]
    clock.advance(timedelta(days=4))
    await _assigned(locality, context)
    found = await looked_at(answer_days=3, keeps_figures=False)
    assert found.becoming_overdue.number == 3
    assert set(found.becoming_overdue.ids) == {case.id for case in early}
    assert found.no_longer_overdue.number == 0


async def test_running_terms_that_keep_their_figures_are_not_touched(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock
) -> None:
    await _assigned(locality, context)
    clock.advance(timedelta(days=4))
    assert (await looked_at(answer_days=3)).becoming_overdue.number == 0


async def test_paused_and_extended_terms_are_counted_by_what_they_hold(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock
) -> None:
    paused, extended = [await _assigned(locality, context) for _ in range(2)]
    await act(paused, "suspend", context())
    await act(extended, "extend", context(), days=2)
    clock.advance(timedelta(days=4))
    assert (await looked_at(answer_days=3, keeps_figures=False)).becoming_overdue.number == 0
    await act(paused, "resume", _now(locality, context))
    clock.advance(timedelta(days=2))
    found = await looked_at(answer_days=3, keeps_figures=False)
    assert found.becoming_overdue.ids == (extended.id,)


async def test_a_longer_term_takes_back_what_was_missed_and_does_so(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock, figures: Any
) -> None:
    case = await _assigned(locality, context)
    clock.advance(timedelta(days=7))
    await sweep(locality, clock.now())
    found = await looked_at(answer_days=30, keeps_figures=False)
    assert found.no_longer_overdue.ids == (case.id,)
    figures(answer_days=30, keeps_figures=False)
    await sweep(locality, clock.now())
    [term] = await locality.database.all(select(Deadline.__table__))
    assert (term.state, term.days) == ("RUNNING", 30)
    assert await _overdue(locality) == set()


async def test_what_was_previewed_comes_true(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock, figures: Any
) -> None:
    for n in range(6):
        await _assigned(locality, context)
        clock.advance(timedelta(days=n % 2))
    await sweep(locality, clock.now())
    before = await _overdue(locality)
    found = await looked_at(answer_days=1, keeps_figures=False)
    figures(answer_days=1, keeps_figures=False)
    await sweep(locality, clock.now())
    assert await _overdue(locality) - before == set(found.becoming_overdue.ids) != set()


async def test_what_would_have_been_refused_lately_is_counted(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock
) -> None:
    short = await make_letter(locality, title="三个字")
    await make_letter(locality, title="这个标题说明来意")
    for case in (short,):
        await act(case, "sort", context(), way="keep")
    found = await looked_at(fewest_words=4)
    assert (found.refused.number, found.refused.ids) == (2, (short.id,))
    # What the figures of today would refuse as well is nothing new.
    assert (await looked_at(answer_days=4)).refused.number == 0
    clock.advance(timedelta(days=31))
    assert (await looked_at(fewest_words=4)).refused.number == 0


async def test_cases_hidden_from_whoever_asks_count_nowhere(
    locality: Locality, context: Ask, looked_at: Any, clock: FixedClock
) -> None:
    case = await _assigned(locality, context, title="三个字")
    clock.advance(timedelta(days=4))
    asked = {"answer_days": 3, "keeps_figures": False, "fewest_words": 4}
    assert (await looked_at(**asked)).case_ids == [case.id]
    found = await looked_at(hidden=[case.id], **asked)
    assert (found.case_ids, found.becoming_overdue.number, found.refused.number) == ([], 0, 0)


async def test_a_module_that_goes_tells_what_it_refused(
    locality: Locality, looked_at: Any, context: Ask
) -> None:
    case = await make_letter(locality)
    note = {"action": "assign", "case_id": case.id, "rule_key": f"{LETTERS}.not_to_oneself"}
    async with locality.database.writing() as tx:
        await tx.add(RefusalNote(day=context().today, **note))
        await tx.add(RefusalNote(day=context().today - timedelta(days=40), **note))
    found = await looked_at(DisableModule)
    assert (found.allowed.number, found.allowed.ids) == (1, (case.id,))


async def test_a_workflow_that_comes_is_compared_with_what_was_done_without_it(
    locality: Locality, looked_at: Any, context: Ask
) -> None:
    reopened, finished = [await make_case(locality, channel="mention") for _ in range(2)]
    closed = next(step.code for step in DEFAULT_WORKFLOW.steps if step.terminal)
    lines = [(reopened, 2, closed), (finished, 2, closed), (reopened, 3, reopened.step)]
    async with locality.database.writing() as tx:
        for case, n, step in lines:
            line = CaseEntry(case_id=case.id, n=n, action="moved", step=step, at=context().now)
            await tx.add(line)
    # A signal that is done stays so: its workflow leads from there to nowhere.
    found = await looked_at(EnableModule, SIGNALS)
    assert (found.refused.number, found.refused.ids) == (1, (reopened.id,))


async def test_a_preview_writes_nothing(
    locality: Locality, looked_at: Any, context: Ask, clock: FixedClock
) -> None:
    await _assigned(locality, context)
    clock.advance(timedelta(days=4))
    before = await every_row(locality)
    await looked_at(answer_days=3, keeps_figures=False, fewest_words=9)
    await looked_at(DisableModule)
    await looked_at(EnableModule, SIGNALS)
    assert await every_row(locality) == before
