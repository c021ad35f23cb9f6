"""Acting on a case: its workflow decides, and says why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_appointment, make_case, make_person, make_unit
from factories.letters import act, make_letter
from factories.rules import CLAUSE, working_by
from factories.workflows import SIGNAL, LetterFacts
from lianxin.commands import ActOnCase, Outcome, run, run_raw
from lianxin.context import SYSTEM, Context
from lianxin.localities import Locality
from lianxin.rules import Coverage, cases, link
from lianxin.tables import (
    AuditEntry,
    Case,
    CaseEntry,
    CaseUnit,
    OutboxEvent,
    Person,
    RefusalNote,
    Standing,
    Task,
)

Ask = Callable[..., Context]


async def _now(locality: Locality, table: Any = Case) -> Any:
    [row] = await locality.database.all(select(table.__table__))
    return row


def _codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_an_action_sets_moves_and_is_told(locality: Locality, context: Ask) -> None:
    case, unit = await make_letter(locality), await make_unit(locality)
    clerk = await make_person(locality, official=True)
    mine = context("clerk", person_id=clerk.id)
    assert (await act(case, "sort", mine, way="handle", units=[unit.code])).done
    row, facts = await _now(locality), await _now(locality, LetterFacts)
    assert (row.step, row.phase, row.version) == ("sorted", "TRIAGE", 2)
    assert (facts.way, facts.joint) == ("handle", None)
    assert (await _now(locality, CaseUnit)).unit_id == unit.id
    [_, entry] = await locality.database.all(select(CaseEntry.__table__).order_by(col(CaseEntry.n)))
    assert (entry.n, entry.action, entry.step, entry.actor_id) == (2, "sort", "sorted", clerk.id)
    assert entry.data == {"way": "handle", "units": [unit.id]}
    assert (await _now(locality, OutboxEvent)).data == {"entry": entry.id}
    assert (await _now(locality, AuditEntry)).result == "done"


async def test_a_step_that_applies_cannot_be_skipped(locality: Locality, context: Ask) -> None:
    case = await make_letter(locality, "sorted", way="handle", joint=True)
    unit = await make_unit(locality)
    refused = await act(case, "assign", context(), unit=unit.code)
    assert [(p.code, p.rule_key) for p in refused.problems] == [
        ("STEP_SKIPPED", "example.letters.letter")
    ]
    assert "会商" in refused.problems[0].message.zh
    assert _codes(await act(case, "file", context())) == ["STEP_SKIPPED"]
    assert (await act(case, "consult", context())).done
    assert (await act(case, "assign", context(), unit=unit.code)).done


async def test_whether_steps_apply_is_judged_with_what_is_given(
    locality: Locality, context: Ask
) -> None:
    case = await make_letter(locality, "sorted")
    handled = await act(case, "answer_at_once", context(), way="handle")
    assert _codes(handled) == ["STEP_SKIPPED"]
    kept = await act(case, "answer_at_once", context(), way="keep")
    assert _codes(kept) == ["STEP_NOT_APPLICABLE"]
    assert (await act(case, "answer_at_once", context(), way="answer")).done


async def test_an_action_fits_its_steps(locality: Locality, context: Ask) -> None:
    case = await make_letter(locality)
    assert _codes(await act(case, "call", context(), satisfaction="yes")) == ["WRONG_STEP"]
    filed = await make_letter(locality, "filed")
    assert _codes(await act(filed, "file", context())) == ["CASE_CLOSED"]
    assert _codes(await act(case, "burn", context())) == ["UNKNOWN_ACTION"]


async def test_all_that_is_wrong_is_said_at_once(locality: Locality, context: Ask) -> None:
    case = await make_letter(locality, "called", version=7)
    asked = {"code": case.code, "action": "report", "version": 6, "fields": [{"name": "x"}]}
    refused = await run_raw(ActOnCase, asked, context("supervisor"))
    assert _codes(refused) == [
        "STALE_VERSION",
        "NOT_PERMITTED",
        "UNKNOWN_FIELD",
        "NOTE_REQUIRED",
        "WRONG_STEP",
    ]
    assert refused.problems[0].current_version == 7
    assert refused.problems[2].path == ("fields", "x")
    assert (await _now(locality)).version == 7


async def test_a_refusal_is_audited_and_its_clause_counted(
    locality: Locality, context: Ask
) -> None:
    clerk = await make_person(locality, official=True)
    case, unit = await make_letter(locality, "sorted", way="handle"), await make_unit(locality)
    mine = context("clerk", person_id=clerk.id)
    refused = await act(case, "assign", mine, unit=unit.code, handler=f"Person:{clerk.id}")
    assert [p.rule_key for p in refused.problems] == ["example.letters.not_to_oneself"]
    note, entry = await _now(locality, RefusalNote), await _now(locality, AuditEntry)
    assert (note.rule_key, note.action, note.case_id) == (
        "example.letters.not_to_oneself",
        "assign",
        case.id,
    )
    assert (entry.object, entry.result, entry.reason) == (
        f"Case:{case.id}",
        "refused",
        "RULE_REFUSED",
    )


async def test_who_may_act_depends_on_the_case(locality: Locality, context: Ask) -> None:
    unit = await make_unit(locality)
    handler, other = await make_person(locality), await make_person(locality)
    case = await make_letter(locality, "assigned", way="handle", unit=unit, handler=handler)
    asked = ActOnCase(code=case.code, action="report", note="已修好")
    elsewhere = context("handler", person_id=other.id, unit_ids=(unit.id,))
    assert _codes(await run(asked, elsewhere)) == ["NOT_PERMITTED"]
    assert (await run(asked, context("handler", person_id=handler.id))).done
    taking = ActOnCase(code=case.code, action="take")
    assert (await run(taking, elsewhere)).done
    assert (await _now(locality)).responsible_id == other.id


async def test_what_is_not_for_the_viewer_is_not_found(locality: Locality, context: Ask) -> None:
    unit = await make_unit(locality)
    named = await make_appointment(locality, unit, "principal")
    person = await make_person(locality)
    about_person = await make_case(locality, concerning=await _person(locality, named.person_id))
    confined = await make_case(locality, confined_to_id=unit.id)
    plain = await make_case(locality)
    colleague = context("leader", person_id=person.id, unit_ids=(unit.id,), lineage=(unit.id,))
    for case in (about_person, await make_case(locality, concerning=unit)):
        assert _codes(await act(case, "note", colleague)) == ["NOT_FOUND"]
    assert _codes(await act(confined, "note", context("clerk"))) == ["NOT_FOUND"]
    assert _codes(await act(plain, "note", context("handler"))) == ["NOT_FOUND"]
    assert "NOT_FOUND" not in _codes(await act(plain, "note", colleague))


async def test_a_case_never_goes_to_those_it_is_about(locality: Locality, context: Ask) -> None:
    town = await make_unit(locality, kind="town")
    village = await make_unit(locality, parent=town)
    boss = await make_appointment(locality, village, "principal")
    case = await make_letter(locality, "sorted", way="handle", concerning=town)
    refused = await act(
        case, "assign", context(), unit=village.code, handler=f"Person:{boss.person_id}"
    )
    assert [(p.code, p.path) for p in refused.problems] == [
        ("CONCERNED_UNIT", ("fields", "unit")),
        ("CONCERNED_PERSON", ("fields", "handler")),
    ]
    sorted_ = await make_letter(locality, concerning=town)
    refused = await act(sorted_, "sort", context(), way="handle", units=[village.code])
    assert _codes(refused) == ["CONCERNED_UNIT"]


async def test_tasks_are_handed_out(locality: Locality, context: Ask) -> None:
    case = await make_letter(locality, "sorted", way="handle", joint=True)
    unit = await make_unit(locality)
    tasks = [{"title": "修路灯", "unit": unit.code, "dueOn": "2026-10-08"}]
    assert (await act(case, "consult", context(), tasks=tasks)).done
    task = await _now(locality, Task)
    assert (task.case_id, task.title, task.unit_id) == (case.id, "修路灯", unit.id)
    assert str(task.due_on) == "2026-10-08"


async def test_steps_stamp_the_case_and_reopening_undoes_it(
    locality: Locality, context: Ask
) -> None:
    case = await make_letter(locality, "assigned", way="handle", contactable=True)
    first = context("clerk")
    later = replace(first, now=first.now + timedelta(hours=1))
    assert (await act(case, "report", first, note="已修好")).done
    assert (await act(case, "call", later, satisfaction="no")).done
    row = await _now(locality)
    assert (row.answered_at, row.called_back_at) == (first.now, later.now)
    assert row.satisfaction == "no"
    assert (await act(case, "return", later)).done
    row = await _now(locality)
    assert (row.answered_at, row.called_back_at, row.returns) == (None, None, 1)
    assert row.assigned_at == later.now


async def test_what_is_done_by_itself_is_nobody_else_s(locality: Locality, context: Ask) -> None:
    case = await make_letter(locality, "assigned", way="handle")
    assert _codes(await act(case, "escalate", context("admin"))) == ["NOT_PERMITTED"]
    assert _codes(await act(case, "escalate", context("clerk"))) == ["NOT_PERMITTED"]
    assert (await act(case, "escalate", replace(context(), viewer=SYSTEM))).done


async def _person(locality: Locality, key: int) -> Person:
    row = await locality.database.first(select(Person.__table__).where(col(Person.id) == key))
    return Person(**row._asdict())


async def test_standings_of_cases_follow_what_is_done(locality: Locality, context: Ask) -> None:
    heard = Coverage(
        **CLAUSE, key="heard", every=cases(where=col(Case.step) == "done"), has=(link("contact"),)
    )
    there = working_by(locality, SIGNAL, heard)
    signal = await make_case(locality, workflow=SIGNAL, module="test.rules")
    assert (await act(signal, "finish", replace(context(), locality=there))).done
    assert (await _now(locality, Standing)).subject_id == signal.id
