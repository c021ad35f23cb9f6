"""Procedures: stages in order, ballots, what is needed first, and who has to be there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col

from factories import (
    make_appointment,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.database import JsonText
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.procedures import (
    Conclusion,
    ballot_refusals,
    conclude,
    eligible_ballots,
    seat_refusals,
    tally_of,
    who_is_missing,
)
from lianxin.rules import (
    By,
    Procedure,
    Seat,
    Stage,
    Vote,
    at_least,
    holders_vote,
    households_vote,
    more_than,
    needs_meeting,
    needs_record,
)
from lianxin.standings import evaluate, explain
from lianxin.tables import Ballot, Motion, MotionEntry, Task, Unit

NOW = datetime(2026, 9, 24, 1, tzinfo=UTC)
TODAY = date(2026, 9, 24)
ASK_FIRST = Text("先听取意见", "ask first")
MAJOR = JsonText(col(Motion.data), "major") == "yes"
FOUR_STEPS = Procedure(
    **CLAUSE,
    key="four",
    stages=(
        Stage(code="propose", label=Text("提议", "Propose"), by=By()),
        Stage(
            code="discuss",
            label=Text("评议", "Discuss"),
            by=By(),
            vote=Vote(holders_vote("council"), more_than("1/2"), at_least("1/2")),
            lost="propose",
        ),
        Stage(
            code="resolve",
            label=Text("决议", "Resolve"),
            by=By(),
            vote=Vote(households_vote(), at_least("2/3")),
            needs=(needs_meeting("forum", because=ASK_FIRST, when=MAJOR),),
        ),
    ),
)
WATCHED = Procedure(
    **CLAUSE,
    key="watched",
    per="month",
    stages=(
        Stage(
            code="decide",
            label=Text("决定", "Decide"),
            by=By(),
            all_present=True,
            needs=(needs_record(col(Task.motion_id), because=ASK_FIRST),),
        ),
    ),
    meeting_kinds=("village_meeting",),
    attended_by=("seconded",),
    seats=(
        Seat("chair", Text("不得由干部主持", "no official chairs"), no_officials=True),
        Seat("watcher", Text("应为代表", "has to be one"), posts="delegate", never="builder"),
    ),
)


async def a_motion(locality: Locality, unit: Unit, step: str, **data: str) -> Motion:
    motion = Motion(
        code=f"M-{step}",
        title="修路",
        procedure="test.rules.four",
        step=step,
        unit_id=unit.id,
        data=data,
    )
    async with locality.database.writing() as tx:
        await tx.add(motion)
    return motion


async def vote(locality: Locality, motion: Motion, *choices: str) -> None:
    for choice in choices:
        who = await make_person(locality)
        async with locality.database.writing() as tx:
            await tx.add(
                Ballot(
                    motion_id=motion.id, step=motion.step, person_id=who.id, choice=choice, at=NOW
                )
            )


async def concluded(
    locality: Locality,
    motion: Motion,
    eligible: int = 0,
    rule: Procedure = FOUR_STEPS,
    meeting: int | None = None,
) -> Conclusion:
    locality = working_by(locality, rule)
    async with locality.database.reading() as session:
        return await conclude(
            session,
            locality,
            in_force(locality, rule),
            motion_id=motion.id,
            stage_code=motion.step,
            eligible=eligible,
            meeting_id=meeting,
        )


def test_stages_follow_one_another_and_a_lost_vote_goes_back() -> None:
    propose, discuss, resolve = FOUR_STEPS.stages
    assert FOUR_STEPS.after(propose, passed=True) is discuss
    assert FOUR_STEPS.after(discuss, passed=False) is propose
    assert FOUR_STEPS.after(resolve, passed=True) is None
    assert "    discuss --> propose: 未通过" in FOUR_STEPS.diagram().splitlines()


async def test_ballots_carry_a_motion_on_once_there_is_a_quorum(locality: Locality) -> None:
    motion = await a_motion(locality, await make_unit(locality), "discuss")
    await vote(locality, motion, "FOR", "FOR")
    [problem] = (await concluded(locality, motion, eligible=5)).problems
    assert (problem.kind, problem.rule_key) == ("rule", "test.rules.four")
    await vote(locality, motion, "ABSTAIN")
    assert (await concluded(locality, motion, eligible=5)).step == "resolve"
    await vote(locality, motion, "AGAINST")
    assert (await concluded(locality, motion, eligible=5)).step == "propose"


async def test_the_last_stage_decides(locality: Locality) -> None:
    motion = await a_motion(locality, await make_unit(locality), "resolve")
    await vote(locality, motion, "FOR", "FOR", "AGAINST")
    found = await concluded(locality, motion, eligible=3)
    assert (found.decided, found.passed) == (True, True)
    await vote(locality, motion, "ABSTAIN")
    assert (await concluded(locality, motion, eligible=4)).passed is False


async def test_a_major_matter_is_not_decided_before_opinions_are_gathered(
    locality: Locality,
) -> None:
    unit = await make_unit(locality)
    major = await a_motion(locality, unit, "resolve", major="yes")
    await vote(locality, major, "FOR")
    [problem] = (await concluded(locality, major, eligible=1)).problems
    assert problem.message == ASK_FIRST
    forum = await make_meeting(locality, "forum", unit=unit)
    async with locality.database.writing() as tx:
        await tx.add(
            MotionEntry(motion_id=major.id, n=1, action="x", step="x", meeting_id=forum.id, at=NOW)
        )
    assert (await concluded(locality, major, eligible=1)).passed


async def test_holders_of_the_post_have_one_ballot_each(locality: Locality) -> None:
    locality = working_by(locality, FOUR_STEPS)
    unit, entry = await make_unit(locality), in_force(locality, FOUR_STEPS)
    motion = await a_motion(locality, unit, "discuss")
    member, stranger = await make_person(locality), await make_person(locality)
    await make_appointment(locality, unit, "council", person=member)
    await make_appointment(locality, unit, "council", until=date(2026, 9, 1))

    async def refusals(person: int) -> list[str]:
        async with locality.database.reading() as session:
            found = await ballot_refusals(
                session,
                locality,
                entry,
                motion_id=motion.id,
                stage_code="discuss",
                unit_id=unit.id,
                person_id=person,
                household_id=None,
                on=TODAY,
            )
        return [problem.code for problem in found]

    async with locality.database.reading() as session:
        stage = FOUR_STEPS.stages[1]
        assert await eligible_ballots(session, locality, stage, unit.id, TODAY) == 1
    assert await refusals(stranger.id) == ["RULE_REFUSED"]
    assert await refusals(member.id) == []
    async with locality.database.writing() as tx:
        ballot = {"motion_id": motion.id, "step": "discuss", "person_id": member.id}
        await tx.add(Ballot(**ballot, choice="FOR", at=NOW))
        assert (await tally_of(tx, motion.id, "discuss", 1)).in_favour == 1
    assert await refusals(member.id) == ["VOTED_ALREADY"]


async def test_where_a_linked_unit_votes_its_holders_have_the_ballots(locality: Locality) -> None:
    reviewed = replace(
        FOUR_STEPS.stages[1],
        vote=Vote(holders_vote("member", linked="branch_group"), more_than("1/2")),
    )
    rule = replace(FOUR_STEPS, stages=(reviewed,))
    locality = working_by(locality, rule)
    group, other = await make_unit(locality, kind="group"), await make_unit(locality, kind="group")
    branch = await make_unit(locality, kind="branch")
    await make_liaison(locality, branch, group, kind="branch_group")
    member = await make_appointment(locality, branch, "member")
    await make_appointment(locality, group, "member")
    named = {"motion_id": 1, "stage_code": "discuss", "household_id": None, "on": TODAY}
    async with locality.database.reading() as session:
        numbers = [
            await eligible_ballots(session, locality, reviewed, u.id, TODAY) for u in (group, other)
        ]
        refused = await ballot_refusals(
            session,
            locality,
            in_force(locality, rule),
            unit_id=group.id,
            person_id=member.person_id,
            **named,
        )
    assert (numbers, refused) == ([1, 0], [])


async def test_a_household_has_one_ballot_that_any_member_casts(locality: Locality) -> None:
    locality = working_by(locality, FOUR_STEPS)
    area, entry = await make_unit(locality), in_force(locality, FOUR_STEPS)
    group = await make_unit(locality, kind="group", parent=area)
    home, away = await make_household(locality, group), await make_household(locality, area)
    one, other = [await make_person(locality, household=home) for _ in range(2)]
    motion = await a_motion(locality, area, "resolve")

    async def refusals(person: int, household: int | None) -> list[str]:
        async with locality.database.reading() as session:
            found = await ballot_refusals(
                session,
                locality,
                entry,
                motion_id=motion.id,
                stage_code="resolve",
                unit_id=area.id,
                person_id=person,
                household_id=household,
                on=TODAY,
            )
        return [problem.code for problem in found]

    async with locality.database.reading() as session:
        stage = FOUR_STEPS.stages[2]
        assert await eligible_ballots(session, locality, stage, area.id, TODAY) == 2
    assert await refusals(one.id, None) == ["RULE_REFUSED"]
    assert await refusals(one.id, away.id) == ["RULE_REFUSED"]
    assert await refusals(one.id, home.id) == []
    async with locality.database.writing() as tx:
        await tx.add(
            Ballot(
                motion_id=motion.id,
                step="resolve",
                person_id=one.id,
                household_id=home.id,
                choice="FOR",
                at=NOW,
            )
        )
    assert await refusals(other.id, home.id) == ["VOTED_ALREADY"]


async def test_a_meeting_from_which_a_seconded_cadre_is_missing_is_reported(
    locality: Locality,
) -> None:
    locality = working_by(locality, WATCHED)
    village, entry = await make_unit(locality), in_force(locality, WATCHED)
    came, stayed_away = await make_person(locality), await make_person(locality)
    for who in (came, stayed_away):
        await make_appointment(locality, village, "seconded", person=who)
    whole = await make_meeting(
        locality, "village_meeting", unit=village, participants=[came, stayed_away]
    )
    lacking = await make_meeting(locality, "village_meeting", unit=village, participants=[came])
    async with locality.database.reading() as session:
        month = period_of("month", TODAY)
        found = {s.subject_id: s for s in await evaluate(session, entry, locality, month)}
        assert await who_is_missing(session, locality, entry, lacking.id) == [stayed_away.id]
    assert (found[whole.id].state, found[lacking.id].state) == ("MET", "BREACHED")
    assert explain(entry, found[lacking.id], "zh") == "应到 2 人，实到 1 人，缺席 1 人"


async def test_a_stage_that_asks_for_everybody_is_not_concluded_without_them(
    locality: Locality,
) -> None:
    village = await make_unit(locality)
    await make_appointment(locality, village, "seconded")
    motion = await a_motion(locality, village, "decide")
    async with locality.database.writing() as tx:
        await tx.add(Task(title="公示", motion_id=motion.id))
    nowhere = await concluded(locality, motion, rule=WATCHED)
    assert nowhere.problems[0].path == ("meeting",)
    meeting = await make_meeting(locality, "village_meeting", unit=village)
    [problem] = (await concluded(locality, motion, rule=WATCHED, meeting=meeting.id)).problems
    assert "1 人" in problem.message.zh
    elsewhere = await make_meeting(locality, "village_meeting", unit=await make_unit(locality))
    found = await concluded(locality, motion, rule=WATCHED, meeting=elsewhere.id)
    assert found.decided


@pytest.mark.parametrize(
    ("role", "official", "post", "refused"),
    [
        ("chair", True, None, True),
        ("chair", False, None, False),
        ("watcher", False, "delegate", False),
        ("watcher", False, None, True),
        ("watcher", False, "builder", True),
        ("guest", True, None, False),
    ],
)
async def test_roles_are_for_those_whose_they_are(
    locality: Locality, role: str, official: bool, post: str | None, refused: bool
) -> None:
    locality = working_by(locality, WATCHED)
    who, unit = await make_person(locality, official=official), await make_unit(locality)
    for held in {"delegate", post} if post == "builder" else {post} - {None}:
        await make_appointment(locality, unit, str(held), person=who)
    async with locality.database.reading() as session:
        taking = [(who.id, role)]
        found = await seat_refusals(session, locality, "village_meeting", taking, TODAY)
        assert await seat_refusals(session, locality, "party", taking, TODAY) == []
    assert [p.rule_key for p in found] == (["test.rules.watched"] if refused else [])


def test_a_procedure_without_attendance_asks_nothing_of_meetings() -> None:
    assert not FOUR_STEPS.stands
    assert replace(FOUR_STEPS, attended_by=("x",)).stands
