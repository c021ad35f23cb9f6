"""What happens by itself happens once, and leaves its trace."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.letters import act, make_letter
from factories.workflows import LetterSettings
from lianxin.calendar import CalendarDay, DayKind, WorkCalendar, national_calendar
from lianxin.clock import FixedClock
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Figures, Locality
from lianxin.sweep import STEPS, run_sweep, sweep, sweeping
from lianxin.tables import (
    AccessToken,
    Account,
    AuditEntry,
    Case,
    CaseEntry,
    Deadline,
    IdempotentAnswer,
    OutboxEvent,
    SignInFailure,
    SpentState,
)

Ask = Callable[..., Context]
OVER = datetime(2026, 9, 30, 0, 0, tzinfo=UTC)


async def _assigned(locality: Locality, context: Context) -> Case:
    case, unit = await make_letter(locality, "sorted", way="handle"), await make_unit(locality)
    assert (await act(case, "assign", context, unit=unit.code)).done
    return case


async def _rows(locality: Locality, table: Any, *where: Any) -> list[Any]:
    return await locality.database.all(select(table.__table__).where(*where))


async def _lines(locality: Locality) -> list[Any]:
    statement = select(CaseEntry.__table__).order_by(col(CaseEntry.n))
    return (await locality.database.all(statement))[2:]


async def test_a_term_that_ran_out_escalates_by_itself_once(
    locality: Locality, context: Ask
) -> None:
    await _assigned(locality, context())
    assert (await sweep(locality, OVER - timedelta(hours=9))).done["deadlines"] == 0
    assert (await sweep(locality, OVER)).done["deadlines"] == 1
    assert (await sweep(locality, OVER)).done["deadlines"] == 0
    [term] = await _rows(locality, Deadline)
    assert (term.state, term.escalated_at, term.ended_at) == ("MISSED", OVER, None)
    [line] = await _lines(locality)
    assert (line.action, line.actor_id, line.at) == ("escalate", None, OVER)
    assert line.data == {"deadline": "example.letters.answer"}
    [case] = await _rows(locality, Case)
    assert case.due_at == term.due_at
    [audited] = await _rows(locality, AuditEntry, col(AuditEntry.action) == "miss_deadline")
    assert (audited.actor, audited.object) == ("system", f"Case:{case.id}")


async def test_any_number_of_processes_do_it_once(locality: Locality, context: Ask) -> None:
    for _ in range(5):
        await _assigned(locality, context())
    swept = await asyncio.gather(*(sweep(locality, OVER) for _ in range(4)))
    assert [s.failed for s in swept] == [{}] * 4
    assert sum(s.done["deadlines"] for s in swept) == 5
    assert len(await _rows(locality, CaseEntry, col(CaseEntry.action) == "escalate")) == 5


async def test_what_cannot_follow_is_said_in_the_timeline(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    async with locality.database.writing() as tx:
        await tx.change(Case, col(Case.id) == case.id, step="reported")
    assert (await sweep(locality, OVER)).done["deadlines"] == 1
    [line] = await _lines(locality)
    assert (line.action, line.step) == ("deadline_missed", "reported")
    [term] = await _rows(locality, Deadline)
    assert (term.state, term.escalated_at) == ("MISSED", None)


async def test_a_late_answer_ends_a_missed_term(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    await sweep(locality, OVER)
    assert (await act(case, "report", replace(context(), now=OVER), "已修好")).done
    [term] = await _rows(locality, Deadline)
    assert (term.state, term.ended_at) == ("MISSED", OVER)
    assert (await _rows(locality, Case))[0].due_at is None


async def test_a_published_year_moves_terms_and_records_it(
    locality: Locality, context: Ask
) -> None:
    own = LetterSettings(count="working", answer_days=5)
    locality.figures = Figures({**locality.figures.settings, LetterSettings: own})
    await _assigned(locality, context())
    free = CalendarDay(
        date(2026, 9, 28), DayKind.PUBLIC_HOLIDAY, Text("县庆", "County day"), "县政府通知"
    )
    locality.calendar = WorkCalendar(national_calendar().days, {free.date: free})
    assert (await sweep(locality, context().now)).done["recounts"] == 1
    assert (await sweep(locality, context().now)).done["recounts"] == 0
    [line] = await _lines(locality)
    assert line.action == "deadline_recounted"
    assert (line.data["from"][:10], line.data["to"][:10]) == ("2026-10-09", "2026-10-10")
    [case], [term] = await _rows(locality, Case), await _rows(locality, Deadline)
    assert case.due_at == term.due_at
    assert term.due_at.isoformat() == line.data["to"]


@pytest.mark.parametrize(("keeps", "count"), [(True, 0), (False, 1)])
async def test_a_running_term_keeps_its_figures_or_not(
    locality: Locality, context: Ask, keeps: bool, count: int
) -> None:
    await _assigned(locality, context())
    own = LetterSettings(answer_days=3, keeps_figures=keeps)
    locality.figures = Figures({**locality.figures.settings, LetterSettings: own})
    assert (await sweep(locality, context().now)).done["recounts"] == count
    [term] = await _rows(locality, Deadline)
    assert term.days == 5 - 2 * count


async def test_a_step_that_fails_does_not_hold_up_the_others(
    locality: Locality, context: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(turn: object) -> int:
        raise ValueError("broken")

    await _assigned(locality, context())
    monkeypatch.setattr(sweeping, "STEPS", (("broken", broken), *STEPS))
    swept = await sweep(locality, OVER)
    assert swept.failed == {"broken": "ValueError: broken"}
    assert swept.done["deadlines"] == 1


async def test_it_runs_until_it_is_stopped(
    locality: Locality, context: Ask, clock: FixedClock
) -> None:
    await _assigned(locality, context())
    stop, changes = asyncio.Event(), locality.database.changes
    running = asyncio.create_task(run_sweep(locality, stop, 0.3))
    clock.move(OVER)
    async with asyncio.timeout(10):
        while not await _lines(locality):
            await changes.after(changes.count, 0.1)
    stop.set()
    await asyncio.wait_for(running, 5)
    kinds = {event.kind for event in await _rows(locality, OutboxEvent)}
    assert "case_changed" in kinds


async def test_what_is_over_is_forgotten_by_the_hour(locality: Locality, context: Ask) -> None:
    now, memory = locality.clock.now(), {}
    hour, day = timedelta(hours=1), timedelta(days=1)
    account = Account(username="wang", created_at=now)
    answer = {"owner": "", "fingerprint": "", "result": ""}
    async with locality.database.writing() as tx:
        await tx.add(account)
        token = {"account_id": account.id, "issued_at": now, "last_seen_at": now}
        await tx.add(
            AccessToken(token_hash="over", expires_at=now, **token),
            AccessToken(token_hash="good", expires_at=now + 2 * day, **token),
            SpentState(hash="over", expires_at=now),
            SpentState(hash="good", expires_at=now + day),
            IdempotentAnswer(key="over", at=now - 3 * day, **answer),
            IdempotentAnswer(key="good", at=now, **answer),
            SignInFailure(subject="over", count=1, last_at=now - 3 * day),
        )
    done = [(await sweep(locality, now + n * hour / 2, memory)).done["expired"] for n in range(3)]
    assert done == [4, 0, 0]
    left = [(await _rows(locality, t))[0] for t in (AccessToken, SpentState, IdempotentAnswer)]
    assert [row[0] if row[0] else row.key for row in left] == ["good", "good", "good"]
    assert (await sweep(locality, now + 3 * day, memory)).done["expired"] == 3
