"""What is told of a case is what the commands would have stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_person, make_unit
from factories.viewers import viewer_with
from factories.workflows import LetterFacts
from lianxin.commands import ActOnCase, MissDeadline, SubmitCase, run
from lianxin.context import SYSTEM, Context
from lianxin.database import Row
from lianxin.demo import Stage, Teller
from lianxin.localities import Locality
from lianxin.statistics import GRAINS, rebuild_tallies
from lianxin.tables import Case, CaseEntry, CaseTally, CaseUnit, Deadline, Person, Unit

_OWN = ("id", "code", "case_id", "receipt_hash", "search", "case_id_1")
_LEFT = ("contact_name", "contact_phone", "contact_address", "contact_sealed")
"""What a reporter leaves for a case alone: in a story, all of them are registered with it."""


@dataclass
class Act:
    """An action some hours after the one before; `None` is the sweep's turn."""

    action: str | None
    hours: float
    note: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)


SORTED = Act("sort", 1, fields={"way": "handle", "joint": False})
COURSES: dict[str, list[Act]] = {
    "answered in time": [
        SORTED,
        Act("assign", 2),
        Act("note", 1, "已联系"),
        Act("report", 20, "已修好"),
        Act("call", 10, fields={"satisfaction": "yes"}),
        Act("file", 5),
    ],
    "sent back, then late": [
        SORTED,
        Act("assign", 2),
        Act("report", 30, "已解释"),
        Act("return", 10),
        Act(None, 24 * 7),
        Act("report", 20, "已彻底解决"),
    ],
    "paused and lengthened": [
        SORTED,
        Act("assign", 2),
        Act("suspend", 30),
        Act("resume", 50),
        Act("extend", 5, fields={"days": 2}),
    ],
    "kept": [Act("sort", 1, fields={"way": "keep"}), Act("file", 40)],
}


async def test_a_story_leaves_what_the_commands_leave(stage: Stage) -> None:
    locality = stage.locality
    unit = await make_unit(locality, kind="department")
    clerk = await make_person(locality, official=True)
    reporter = await make_person(locality, phone="154****0000")
    for name, acts in COURSES.items():
        told = await _told(stage, unit, clerk, reporter, acts)
        done = await _done(stage, unit, clerk, reporter, acts)
        assert told == done, name


async def test_the_roll_up_is_kept_as_by_commands(stage: Stage) -> None:
    locality = stage.locality
    unit = await make_unit(locality, kind="department")
    clerk, reporter = await make_person(locality, official=True), await make_person(locality)
    for acts in COURSES.values():
        await _done(stage, unit, clerk, reporter, acts)
    kept = await _tallies(locality)
    async with locality.database.writing() as tx:
        await rebuild_tallies(tx)
    assert await _tallies(locality) == kept
    assert len({row[0] for row in kept}) == len(GRAINS)


async def test_what_lies_ahead_is_not_told(stage: Stage) -> None:
    story = Teller(stage).begins("letter", "路灯不亮", stage.until - timedelta(hours=2))
    clerk = stage.official(stage.chance)
    assert story.act("sort", stage.until - timedelta(hours=1), clerk, way="keep")
    assert not story.act("file", stage.until + timedelta(hours=1), clerk)
    story.finish()
    await stage.rows.finish()
    row = await stage.locality.database.first(select(Case.__table__))
    assert (row.step, row.closed_at) == ("sorted", None)


async def test_what_would_be_brought_up_tomorrow_was_brought_up_a_week_before(stage: Stage) -> None:
    tomorrow = stage.until + timedelta(days=1)
    assert Teller(stage).begins("letter", "路灯不亮", tomorrow).now == tomorrow - timedelta(days=7)


async def test_an_anonymous_case_has_no_writer_and_no_hour(stage: Stage) -> None:
    story = Teller(stage).begins("letter", "反映", stage.until, anonymous=True)
    story.finish()
    await stage.rows.finish()
    entry = await stage.locality.database.first(select(CaseEntry.__table__))
    assert entry.actor_id is None
    assert entry.at.astimezone(stage.locality.zone).hour == 0


async def _told(
    stage: Stage, unit: Unit, clerk: Person, reporter: Person, acts: Sequence[Act]
) -> list[list[dict[str, Any]]]:
    at = stage.until - timedelta(days=20)
    given = {"reporter": reporter.id, "contactable": True, "taken_by": clerk.id}
    story = Teller(stage).begins("letter", "路灯不亮", at, body="三天了", **given)
    for act in acts:
        at += timedelta(hours=act.hours)
        if act.action is None:
            story.pass_time(at)
        else:
            fields = {"unit": unit.id} if act.action == "assign" else act.fields
            assert story.act(act.action, at, clerk.id, act.note, **fields)
    # What comes after the last act is not asked of the commands either.
    stage.until, now = at, stage.until
    case = story.finish()
    await stage.rows.finish()
    stage.until = now
    return await _stored(stage.locality, case.id)


async def _done(
    stage: Stage, unit: Unit, clerk: Person, reporter: Person, acts: Sequence[Act]
) -> list[list[dict[str, Any]]]:
    locality, at = stage.locality, stage.until - timedelta(days=20)
    viewer = viewer_with("clerk", person_id=clerk.id)
    given = {"phone": "15400000000", "person": reporter.id}
    submitted = await run(
        SubmitCase(title="路灯不亮", channel="letter", body="三天了", reporter=given),
        Context(locality, viewer, at),
    )
    key = submitted.values["case"]
    code = (await _rows(locality, Case, col(Case.id) == key))[0].code
    for act in acts:
        at += timedelta(hours=act.hours)
        if act.action is None:
            await _miss(locality, key)
            continue
        fields = {"unit": unit.code} if act.action == "assign" else act.fields
        asked = ActOnCase(code=code, action=act.action, note=act.note, fields=fields)
        outcome = await run(asked, Context(locality, viewer, at))
        assert outcome.done, outcome.problems
    return await _stored(locality, key)


async def _miss(locality: Locality, case_id: int) -> None:
    """The sweep's turn, a minute after a term has run out."""
    running = (col(Deadline.case_id) == case_id, col(Deadline.state) == "RUNNING")
    for term in await _rows(locality, Deadline, *running):
        at = term.due_at + timedelta(minutes=1)
        await run(MissDeadline(deadline=term.id), Context(locality, SYSTEM, at))


async def _stored(locality: Locality, key: int) -> list[list[dict[str, Any]]]:
    """All that there is of a case, but for what is random."""
    found = [await _rows(locality, Case, col(Case.id) == key)]
    for table in (CaseEntry, Deadline, LetterFacts, CaseUnit):
        found.append(await _rows(locality, table, table.__table__.c.case_id == key))
    plain = [[_without(row) for row in rows] for rows in found]
    return [sorted(rows, key=lambda r: (r.get("n", 0), r.get("round", 0))) for rows in plain]


async def _rows(locality: Locality, table: Any, *where: Any) -> list[Row]:
    return await locality.database.all(select(table.__table__).where(*where))


def _without(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name not in (*_OWN, *_LEFT)}


async def _tallies(locality: Locality) -> list[tuple[Any, ...]]:
    rows = await _rows(locality, CaseTally)
    return sorted(tuple(map(str, row)) for row in rows if row.cases)
