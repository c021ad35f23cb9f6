"""Contact data is shown with a reason, on record, and so many times a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from factories import make_case, make_person
from lianxin.commands import RevealContact, SubmitCase, run, run_raw
from lianxin.commands.cases import reveal
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.tables import AuditEntry, Case

Ask = Callable[..., Context]


async def _code(locality: Locality, context: Ask) -> str:
    reporter = {"name": "张小明", "phone": "13905371234", "address": "龙山路9号"}
    data = {"title": "路灯不亮", "channel": "phone", "reporter": reporter}
    assert (await run_raw(SubmitCase, data, context("clerk"))).done
    [case] = await locality.database.all(select(Case.__table__))
    code: str = case.code
    return code


async def test_shows_what_was_left_and_records_the_reason(locality: Locality, context: Ask) -> None:
    code = await _code(locality, context)
    shown = await run(RevealContact(case=code, reason="回访"), context("clerk"))
    assert shown.values == {"name": "张小明", "phone": "+8613905371234", "address": "龙山路9号"}
    entries = await locality.database.all(select(AuditEntry.__table__))
    assert [e.reason for e in entries if e.action == "reveal_contact"] == ["回访"]


async def test_what_was_left_for_the_case_wins(locality: Locality, context: Ask) -> None:
    person = await make_person(locality, "张小明")
    asked = context("resident", person_id=person.id)
    data = {"title": "路灯不亮", "channel": "web", "reporter": {"phone": "13700000007"}}
    assert (await run_raw(SubmitCase, data, asked)).done
    [case] = await locality.database.all(select(Case.__table__))
    shown = await run(RevealContact(case=case.code, reason="回访"), context("clerk"))
    assert shown.values == {"name": person.name, "phone": "+8613700000007", "address": None}


async def test_a_reason_and_the_right_are_needed(locality: Locality, context: Ask) -> None:
    code = await _code(locality, context)
    refused = await run_raw(RevealContact, {"case": code, "reason": " "}, context("clerk"))
    assert refused.problems[0].path == ("reason",)
    refused = await run(RevealContact(case=code, reason="好奇"), context("resident"))
    assert refused.problems[0].code == "NOT_PERMITTED"


async def test_so_many_times_a_day(
    locality: Locality, context: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reveal, "MOST_A_DAY", 1)
    asked = RevealContact(case=await _code(locality, context), reason="回访")
    clerk = context("clerk")
    assert (await run(asked, clerk)).done
    assert [p.code for p in (await run(asked, clerk)).problems] == ["TOO_MANY_REVEALED"]
    assert (await run(asked, replace(clerk, now=clerk.now + timedelta(days=1)))).done
    assert (await run(asked, context("clerk"))).done


async def test_without_a_contact_there_is_nothing_to_show(locality: Locality, context: Ask) -> None:
    case = await make_case(locality)
    refused = await run(RevealContact(case=case.code, reason="回访"), context("clerk"))
    assert [p.code for p in refused.problems] == ["NOT_FOUND"]
    case = await make_case(locality, reporter=await make_person(locality, "张三"))
    shown = await run(RevealContact(case=case.code, reason="回访"), context("clerk"))
    assert shown.values["name"] == "张三"
