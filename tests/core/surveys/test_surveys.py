"""Surveys: the draw can be repeated, only the drawn rate, ranks are shared, consequences follow."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import exists, select
from sqlmodel import col

from factories import make_meeting, make_person, make_unit
from factories.rules import CLAUSE, in_force, working_by
from factories.surveying import BLAME, PRAISED, Desk, F
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.rules import (
    ConsequenceRule,
    Survey,
    after_survey,
    asked,
    bottom,
    scored_below,
    units,
)
from lianxin.surveys import (
    close_survey,
    derive,
    draw,
    open_survey,
    ranking,
    record_answer,
    verify_draw,
)
from lianxin.tables import (
    Drawn,
    Meeting,
    Participant,
    Respondent,
    Score,
    Unit,
)


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
