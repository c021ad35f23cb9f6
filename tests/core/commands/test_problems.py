"""Cases that name the same problem are grouped as their reporters consent, and that is undone."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from factories import make_case, make_person, make_unit
from factories.problems import make_problem
from lianxin.commands import AnswerMatch, OpenProblem, Outcome, ProposeMatches, WithdrawMatches, run
from lianxin.context import Context
from lianxin.ids import new_receipt, receipt_hash
from lianxin.localities import Locality
from lianxin.tables import (
    AuditEntry,
    Case,
    OutboxEvent,
    Person,
    Problem,
    ProblemEntry,
    ProblemMatch,
)

Ask = Callable[..., Context]


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def rows(locality: Locality, table: Any) -> list[Any]:
    return list(await locality.database.all(select(table.__table__)))


async def states(locality: Locality) -> list[str]:
    return sorted(row.state for row in await rows(locality, ProblemMatch))


@pytest.fixture
async def reporter(locality: Locality) -> Person:
    return await make_person(locality, "王大妈")


@pytest.fixture
async def case(locality: Locality, reporter: Person) -> Case:
    return await make_case(locality, "路灯不亮", reporter=reporter)


async def opened(ask: Ask, *cases: Case, **given: Any) -> Outcome:
    asked = {"title": "路灯不亮", "keywords": "路灯"} | given
    return await run(OpenProblem(**asked, cases=[case.code for case in cases]), ask())


async def test_a_problem_is_opened_and_the_reporters_are_asked(
    locality: Locality, context: Ask, case: Case
) -> None:
    unit = await make_unit(locality, code="JB")
    told = {"title": "路灯不亮，联系 13800000000", "unit": "JB"}
    assert (await opened(context, case, **told)).done
    [problem] = await rows(locality, Problem)
    assert (problem.title, problem.unit_id) == ("路灯不亮，联系 ***", unit.id)
    assert await states(locality) == ["PROPOSED"]
    lines = {(row.n, row.action, row.case_id) for row in await rows(locality, ProblemEntry)}
    assert lines == {(1, "open_problem", None), (2, "propose_match", case.id)}
    assert {event.kind for event in await rows(locality, OutboxEvent)} == {"problem_changed"}


async def test_without_a_yardstick_none_is_opened(context: Ask) -> None:
    refused = await opened(context, keywords="，。")
    assert codes(refused) == ["NO_YARDSTICK"]
    assert codes(await opened(context, category="x", unit="X")) == ["NOT_FOUND"]
    assert codes(await opened(context, category="x")) == ["UNKNOWN_WORD"]


async def test_whoever_brought_a_case_up_consents_leaves_and_comes_back(
    locality: Locality, context: Ask, case: Case, reporter: Person
) -> None:
    problem = (await opened(context, case)).values["problem"]
    mine = context("resident", person_id=reporter.id)
    for answer, state in (("CONSENT", "CONSENTED"), ("LEAVE", "LEFT"), ("CONSENT", "CONSENTED")):
        asked = AnswerMatch(problem=problem, case=case.code, answer=answer)
        assert (await run(asked, mine)).done
        assert await states(locality) == [state]
    assert codes(
        await run(AnswerMatch(problem=problem, case=case.code, answer="DECLINE"), mine)
    ) == ["NOT_NOW"]
    history = [row.action for row in sorted(await rows(locality, ProblemEntry), key=lambda r: r.n)]
    assert history[2:] == ["consent_match", "leave_match", "consent_match"]
    audited = [row.action for row in await rows(locality, AuditEntry) if row.result == "done"]
    assert audited.count("answer_match") == 3


async def test_nobody_else_answers_for_them(
    locality: Locality, context: Ask, case: Case, reporter: Person
) -> None:
    problem = (await opened(context, case)).values["problem"]
    asked = AnswerMatch(problem=problem, case=case.code, answer="CONSENT")
    stranger = context("resident", person_id=(await make_person(locality)).id)
    assert codes(await run(asked, stranger)) == ["NOT_FOUND"]
    assert codes(await run(asked, context("auditor"))) == ["NOT_PERMITTED"]
    assert codes(await run(asked, context("clerk"))) == ["NOTE_REQUIRED"]
    told = asked.model_copy(update={"note": "9 月 20 日回访电话中同意"})
    assert (await run(told, context("clerk"))).done
    [match] = await rows(locality, ProblemMatch)
    assert (match.state, match.answered_by) == ("CONSENTED", "STAFF")


async def test_who_is_anonymous_answers_by_the_receipt_and_leaves_no_trace(
    locality: Locality, context: Ask
) -> None:
    receipt = new_receipt()
    case = await make_case(locality, anonymous=True, receipt_hash=receipt_hash(receipt))
    problem = (await opened(context, case)).values["problem"]
    by_staff = AnswerMatch(problem=problem, case=case.code, answer="CONSENT", note="据说同意")
    assert codes(await run(by_staff, context())) == ["NOBODY_TO_ASK"]
    wrong = AnswerMatch(problem=problem, receipt="0000-0000-0000-0000", answer="CONSENT")
    assert codes(await run(wrong, context("public"))) == ["NOT_FOUND"]
    somebody = context("resident", person_id=(await make_person(locality)).id)
    assert (await run(wrong.model_copy(update={"receipt": receipt}), somebody)).done
    [match] = await rows(locality, ProblemMatch)
    assert (match.state, match.answered_by) == ("CONSENTED", "RECEIPT")
    [line] = [row for row in await rows(locality, ProblemEntry) if row.action == "consent_match"]
    midnight = somebody.now.astimezone(locality.zone).replace(hour=0)
    assert (line.actor_id, line.at, match.answered_at) == (None, midnight, midnight)
    told = [row for row in await rows(locality, AuditEntry) if row.action == "answer_match"]
    assert {row.actor for row in told if row.anonymous} == {None}


async def test_the_staff_undo_a_match_with_a_reason_and_may_propose_it_again(
    locality: Locality, context: Ask, case: Case
) -> None:
    problem = await make_problem(locality, cases=[case])
    named = {"problem": problem.id, "cases": [case.code]}
    assert codes(await run(ProposeMatches(**named), context())) == ["MATCHED_ALREADY"]
    assert (await run(WithdrawMatches(**named, note="不是同一问题"), context())).done
    assert await states(locality) == ["WITHDRAWN"]
    assert codes(await run(WithdrawMatches(**named, note="再撤"), context())) == ["NOT_MATCHED"]
    assert (await run(ProposeMatches(**named), context())).done
    assert await states(locality) == ["PROPOSED"]
    lines = [(row.action, row.note) for row in await rows(locality, ProblemEntry)]
    assert ("withdraw_match", "不是同一问题") in lines


@pytest.mark.parametrize("state", ["DECLINED", "LEFT"])
async def test_who_said_no_is_not_asked_again(
    locality: Locality, context: Ask, case: Case, state: str
) -> None:
    problem = await make_problem(locality, cases=[case], state=state)
    again = await run(ProposeMatches(problem=problem.id, cases=[case.code]), context())
    assert codes(again) == ["MATCH_DECLINED"]


async def test_what_is_kept_from_somebody_is_matched_with_nothing(
    locality: Locality, context: Ask
) -> None:
    unit = await make_unit(locality)
    about = await make_case(locality, concerning=unit)
    confined = await make_case(locality, confined_to_id=unit.id)
    problem = await make_problem(locality)
    named = {"problem": problem.id, "cases": [about.code]}
    assert codes(await run(ProposeMatches(**named), context())) == ["KEPT_FROM_SOME"]
    there = context(unit_ids=(unit.id,), lineage=(unit.id,))
    assert codes(await run(ProposeMatches(**named), there)) == ["NOT_FOUND"]
    assert codes(await opened(context, confined)) == ["NOT_FOUND"]


async def test_residents_group_nothing(context: Ask, case: Case, reporter: Person) -> None:
    mine = context("resident", person_id=reporter.id)
    asked = OpenProblem(title="路灯", keywords="路灯", cases=[case.code])
    assert codes(await run(asked, mine)) == ["NOT_PERMITTED"]


async def test_a_handler_groups_the_cases_of_their_own_units(
    locality: Locality, context: Ask
) -> None:
    unit = await make_unit(locality)
    ours, theirs = await make_case(locality, unit=unit), await make_case(locality)
    problem = await make_problem(locality)
    me = (await make_person(locality, official=True)).id
    handler = context("handler", person_id=me, unit_ids=(unit.id,), lineage=(unit.id,))
    for case, told in ((theirs, ["NOT_FOUND"]), (ours, [])):
        named = ProposeMatches(problem=problem.id, cases=[case.code])
        assert codes(await run(named, handler)) == told
