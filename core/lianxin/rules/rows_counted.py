"""Which rows a count has counted, or a provision found: what somebody is shown who asks why."""

from functools import singledispatch
from typing import Any

from sqlalchemy import CTE, Table, select, union

from lianxin.database.lists import each_day
from lianxin.rules.counts import Count, Days, Different, Hours, Met, Records, Stays, dated
from lianxin.rules.provisions import (
    PUBLISHED,
    HasEncounter,
    HasHolder,
    HasLink,
    HasPublication,
    HasRecord,
    Provision,
)
from lianxin.rules.sql.encounters import PARTICIPANT, TARGET, happened
from lianxin.rules.sql.evidence import NO_DAY, Evidence, Rows, counting, day_of, meetings_in
from lianxin.rules.sql.people import APPOINTMENT, LINK, PERSON
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.subjects import Subjects
from lianxin.rules.sql.values import Values, table_of

Found = tuple[Table, Rows]


def evidence_of(
    what: Count | Provision, subjects: Subjects, frame: CTE, values: Values
) -> Evidence:
    """The rows that count for the subjects in the frame."""
    table, rows = rows_counted(what, subjects, frame, values)
    return Evidence(subjects.type, table, rows, what.name)


@singledispatch
def rows_counted(what: Any, subjects: Subjects, frame: CTE, values: Values) -> Found:
    """Of which table they are, and which: each kind of count and provision says it here."""
    raise TypeError(f"nothing is known of what {type(what).__name__} counts")


@rows_counted.register
def _met(what: Met, subjects: Subjects, frame: CTE, values: Values) -> Found:
    return MEETING, meetings_in(happened(subjects, frame, what.what, values, False).subquery())


@rows_counted.register
def _days(what: Days, subjects: Subjects, frame: CTE, values: Values) -> Found:
    """Those included that began earlier and extend over days of the period."""
    first = happened(subjects, frame, what.what, values, False).subquery()
    longer = happened(subjects, frame, what.what, values, False, what.longer()).subquery()
    each = each_day("period_days")
    return MEETING, union(
        meetings_in(first), meetings_in(longer).join(each, what.covered(longer, each))
    )


@rows_counted.register
def _hours(what: Hours, subjects: Subjects, frame: CTE, values: Values) -> Found:
    """Without those that have no length."""
    found = happened(subjects, frame, what.what, values, False).subquery()
    return MEETING, meetings_in(found).where(found.c.ends_at > found.c.starts_at)


@rows_counted.register
def _stays(what: Stays, subjects: Subjects, frame: CTE, values: Values) -> Found:
    window = what.long_enough(values)
    return MEETING, meetings_in(
        happened(subjects, frame, what.what, values, False, window).subquery()
    )


@rows_counted.register
def _different(what: Different, subjects: Subjects, frame: CTE, values: Values) -> Found:
    """The meetings in which any of those was met who are counted."""
    found = happened(subjects, frame, what.what, values, False).subquery()
    if what.targets == "Unit":
        met = select(MEETING.c.id).where(MEETING.c.unit_id.is_not(None))
    else:
        met = select(TARGET.c.meeting_id).where(TARGET.c.target_type == what.targets)
    return MEETING, meetings_in(found).where(found.c.meeting_id.in_(met))


@rows_counted.register
def _records(what: Records, subjects: Subjects, frame: CTE, values: Values) -> Found:
    return _dated(what, frame)


@rows_counted.register
def _record(what: HasRecord, subjects: Subjects, frame: CTE, values: Values) -> Found:
    return _dated(what, frame)


def _dated(what: Records | HasRecord, frame: CTE) -> Found:
    table = table_of(what.column.class_)
    day = NO_DAY if what.on is None else day_of(what.on)
    names = table.c[what.column.key] == frame.c.subject_id
    # Of who took part, it is the person that one wants to see.
    took_part = table is PARTICIPANT
    key = PARTICIPANT.c.person_id if took_part else next(iter(table.primary_key.columns))
    found = counting(frame.c.subject_id, key, day).join_from(frame, table, names)
    asked = [] if what.on is None else [dated(what.on)]
    of = PERSON if took_part else table
    return of, found.where(*asked, *([] if what.where is None else [what.where]))


@rows_counted.register
def _encounter(what: HasEncounter, subjects: Subjects, frame: CTE, values: Values) -> Found:
    return MEETING, meetings_in(happened(subjects, frame, what.what, values, False).subquery())


@rows_counted.register
def _holder(what: HasHolder, subjects: Subjects, frame: CTE, values: Values) -> Found:
    found = counting(frame.c.subject_id, APPOINTMENT.c.id, APPOINTMENT.c.since)
    return APPOINTMENT, what.held(found, subjects, frame, values)


@rows_counted.register
def _link(what: HasLink, subjects: Subjects, frame: CTE, values: Values) -> Found:
    theirs = what.theirs(LINK, subjects, frame.c.subject_id, values)
    return LINK, counting(frame.c.subject_id, LINK.c.id, LINK.c.since).join_from(
        frame, LINK, theirs
    )


@rows_counted.register
def _publication(what: HasPublication, subjects: Subjects, frame: CTE, values: Values) -> Found:
    found = counting(frame.c.subject_id, PUBLISHED.c.id, PUBLISHED.c.period_start)
    return PUBLISHED, what.of(found, subjects, frame, values)
