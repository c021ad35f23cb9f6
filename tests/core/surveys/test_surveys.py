"""Surveys: the draw can be repeated, only the drawn rate, ranks are shared, consequences follow."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from sqlalchemy import exists, select
from sqlmodel import col

from factories import make_meeting, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.consequences import derive_from_standings, record_consequence
from lianxin.context import Context
from lianxin.database import Database
from lianxin.errors import Refused
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    ConsequenceRule,
    ModuleSettings,
    Survey,
    Term,
    after_survey,
    asked,
    bottom,
    figures,
    on_breach,
    on_events,
    on_met,
    roll,
    scored_below,
    top,
    units,
)
from lianxin.rules.ranks import rank
from lianxin.surveys import (
    close_survey,
    derive,
    draw,
    open_survey,
    ranking,
    record_answer,
    verify_draw,
)
from lianxin.sweep import sweep
from lianxin.tables import (
    Consequence,
    Drawn,
    Meeting,
    Participant,
    Respondent,
    Score,
    Standing,
    Unit,
)

NOW = datetime(2026, 9, 1, tzinfo=UTC)


class Evaluation(ModuleSettings):
    sample: int = 3
    grades: dict[str, int] = Field({"good": 100, "fair": 60, "poor": 0})
    first: int = 1


F = figures(Evaluation)
PRAISE, BLAME = Term("praise", Text("表彰", "Praise")), Term("blame", Text("批评", "Criticism"))
RATING = Survey(
    **CLAUSE,
    key="rating",
    every=units("department"),
    frame=roll("served"),
    sample=F.sample,
    grades=F.grades,
    ways=("phone", "form"),
    questions=("support",),
)
PRAISED = ConsequenceRule(
    **CLAUSE, key="praised", effect=PRAISE, when=after_survey("rating", top(F.first))
)


class Desk:
    """A locality that rates its departments, and whoever runs it."""

    def __init__(self, locality: Locality, context: Callable[..., Context], *rules: Any) -> None:
        self.locality = working_by(locality, RATING, *rules, settings=Evaluation())
        self.entry = in_force(self.locality, RATING)
        self.database: Database = locality.database
        self.context = Context(self.locality, context("admin").viewer, self.locality.clock.now())

    async def department(self, members: int) -> Unit:
        unit = await make_unit(self.locality, kind="department")
        rows = [Respondent(roll="served", unit_id=unit.id, number=n) for n in range(members)]
        async with self.database.writing() as tx:
            await tx.add(*rows)
        return unit

    async def do(self, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        async with self.database.writing() as tx:
            return await function(tx, self.context, *given, **named)

    async def drawn(self, survey_id: int) -> list[Any]:
        return await self.database.all(
            select(Drawn.__table__).where(col(Drawn.survey_id) == survey_id)
        )

    async def rated(self, grades: dict[int, list[str]]) -> int:
        """Open, let each department be graded like this, close; the survey's key."""
        opened = await self.do(open_survey, self.entry)
        left = {unit: list(given) for unit, given in grades.items()}
        for row in await self.drawn(opened.survey_id):
            if left.get(row.subject_id):
                grade = left[row.subject_id].pop()
                who = (row.subject_id, row.respondent_id)
                await self.do(record_answer, opened.survey_id, *who, grade, way="phone")
        await self.do(close_survey, opened.survey_id)
        found: int = opened.survey_id
        return found

    async def consequences(self) -> list[Any]:
        return await self.database.all(select(Consequence.__table__))


@pytest.fixture
def desk(locality: Locality, context: Callable[..., Context]) -> Desk:
    return Desk(locality, context, PRAISED)


async def test_so_many_are_drawn_of_each_ones_own_and_all_where_there_are_fewer(desk: Desk) -> None:
    large, small = await desk.department(9), await desk.department(2)
    opened = await desk.do(open_survey, desk.entry)
    assert opened.drawn == {large.id: 3, small.id: 2}
    own = {r.id: r.unit_id for r in await desk.database.all(select(Respondent.__table__))}
    for row in await desk.drawn(opened.survey_id):
        assert own[row.respondent_id] == row.subject_id


async def test_the_kept_frame_and_seed_give_the_same_sample_again(desk: Desk) -> None:
    unit = await desk.department(9)
    opened = await desk.do(open_survey, desk.entry, seed="a seed")
    async with desk.database.writing() as tx:
        await tx.add(Respondent(roll="served", unit_id=unit.id, number=99))
        assert await verify_draw(tx, opened.survey_id)
        [first, *_] = await desk.drawn(opened.survey_id)
        await tx.change(Drawn, col(Drawn.id) == first.id, respondent_id=5)
        assert not await verify_draw(tx, opened.survey_id)


async def test_only_those_who_were_drawn_rate_and_only_once(desk: Desk) -> None:
    unit = await desk.department(5)
    opened = await desk.do(open_survey, desk.entry)
    drawn = [row.respondent_id for row in await desk.drawn(opened.survey_id)]
    everyone = [r.id for r in await desk.database.all(select(Respondent.__table__))]
    [left_out, *_] = set(everyone) - set(drawn)
    about = (opened.survey_id, unit.id)
    for respondent, grade, way in (
        (left_out, "good", "phone"),
        (drawn[0], "great", "phone"),
        (drawn[0], "good", "pigeon"),
    ):
        with pytest.raises(Refused) as refusal:
            await desk.do(record_answer, *about, respondent, grade, way=way)
        assert refusal.value.problems[0].rule_key == desk.entry.key
    answers = {"answers": {"support": "for"}, "way": "form"}
    await desk.do(record_answer, *about, drawn[0], "good", **answers)
    with pytest.raises(Refused, match="given already"):
        await desk.do(record_answer, *about, drawn[0], "poor", way="form")
    [score] = await desk.do(close_survey, opened.survey_id)
    assert (score.drawn, score.answered, score.score) == (3, 1, 100.0)
    assert score.data == {"grades": {"good": 1}, "support": {"for": 1}}
    with pytest.raises(Refused, match="closed"):
        await desk.do(record_answer, *about, drawn[1], "good", way="form")


async def test_scores_are_ranked_and_all_who_tie_for_the_first_place_are_praised(
    desk: Desk,
) -> None:
    a, b, c, silent = [await desk.department(4) for _ in range(4)]
    survey = await desk.rated(
        {a.id: ["good", "good", "poor"], b.id: ["good", "good", "poor"], c.id: ["fair"]}
    )
    async with desk.database.reading() as session:
        found = {r.subject_id: r for r in await ranking(session, survey)}
    assert [(found[u.id].score, found[u.id].rank) for u in (a, b, c, silent)] == [
        (66.67, 1),
        (66.67, 1),
        (60.0, 3),
        (None, None),
    ]
    praised = await desk.consequences()
    assert {row.subject_id for row in praised} == {a.id, b.id}
    assert praised[0].ground == "测试条款（2026年）得分 66.67，第 1 名（倒数第 2 名）"
    assert await desk.do(derive, survey) == []


async def test_two_conditions_have_to_fit_together(
    locality: Locality, context: Callable[..., Context]
) -> None:
    last_overall = exists().where(col(Unit.id) == col(Score.subject_id), col(Unit.households) == 1)
    acting = ConsequenceRule(
        **CLAUSE,
        key="acting",
        effect=BLAME,
        when=after_survey("rating", bottom(2), scored_below(90), where=last_overall),
        data={"first": F.first},
    )
    desk = Desk(locality, context, acting)
    low, lower, fine = [await desk.department(3) for _ in range(3)]
    async with desk.database.writing() as tx:
        await tx.change(Unit, col(Unit.id).in_([lower.id, fine.id]), households=1)
    await desk.rated({low.id: ["poor"], lower.id: ["poor"], fine.id: ["good"]})
    [row] = await desk.consequences()
    assert (row.subject_id, row.kind, row.data) == (lower.id, "blame", {"first": 1})


async def test_those_who_were_served_are_asked_and_nobody_else(
    locality: Locality, context: Callable[..., Context]
) -> None:
    served = select(
        col(Meeting.unit_id).label("subject_id"), col(Participant.person_id).label("respondent_id")
    ).join_from(Meeting, Participant, col(Participant.meeting_id) == col(Meeting.id))
    workers = Survey(
        **CLAUSE, key="workers", every=units("window"), frame=asked(served), grades={"yes": 1}
    )
    locality = working_by(locality, workers)
    window, guest = await make_unit(locality, kind="window"), await make_person(locality)
    await make_person(locality)
    for _ in range(2):
        await make_meeting(locality, "service", unit=window, participants=[guest])
    who = Context(locality, context("admin").viewer, locality.clock.now())
    async with locality.database.writing() as tx:
        opened = await open_survey(tx, who, in_force(locality, workers))
        [row] = await tx.all(select(Drawn.__table__))
    assert opened.drawn == {window.id: 1}
    assert (row.respondent_type, row.respondent_id) == ("Person", guest.id)


async def test_a_consequence_by_hand_needs_its_ground_and_the_right(
    locality: Locality, context: Callable[..., Context]
) -> None:
    card = ConsequenceRule(**CLAUSE, key="card", effect=BLAME, by=frozenset({"admin"}))
    desk = Desk(locality, context, card, PRAISED)
    entry, unit = in_force(desk.locality, card), await desk.department(1)
    about = {"subject": ("Unit", unit.id)}
    with pytest.raises(Refused, match="ground"):
        await desk.do(record_consequence, entry, ground=" ", **about)
    automatic = in_force(desk.locality, PRAISED)
    with pytest.raises(Refused, match="by itself"):
        await desk.do(record_consequence, automatic, ground="好", **about)
    await desk.do(record_consequence, entry, ground="推进不力", **about)
    [row] = await desk.consequences()
    assert (row.by_hand, row.ground, row.unit_id) == (True, "推进不力", unit.id)
    desk.context = Context(desk.locality, context("clerk").viewer, desk.context.now)
    with pytest.raises(Refused, match="may not"):
        await desk.do(record_consequence, entry, ground="推进不力", **about)


async def test_the_second_breach_of_a_year_has_its_consequence_once(
    locality: Locality, context: Callable[..., Context]
) -> None:
    talk = ConsequenceRule(**CLAUSE, key="talk", effect=BLAME, when=on_breach("rating", times=2))
    desk = Desk(locality, context, talk)
    for month, who in ((3, 1), (4, 1), (5, 2), (9, 2)):
        async with desk.database.writing() as tx:
            await tx.add(_breach(desk.entry.key, month, who))
    assert len(await desk.do(derive_from_standings)) == 1
    assert len(await desk.do(derive_from_standings)) == 0
    [row] = await desk.consequences()
    assert (row.subject_id, row.ground) == (1, "“测试条款”第 2 次")


async def test_the_sweep_derives_what_follows_once_however_many_sweep(
    locality: Locality, context: Callable[..., Context]
) -> None:
    talk = ConsequenceRule(**CLAUSE, key="talk", effect=BLAME, when=on_breach("rating", times=2))
    desk = Desk(locality, context, talk)
    async with desk.database.writing() as tx:
        await tx.add(*(_breach(desk.entry.key, month, 1) for month in (3, 4)))
    at = desk.locality.clock.now()
    swept = await asyncio.gather(*(sweep(desk.locality, at) for _ in range(3)))
    assert [s.failed for s in swept] == [{}] * 3
    assert sum(s.done["consequences"] for s in swept) == 1
    assert len(await desk.consequences()) == 1


def _breach(rule_key: str, month: int, person: int) -> Standing:
    return Standing(
        rule_key=rule_key,
        subject_type="Person",
        subject_id=person,
        period_start=date(2026, month, 1),
        period_end=date(2026, month, 28),
        period_label="",
        required=1,
        actual=0,
        unit_of_measure="day",
        state="BREACHED",
        changed_at=NOW,
    )


async def test_who_meets_a_rule_has_what_follows_once_a_year(
    locality: Locality, context: Callable[..., Context]
) -> None:
    praise = ConsequenceRule(**CLAUSE, key="praise", effect=BLAME, when=on_met("rating"))
    desk = Desk(locality, context, praise)
    year = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
    async with desk.database.writing() as tx:
        for person, state in ((1, "MET"), (2, "BREACHED"), (3, "DUE")):
            made = _breach(desk.entry.key, 1, person)
            await tx.add(made.model_copy(update={**year, "id": person, "state": state}))
    assert len(await desk.do(derive_from_standings)) == 1
    assert len(await desk.do(derive_from_standings)) == 0
    [row] = await desk.consequences()
    assert (row.subject_id, row.ground) == (1, "“测试条款”已全部达到")


async def test_the_nth_event_opens_what_follows(
    locality: Locality, context: Callable[..., Context]
) -> None:
    events = select(
        col(Meeting.unit_id).label("subject_id"), col(Meeting.day).label("occasion")
    ).where(col(Meeting.kind) == "bypass")
    tracing = ConsequenceRule(
        **CLAUSE, key="tracing", effect=BLAME, when=on_events(events, "Unit", nth=2)
    )
    desk = Desk(locality, context, tracing)
    once, twice = await make_unit(locality), await make_unit(locality)
    for unit in (once, twice, twice):
        await make_meeting(locality, "bypass", unit=unit)
    assert len(await desk.do(derive_from_standings)) == 1
    assert [row.subject_id for row in await desk.consequences()] == [twice.id]
    assert await desk.do(derive_from_standings) == []


FRAMES = st.sets(st.integers(1, 2**63 - 1), max_size=30)


@given(st.text(max_size=8), st.integers(1, 9), FRAMES, st.integers(0, 40), st.randoms())
def test_a_draw_is_the_same_in_whatever_order_its_frame_comes(
    seed: str, subject: int, frame: set[int], number: int, random: Any
) -> None:
    listed = list(frame)
    random.shuffle(listed)
    drawn = draw(seed, subject, listed, number)
    assert drawn == draw(seed, subject, sorted(frame), number)
    assert len(set(drawn)) == len(drawn) == min(number, len(frame))
    assert set(drawn) <= frame


def test_everybody_is_drawn_about_equally_often() -> None:
    often = Counter(key for n in range(2000) for key in draw(f"s{n}", 1, range(10), 3))
    assert all(500 < often[key] < 700 for key in range(10))


@given(st.dictionaries(st.integers(), st.none() | st.integers(0, 5).map(float)))
def test_a_rank_counts_those_who_are_better(scores: dict[int, float | None]) -> None:
    places = rank(scores)
    known = {k: s for k, s in scores.items() if s is not None}
    for key, score in known.items():
        assert places[key] == (
            1 + sum(s > score for s in known.values()),
            1 + sum(s < score for s in known.values()),
        )
    assert set(places) == set(known)
