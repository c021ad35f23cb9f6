"""What may be done next: by the same check as a write, for a whole page."""

from collections.abc import Callable
from typing import Any

import pytest

from factories import make_case, make_person, make_unit
from factories.letters import act, make_letter
from lianxin.commands import AvailableAction, available_actions
from lianxin.context import Context
from lianxin.database.base import Session
from lianxin.localities import Locality
from lianxin.tables import Case

Ask = Callable[..., Context]


async def _actions(
    locality: Locality, context: Context, *cases: Case
) -> list[dict[str, AvailableAction]]:
    async with locality.database.reading() as session:
        found = await available_actions(session, context, [case.id for case in cases])
    return [{a.action: a for a in found.get(case.id, ())} for case in cases]


async def test_says_what_is_allowed_and_which_clause_forbids_the_rest(
    locality: Locality, context: Ask
) -> None:
    case = await make_letter(locality, "sorted", way="handle", joint=True)
    [actions] = await _actions(locality, context(), case)
    allowed = {name for name, a in actions.items() if a.allowed}
    assert allowed == {"sort", "answer_at_once", "consult", "note"}
    refused = {name: [p.code for p in a.refusals] for name, a in actions.items()}
    assert (refused["assign"], refused["file"]) == (["STEP_SKIPPED"], ["STEP_SKIPPED"])
    assert (refused["call"], "escalate" in refused, "take" in refused) == (
        ["WRONG_STEP"],
        False,
        False,
    )
    assert {p.rule_key for a in actions.values() for p in a.refusals} == {"example.letters.letter"}


async def test_what_depends_on_fields_is_open_until_they_are_given(
    locality: Locality, context: Ask
) -> None:
    case = await make_letter(locality, "sorted", way="keep")
    [actions] = await _actions(locality, context(), case)
    assert actions["answer_at_once"].allowed
    refused = await act(case, "answer_at_once", context(), way="keep")
    assert [p.code for p in refused.problems] == ["STEP_NOT_APPLICABLE"]


async def test_fields_are_described_for_a_form(locality: Locality, context: Ask) -> None:
    case = await make_letter(locality, "assigned", way="handle")
    [actions] = await _actions(locality, context(language="en"), case)
    [note] = actions["report"].fields
    assert (note.name, note.required, note.schema["type"]) == ("note", True, "string")
    way, joint, units = actions["sort"].fields
    assert way.schema["oneOf"][0] == {"const": "handle", "title": "Handle"}
    assert (joint.required, joint.schema["type"], units.schema["type"]) == (
        False,
        "boolean",
        "array",
    )


async def test_is_for_whoever_may_act_and_may_know(locality: Locality, context: Ask) -> None:
    unit = await make_unit(locality)
    handler = await make_person(locality)
    mine = await make_letter(locality, "assigned", way="handle", unit=unit, handler=handler)
    hidden = await make_case(locality, concerning=handler)
    asked = context("handler", person_id=handler.id, unit_ids=(unit.id,))
    first, second = await _actions(locality, asked, mine, hidden)
    assert {name for name, a in first.items() if a.allowed} == {"report", "take", "note"}
    assert second == {}
    assert await _actions(locality, context("public"), mine) == [{}]


async def test_a_page_takes_one_statement_a_workflow(
    locality: Locality, context: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [await make_letter(locality) for _ in range(3)] + [await make_case(locality)]
    asked: list[Any] = []
    original = Session.all

    async def noted(self: Session, statement: Any, **values: Any) -> Any:
        asked.append(statement)
        return await original(self, statement, **values)

    monkeypatch.setattr(Session, "all", noted)
    assert all(await _actions(locality, context(), *cases))
    assert len(asked) == 3
