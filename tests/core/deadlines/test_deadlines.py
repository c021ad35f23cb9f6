"""Terms follow what is done to a case: they begin, pause, are lengthened, end, begin anew."""

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
from lianxin.context import Context
from lianxin.deadlines import trace, traces_of
from lianxin.localities import Figures, Locality
from lianxin.tables import Case, Deadline

Ask = Callable[..., Context]


async def _terms(locality: Locality) -> list[Any]:
    return await locality.database.all(select(Deadline.__table__).order_by(col(Deadline.round)))


async def _due(locality: Locality) -> datetime | None:
    [case] = await locality.database.all(select(col(Case.due_at)))
    due: datetime | None = case.due_at
    return due


async def _assigned(locality: Locality, context: Context) -> Case:
    case, unit = await make_letter(locality, "sorted", way="handle"), await make_unit(locality)
    assert (await act(case, "assign", context, unit=unit.code)).done
    return case


def _end_of(day: int, month: int = 9) -> datetime:
    """The last second of a day in Shanghai."""
    return datetime(2026, month, day, 15, 59, 59, tzinfo=UTC)


def _later(context: Context, days: int) -> Context:
    return replace(context, now=context.now + timedelta(days=days))


async def test_five_days_from_the_day_after(locality: Locality, context: Ask) -> None:
    await _assigned(locality, context())
    [term] = await _terms(locality)
    assert (term.due_at, term.state, term.round) == (_end_of(29), "RUNNING", 1)
    assert await _due(locality) == _end_of(29)
    days = (await traces_of(context(), [term.id]))[term.id]
    assert [day.date for day in days if day.counted] == [date(2026, 9, d) for d in range(25, 30)]
    assert trace(locality, term).due == date(2026, 9, 29)


async def test_an_answer_in_time_meets_it(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    assert (await act(case, "report", _later(context(), 5), "已修好")).done
    [term] = await _terms(locality)
    assert (term.state, term.ended_at) == ("MET", _later(context(), 5).now)
    assert await _due(locality) is None


async def test_an_answer_after_it_is_missed(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    assert (await act(case, "report", _later(context(), 6), "已修好")).done
    assert [term.state for term in await _terms(locality)] == ["MISSED"]


async def test_a_pause_is_credited(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    assert (await act(case, "suspend", _later(context(), 1))).done
    [term] = await _terms(locality)
    assert (term.state, term.due_at, await _due(locality)) == ("PAUSED", None, None)
    assert (await act(case, "resume", _later(context(), 4))).done
    [term] = await _terms(locality)
    assert (term.state, term.due_at) == ("RUNNING", _end_of(2, 10))
    assert await _due(locality) == _end_of(2, 10)


async def test_it_is_lengthened_so_far_and_no_further(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    assert (await act(case, "extend", context(), days=2)).done
    assert await _due(locality) == _end_of(1, 10)
    refused = await act(case, "extend", context(), days=2)
    assert [(p.code, p.rule_key, p.path) for p in refused.problems] == [
        ("EXTENSION_TOO_LONG", "example.letters.answer", ("fields", "days"))
    ]
    assert (await act(case, "extend", context(), days=1)).done
    assert await _due(locality) == _end_of(2, 10)


async def test_reopening_begins_a_new_round(locality: Locality, context: Ask) -> None:
    case = await _assigned(locality, context())
    assert (await act(case, "report", context(), "已修好")).done
    assert (await act(case, "return", _later(context(), 2))).done
    first, second = await _terms(locality)
    assert (first.state, second.state, second.round) == ("MET", "RUNNING", 2)
    assert await _due(locality) == _end_of(1, 10)


async def test_assigning_again_does_not_begin_anew(locality: Locality, context: Ask) -> None:
    case, other = await _assigned(locality, context()), await make_unit(locality)
    assert (await act(case, "assign", _later(context(), 2), unit=other.code)).done
    assert [term.due_at for term in await _terms(locality)] == [_end_of(29)]


@pytest.mark.parametrize(("count", "due"), [("calendar", _end_of(29)), ("working", _end_of(9, 10))])
async def test_working_days_are_a_figure(
    locality: Locality, context: Ask, count: str, due: datetime
) -> None:
    own = LetterSettings.model_validate({"count": count})
    locality.figures = Figures({**locality.figures.settings, LetterSettings: own})
    await _assigned(locality, context())
    assert await _due(locality) == due


async def test_a_year_without_a_notice_makes_it_provisional(
    locality: Locality, context: Ask
) -> None:
    own = LetterSettings(count="working", answer_days=90)
    locality.figures = Figures({**locality.figures.settings, LetterSettings: own})
    await _assigned(locality, context())
    [term] = await _terms(locality)
    assert term.provisional
