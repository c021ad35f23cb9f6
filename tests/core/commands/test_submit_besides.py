"""Taking in a case: what its workflow asks for besides, opening hours, the meeting it came up at."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from factories import make_meeting, make_unit
from factories.rules import CLAUSE, working_by
from factories.viewers import viewer_with
from factories.workflows import SIGNAL, LetterFacts
from lianxin.commands import Outcome, SubmitCase, run_raw
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Input, Opening, Term
from lianxin.tables import CaseEntry, MeetingCase

COUNTER = Term("counter", Text("窗口", "In person"))
CLOSED = replace(
    SIGNAL,
    key="closed",
    channels=frozenset({"counter"}),
    facts=LetterFacts,
    asks=(Input("at", Text("何时", "When"), "moment"),),
)
HOURS = Opening(
    **CLAUSE,
    key="hours",
    units=("window",),
    hours="08:30-12:00,14:00-17:30",
    workflow="closed",
    at="at",
    sets="joint",
)


async def submit(locality: Locality, role: str = "clerk", **given: Any) -> Outcome:
    locality = working_by(locality, CLOSED, HOURS, terms={"channel": (COUNTER,)})
    context = Context(locality, viewer_with(role), locality.clock.now())
    return await run_raw(SubmitCase, {"title": "窗口没人", "channel": "counter"} | given, context)


@pytest.mark.parametrize(
    ("kind", "at", "open_"),
    [
        ("window", "2026-10-10T09:00:00+08:00", True),  # a Saturday worked instead of a holiday
        ("window", "2026-10-05T09:00:00+08:00", False),  # National Day
        ("window", "2026-09-23T12:30:00+08:00", False),
        ("village", "2026-09-23T09:00:00+08:00", None),
    ],
)
async def test_it_is_known_whether_the_window_had_to_be_open(
    locality: Locality, kind: str, at: str, open_: bool | None
) -> None:
    unit = await make_unit(locality, kind=kind)
    done = await submit(locality, unit=unit.code, fields=[{"name": "at", "value": at}])
    assert done.done
    [facts] = await locality.database.all(select(LetterFacts.__table__))  # type: ignore[attr-defined]
    [entry] = await locality.database.all(select(CaseEntry.__table__))  # type: ignore[attr-defined]
    assert facts.joint is open_
    assert entry.data["at"].startswith(at[:10])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ([], "REQUIRED"),
        ([{"name": "at", "value": "2026-09-23T09:00:00"}], "INVALID_FIELD"),
        ([{"name": "at", "value": "昨天"}], "INVALID_FIELD"),
        ([{"name": "where", "value": "1"}], "UNKNOWN_FIELD"),
    ],
)
async def test_what_is_asked_for_is_told_as_it_should_be(
    locality: Locality, fields: list[Any], code: str
) -> None:
    refused = await submit(locality, fields=fields)
    assert code in {problem.code for problem in refused.problems}


async def test_a_case_is_taken_in_at_a_meeting_by_staff(locality: Locality) -> None:
    meeting = await make_meeting(locality, "reception")
    at = {"fields": [{"name": "at", "value": "2026-09-23T09:00:00+08:00"}]}
    done = await submit(locality, meeting=meeting.code, **at)
    [link] = await locality.database.all(select(MeetingCase.__table__))  # type: ignore[attr-defined]
    assert (link.meeting_id, link.case_id) == (meeting.id, done.values["case"])
    refused = [
        await submit(locality, "resident", meeting=meeting.code, **at),
        await submit(locality, meeting=meeting.code, anonymous=True, **at),
        await submit(locality, meeting="MT-NONE", **at),
    ]
    codes = [outcome.problems[0].code for outcome in refused]
    assert codes == ["NOT_PERMITTED", "ANONYMOUS_AT_MEETING", "NOT_FOUND"]
