"""Records, appointments, tasks, motions and meetings are asked again as they were given then."""

from datetime import date, timedelta

import pytest
from pydantic import BaseModel
from sqlalchemy import Boolean, Integer, String, func, select
from sqlmodel import col

from factories import make_account, make_appointment, make_case, make_person, make_unit
from factories.rules import CLAUSE
from factories.trials import F, Trial, refused
from lianxin.builtin.words import COMMON_WORDS
from lianxin.clock import FixedClock
from lianxin.commands.meetings.record import RecordMeeting
from lianxin.commands.motions.act import ActOnMotion
from lianxin.commands.motions.propose import ProposeMotion
from lianxin.commands.records.enter import EnterRecord, ReviseRecord
from lianxin.commands.tasks.add import AddTask
from lianxin.commands.tasks.finish import FinishTask
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.previewing import guards
from lianxin.rules import (
    Guard,
    Input,
    Procedure,
    Registry,
    Stage,
    by,
    given,
    recording,
    viewer,
)
from lianxin.tables import Appointment, Meeting, Motion, Regulation, Task, Unit

NO = Text("不行", "No")
TODAY = date(2026, 9, 24)


class SeatFields(BaseModel, extra="forbid"):
    person_id: int
    unit_id: int
    post: str = "seat"
    since: date


class BookFields(BaseModel, extra="forbid"):
    code: str
    title: str
    in_force_since: date = TODAY


OTHER = Appointment.__table__.alias()  # type: ignore[attr-defined]
SEATS = Registry(
    **CLAUSE,
    key="seats",
    table=Appointment,
    fields=SeatFields,
    where=col(Appointment.post) == "seat",
)
BOOKS = Registry(**CLAUSE, key="books", table=Regulation, fields=BookFields)
UNIT = Unit.__table__.alias()  # type: ignore[attr-defined]
BESIDE = (OTHER.c.id != col(Appointment.id), OTHER.c.post == "seat")
IN_USE = {
    "plain": select(func.count()).where(OTHER.c.unit_id == col(Appointment.unit_id), *BESIDE),
    "joined": select(func.count())
    .select_from(OTHER.join(UNIT, UNIT.c.id == OTHER.c.unit_id))
    .where(UNIT.c.id == col(Appointment.unit_id), *BESIDE),
    "nested": select(
        select(func.count()).where(OTHER.c.unit_id == UNIT.c.id, *BESIDE).scalar_subquery()
    ).where(UNIT.c.id == col(Appointment.unit_id)),
}


def no_more_seats(way: str) -> Guard:
    return Guard(
        **CLAUSE,
        key="no_more_seats",
        actions=(recording("seats"),),
        refuse_if=IN_USE[way].scalar_subquery() >= F.most.sql(Integer()),
        because=NO,
    )


LONG_TITLES = Guard(
    **CLAUSE,
    key="long_titles",
    actions=(recording("books"),),
    refuse_if=func.length(col(Regulation.title)) < F.fewest.sql(Integer()),
    because=NO,
)


async def test_a_record_is_looked_at_as_it_was_given_each_time(
    locality: Locality, clock: FixedClock
) -> None:
    trial = Trial(locality, clock, BOOKS, LONG_TITLES)
    book = {"code": "R1", "title": "短"}
    key = (await trial.do(EnterRecord(registry="test.rules.books", fields=book)))["record"]
    for title in ("也短", "足够长的标题"):
        change = {"record": key, "fields": {"title": title}}
        await trial.do(ReviseRecord(registry="test.rules.books", **change))
    found = await trial.looked_at(fewest=3)
    assert refused(found) == [key, key]
    assert [one.at for one in found.refusals] == [clock.now() - timedelta(hours=n) for n in (1, 2)]
    assert refused(await trial.looked_at(fewest=2)) == [key]
    clock.advance(timedelta(days=31))
    assert refused(await trial.looked_at(fewest=9)) == []


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(days=1)])
@pytest.mark.parametrize("way", IN_USE)
async def test_an_appointment_is_looked_at_beside_those_that_were_there_already(
    locality: Locality, clock: FixedClock, way: str, apart: timedelta
) -> None:
    unit, trial = await make_unit(locality), Trial(locality, clock, SEATS, no_more_seats(way))
    await make_appointment(locality, unit, "seat")
    keys = []
    for _ in range(3):
        person = await make_person(locality, official=True)
        fields = {"person_id": person.id, "unit_id": unit.code, "since": TODAY}
        asked = EnterRecord(registry="test.rules.seats", fields=fields)
        keys.append((await trial.do(asked, after=apart))["record"])
    assert refused(await trial.looked_at(most=4)) == []
    # One was there before; of those that were entered the last is the fourth.
    assert refused(await trial.looked_at(most=3)) == [keys[2]]
    assert set(refused(await trial.looked_at(most=2))) == {keys[1], keys[2]}


async def test_where_there_is_too_much_it_is_said_how_far_it_was_looked(
    locality: Locality, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOST_ACTS", "FEWEST_ACTS"):
        monkeypatch.setattr(guards, name, 2)
    trial = Trial(locality, clock, BOOKS, LONG_TITLES)
    for n in range(3):
        fields = {"code": f"R{n}", "title": "短"}
        await trial.do(EnterRecord(registry="test.rules.books", fields=fields))
    found = await trial.looked_at(fewest=2)
    assert found.refused.number == 2
    assert "only the last 2 " in found.untold["test.rules.long_titles"].en


LATE = Guard(
    **CLAUSE,
    key="dated",
    actions=("add_task",),
    refuse_if=col(Task.due_on).is_(None) & col(Task.done_at).is_(None) & F.strict.sql(Boolean()),
    because=NO,
)


async def test_a_task_is_looked_at_as_it_was_handed_out(
    locality: Locality, clock: FixedClock
) -> None:
    trial, case = Trial(locality, clock, LATE), await make_case(locality)
    key = (await trial.do(AddTask(title="修")))["task"]
    await trial.do(AddTask(title="期", due_on=TODAY))
    await trial.do(AddTask(title="案", case=case.code))
    await trial.do(FinishTask(task=key))
    assert refused(await trial.looked_at(strict=True)) == [key]


SPOKE = Input("spoke", NO, required=False)
COUNCIL = Procedure(
    **CLAUSE,
    key="council",
    fields=(Input("ground", NO, required=False),),
    stages=(
        Stage(code="discuss", label=NO, by=by("clerk"), records=(SPOKE,)),
        Stage(code="resolve", label=NO, by=by("clerk")),
    ),
    proposed_by=by("clerk"),
)
WITH_A_GROUND = Guard(
    **CLAUSE,
    key="with_a_ground",
    actions=("propose_motion",),
    refuse_if=func.coalesce(func.length(given("ground", String())), 0) < F.fewest.sql(Integer()),
    because=NO,
)
BY_HOLDERS = Guard(
    **CLAUSE,
    key="by_holders",
    actions=("propose_motion",),
    refuse_if=F.strict.sql(Boolean())
    & (col(Motion.step) == "discuss")
    & ~select(OTHER.c.id).where(OTHER.c.person_id == viewer("person_id")).exists(),
    because=NO,
)
SOMEBODY_SPEAKS = Guard(
    **CLAUSE,
    key="somebody_speaks",
    workflow="council",
    actions=("discuss",),
    refuse_if=F.strict.sql(Boolean()) & given("spoke").is_(None),
    because=NO,
)


async def test_a_motion_is_looked_at_as_it_was_proposed_by_whom(
    locality: Locality, clock: FixedClock
) -> None:
    trial = Trial(locality, clock, COUNCIL, WITH_A_GROUND, BY_HOLDERS)
    holder = await make_person(locality, official=True)
    await make_appointment(locality, await make_unit(locality), "any", person=holder)
    asked = {"title": "修路", "procedure": "test.rules.council"}
    theirs = (await trial.do(ProposeMotion(**asked), person_id=holder.id))["motion"]
    named = ProposeMotion(**asked, fields={"ground": "群众反映"})
    others = (await trial.do(named, person_id=(await make_person(locality)).id))["motion"]
    await trial.do(ActOnMotion(motion=others, action="conclude"))
    assert refused(await trial.looked_at(fewest=1)) == [theirs]
    assert refused(await trial.looked_at(strict=True)) == [others]


async def test_what_was_concluded_is_looked_at_with_what_was_given(
    locality: Locality, clock: FixedClock
) -> None:
    trial = Trial(locality, clock, COUNCIL, SOMEBODY_SPEAKS)
    keys = []
    for spoke in (None, "老王"):
        asked = ProposeMotion(title="修路", procedure="test.rules.council")
        keys.append((await trial.do(asked))["motion"])
        said = {"spoke": spoke} if spoke else {}
        await trial.do(ActOnMotion(motion=keys[-1], action="conclude", fields=said))
        await trial.do(ActOnMotion(motion=keys[-1], action="conclude"))
    assert refused(await trial.looked_at(strict=True)) == [keys[0]]


async def test_a_motion_about_a_hidden_case_counts_nowhere(
    locality: Locality, clock: FixedClock
) -> None:
    trial, case = Trial(locality, clock, COUNCIL, WITH_A_GROUND), await make_case(locality)
    asked = ProposeMotion(title="修路", procedure="test.rules.council", case=case.id)
    key = (await trial.do(asked))["motion"]
    assert refused(await trial.looked_at(fewest=1)) == [key]
    assert refused(await trial.looked_at(hidden=(case.id,), fewest=1)) == []


WHO_ACTS = {
    "person_id": select(OTHER.c.id).where(OTHER.c.person_id == viewer("person_id")).exists(),
    "account_id": viewer("account_id") == 0,
}


async def test_who_entered_a_record_is_known_by_the_audit(
    locality: Locality, clock: FixedClock
) -> None:
    office = Guard(
        **CLAUSE,
        key="no_officers",
        actions=(recording("books"),),
        refuse_if=F.strict.sql(Boolean()) & WHO_ACTS["person_id"],
        because=NO,
    )
    trial, found = Trial(locality, clock, BOOKS, office), []
    for n, official in enumerate((True, False)):
        person = await make_person(locality, official=True)
        if official:
            await make_appointment(locality, await make_unit(locality), "any", person=person)
        account = await make_account(locality, person=person)
        asked = EnterRecord(registry="test.rules.books", fields={"code": f"R{n}", "title": "书"})
        found.append((await trial.do(asked, account_id=account.id))["record"])
    assert refused(await trial.looked_at(strict=True)) == [found[0]]


SHORT_VISITS = Guard(
    **CLAUSE,
    key="short_visits",
    actions=("record_meeting",),
    refuse_if=(col(Meeting.kind) == "visit")
    & (func.length(col(Meeting.title)) < F.fewest.sql(Integer())),
    because=NO,
)
BY_ACCOUNT = Guard(
    **CLAUSE,
    key="by_account",
    actions=("record_meeting",),
    refuse_if=F.strict.sql(Boolean()) & WHO_ACTS["account_id"],
    because=NO,
)


async def test_a_meeting_is_named_and_what_is_not_kept_of_it_is_said(
    locality: Locality, clock: FixedClock
) -> None:
    trial = Trial(locality, clock, SHORT_VISITS, BY_ACCOUNT, terms=COMMON_WORDS)
    asked = RecordMeeting(kind="visit", title="访", starts_at=clock.now())
    key = (await trial.do(asked))["meeting"]
    assert refused(await trial.looked_at(fewest=2)) == [key]
    found = await trial.looked_at(strict=True)
    assert list(found.untold) == ["test.rules.by_account"]
    assert "the account that did it" in found.untold["test.rules.by_account"].en
