"""Links and trips of late are asked again, beside those that were there already."""

from datetime import date, timedelta
from typing import Any

import pytest

from factories import make_appointment, make_liaison, make_person, make_unit
from factories.rules import CLAUSE
from factories.trials import F, Trial, refused
from lianxin.builtin.words import COMMON_WORDS
from lianxin.calendar import Weekday, Weekly
from lianxin.clock import FixedClock
from lianxin.commands.meetings.record import ParticipantGiven, RecordMeeting
from lianxin.commands.people.link import EndLink, Link
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Apart, CalendarRule, LiaisonRule, Term
from lianxin.tables import Unit

KINDS = ("point", "other")
WORDS = {**COMMON_WORDS, "liaison_kind": tuple(Term(k, Text(k, k)) for k in KINDS)}
POINTS = {"key": "points", "of": "point"}


async def _link(
    trial: Trial, holder: int, target: Unit, kind: str = "point", **when: timedelta
) -> int:
    ends: Any = {"holder": f"Person:{holder}", "target": f"Unit:{target.id}"}
    found: int = (await trial.do(Link(kind=kind, **ends), **when))["liaison"]
    return found


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(hours=1)])
async def test_a_link_too_many_is_the_one_that_came_last(
    locality: Locality, clock: FixedClock, apart: timedelta
) -> None:
    most = LiaisonRule(**CLAUSE, **POINTS, at_most=F.most)
    trial, holder = Trial(locality, clock, most, terms=WORDS), await make_person(locality)
    await make_liaison(locality, holder, await make_unit(locality), kind="point")
    units = [await make_unit(locality) for _ in range(3)]
    keys = [await _link(trial, holder.id, unit, after=apart) for unit in units]
    assert refused(await trial.looked_at(most=3)) == [keys[2]]
    assert set(refused(await trial.looked_at(most=2))) == {keys[2], keys[1]}
    assert refused(await trial.looked_at(most=4)) == []
    clock.advance(timedelta(days=31))
    assert refused(await trial.looked_at(most=1)) == []


async def test_a_link_with_units_of_other_kinds_is_named(
    locality: Locality, clock: FixedClock
) -> None:
    only = LiaisonRule(**CLAUSE, **POINTS, target_kinds=F.kinds)
    trial, holder = Trial(locality, clock, only, terms=WORDS), await make_person(locality)
    await _link(trial, holder.id, await make_unit(locality, kind="village"))
    town = await _link(trial, holder.id, await make_unit(locality, kind="town"))
    assert refused(await trial.looked_at(kinds=("village", "grid"))) == [town]


async def test_of_links_that_overlap_the_later_one_would_have_been_refused(
    locality: Locality, clock: FixedClock
) -> None:
    apart = LiaisonRule(**CLAUSE, **POINTS, apart_from=F.kinds)
    trial, unit = Trial(locality, clock, apart, terms=WORDS), await make_unit(locality)
    [one, two] = [(await make_person(locality)).id for _ in range(2)]
    ended = await _link(trial, one, await make_unit(locality), "other")
    first = await _link(trial, one, unit)
    later = await _link(trial, two, unit, "other")
    await trial.do(EndLink(liaison=ended, until=date(2026, 9, 24)))
    assert refused(await trial.looked_at(kinds=("other",))) == [later] != [first]


APART = Apart(
    **CLAUSE, key="apart", of=("research",), posts=("leader",), area="city", days=F.fewest
)
NO_VISITS = CalendarRule(**CLAUSE, key="no_visits", dates=Weekly(tuple(Weekday)), forbids=F.kinds)


async def test_trips_too_soon_after_another_are_named(
    locality: Locality, clock: FixedClock
) -> None:
    words = {**COMMON_WORDS, "meeting_kind": (Term("research", Text("调研", "Research")),)}
    trial = Trial(locality, clock, APART, NO_VISITS, terms=words)
    city = await make_unit(locality, kind="city")
    village = await make_unit(locality, parent=city)
    keys = []
    for days, where in ((0, city), (5, village), (20, await make_unit(locality))):
        leader = await make_person(locality, official=True)
        await make_appointment(locality, await make_unit(locality), "leader", person=leader)
        goes = [ParticipantGiven(person=leader.id)]
        starts = clock.now() - timedelta(days=20 - days)
        asked = {"title": "调研", "unit": where.code, "starts_at": starts, "participants": goes}
        keys.append((await trial.do(RecordMeeting(kind="research", **asked)))["meeting"])
    assert refused(await trial.looked_at(fewest=4)) == []
    assert refused(await trial.looked_at(fewest=5)) == [keys[1]]
    assert set(refused(await trial.looked_at(kinds=("research",)))) == set(keys)
