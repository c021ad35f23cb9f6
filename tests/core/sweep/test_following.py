"""What follows from a rank in an indicator, and the cases that consequences open."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlmodel import col

from factories import make_meeting, make_unit
from factories.rules import CLAUSE, working_by
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    ConsequenceRule,
    Indicator,
    OpensCase,
    Phase,
    Step,
    Term,
    Workflow,
    after_indicator,
    bottom,
    counted,
    on_events,
    top,
)
from lianxin.sweep import sweep
from lianxin.tables import Case, CaseConcern, Consequence, Meeting, Unit

NOW = datetime(2026, 9, 24, 1, tzinfo=UTC)
BLAME, PRAISE = Term("blame", Text("批评", "Criticism")), Term("praise", Text("表彰", "Praise"))
TRACE = Term("trace", Text("倒查", "Tracing"))
VISITS = Indicator(
    **CLAUSE,
    key="visits",
    per="month",
    value=counted(Meeting, on=col(Meeting.day), by=col(Meeting.unit_id)),
)
FIRST = ConsequenceRule(
    **CLAUSE, key="first", effect=PRAISE, when=after_indicator("visits", top(1), by="village")
)
LAST = ConsequenceRule(
    **CLAUSE, key="last", effect=BLAME, when=after_indicator("visits", bottom(1), by="village")
)
TRACED = ConsequenceRule(
    **CLAUSE,
    key="traced",
    effect=BLAME,
    when=on_events(
        select(
            col(Meeting.unit_id).label("subject_id"),
            col(Meeting.unit_id).label("unit_id"),
            col(Meeting.day).label("occasion"),
        ).where(col(Meeting.kind) == "bypass"),
        "Unit",
        nth=2,
    ),
    opens=OpensCase(TRACE, Text("倒查:{subject}", "Tracing: {subject}")),
)
TRACINGS = Workflow(
    **CLAUSE,
    key="tracings",
    channels=frozenset({"trace"}),
    steps=(Step("opened", Text("立案", "Opened"), Phase.INTAKE),),
    actions=(),
)


async def met(locality: Locality, kind: str, *days: str) -> Unit:
    unit = await make_unit(locality)
    for day in days:
        at = datetime.fromisoformat(f"{day}T02:00:00+00:00")
        await make_meeting(locality, kind, unit=unit, starts_at=at)
    return unit


async def test_units_are_praised_or_blamed_by_their_rank_in_a_figure_once(
    locality: Locality,
) -> None:
    locality = working_by(locality, VISITS, FIRST, LAST)
    often = await met(locality, "visit", "2026-08-03", "2026-08-10", "2026-08-12")
    seldom = await met(locality, "visit", "2026-08-04")
    await met(locality, "visit", "2026-09-04")
    for _ in range(2):
        assert not (await sweep(locality, NOW)).failed
    rows = await locality.database.all(select(Consequence.__table__))
    assert {(row.subject_id, row.kind) for row in rows} == {
        (often.id, "praise"),
        (seldom.id, "blame"),
    }
    assert len(rows) == 2
    later = NOW.replace(month=10, day=8)
    await sweep(locality, later)
    assert len(await locality.database.all(select(Consequence.__table__))) == 4


async def test_a_consequence_opens_one_case_that_its_unit_never_learns_of(
    locality: Locality,
) -> None:
    locality = working_by(locality, TRACED, TRACINGS, terms={"channel": (TRACE,)})
    unit = await met(locality, "bypass", "2026-08-03", "2026-08-10")
    for _ in range(2):
        assert not (await sweep(locality, NOW)).failed
    [case] = await locality.database.all(select(Case.__table__))
    assert (case.title, case.restricted) == (f"倒查:{unit.name}", True)
    [concern] = await locality.database.all(select(CaseConcern.__table__))
    assert concern.unit_id == unit.id
