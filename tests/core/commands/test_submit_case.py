"""Taking in a case: who brings it up, whom it is about, and what is kept of them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_appointment, make_person, make_unit
from lianxin.clock import start_of_day
from lianxin.commands import Outcome, SubmitCase, run, run_raw
from lianxin.context import Context
from lianxin.ids import receipt_hash
from lianxin.localities import Locality
from lianxin.tables import (
    AuditEntry,
    Case,
    CaseConcern,
    CaseEntry,
    IdempotentAnswer,
    OutboxEvent,
    Person,
)

Ask = Callable[..., Context]


async def _row(locality: Locality, table: Any, *where: Any) -> Any:
    [row] = await locality.database.all(select(table.__table__).where(*where))
    return row


def _codes(outcome: Outcome) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.path) for problem in outcome.problems]


async def test_a_case_begins_at_its_workflow_s_first_step(locality: Locality, context: Ask) -> None:
    unit = await make_unit(locality)
    clerk = await make_person(locality, official=True)
    asked = SubmitCase(title="路灯不亮", channel="letter", unit=unit.code, body="三天了")
    outcome = await run(asked, context("clerk", person_id=clerk.id))
    case = await _row(locality, Case)
    assert outcome.values["case"] == case.id
    assert (case.workflow, case.step, case.phase) == (
        "example.letters.letter",
        "received",
        "INTAKE",
    )
    assert (case.unit_id, case.responsible_id, case.version) == (unit.id, clerk.id, 1)
    entry = await _row(locality, CaseEntry)
    assert (entry.n, entry.action, entry.actor_id) == (1, "submit", clerk.id)
    event = await _row(locality, OutboxEvent)
    assert (event.kind, event.subject_id, event.data) == (
        "case_changed",
        case.id,
        {"entry": entry.id},
    )
    assert (await _row(locality, AuditEntry)).object == f"Case:{case.id}"


async def test_the_receipt_is_told_once_and_kept_as_a_hash(
    locality: Locality, context: Ask
) -> None:
    outcome = await run(SubmitCase(title="路灯不亮", channel="web"), context("public"))
    case = await _row(locality, Case)
    assert case.receipt_hash == receipt_hash(outcome.values["receipt"])
    assert outcome.values["receipt"] not in str(case)


async def test_what_a_reporter_leaves_is_masked_and_sealed(
    locality: Locality, context: Ask
) -> None:
    left = {"name": "张小明", "phone": "139 0537 1234", "address": "邹城市钢山街道龙山路9号"}
    data = {"title": "路灯不亮", "channel": "phone", "reporter": left}
    await run_raw(SubmitCase, data, context("clerk"))
    person, case = await _row(locality, Person), await _row(locality, Case)
    assert (person.name, person.phone) == ("张**", "139****1234")
    assert "9号" not in person.address
    assert "小明" not in person.sealed
    assert (case.reporter_id, case.contactable) == (person.id, True)


async def test_a_known_reporter_is_found_by_phone(locality: Locality, context: Ask) -> None:
    for name in ("张小明", "张小明", "李四", None):
        reporter = {"name": name, "phone": "13905371234"}
        data = {"title": "路灯不亮", "channel": "phone", "reporter": reporter}
        assert (await run_raw(SubmitCase, data, context("clerk"))).done
    people = await locality.database.all(select(col(Person.name)))
    assert sorted(p.name for p in people) == ["张**", "李**"]


async def test_what_is_left_for_a_case_is_kept_with_it_and_the_register_stays(
    locality: Locality, context: Ask
) -> None:
    mother = {"name": "李小花", "phone": "13700000007"}
    known = {"name": "张小明", "phone": "13905371234"}
    submitted = {"title": "路灯不亮", "channel": "phone"}
    assert (await run_raw(SubmitCase, submitted | {"reporter": known}, context("clerk"))).done
    before = await _row(locality, Person)
    by_account = submitted | {"reporter": mother}
    by_phone = submitted | {"reporter": known | {"address": "邹城市钢山街道龙山路9号"}}
    for data, asked in (
        (by_account, context("resident", person_id=before.id)),
        (by_phone, context("clerk")),
    ):
        assert (await run_raw(SubmitCase, data, asked)).done
    assert await _row(locality, Person) == before
    cases = await locality.database.all(select(Case.__table__))
    assert {c.reporter_id for c in cases} == {before.id}
    assert {(c.contact_name, c.contact_phone) for c in cases} == {
        (None, None),
        ("李**", "137****0007"),
    }
    assert len([c for c in cases if c.contact_address and "9号" not in c.contact_address]) == 1
    assert "小花" not in str(cases)


async def test_an_anonymous_case_keeps_nothing_of_its_writer(
    locality: Locality, context: Ask
) -> None:
    writer = await make_person(locality)
    data = {
        "title": "举报",
        "channel": "web",
        "anonymous": True,
        "reporter": {"name": "张小明", "phone": "13905371234"},
        "externalId": "weibo-zhangxiaoming",
    }
    asked = context("resident", person_id=writer.id)
    assert (await run_raw(SubmitCase, data, asked)).done
    case, entry = await _row(locality, Case), await _row(locality, CaseEntry)
    midnight = start_of_day(asked.today, locality.zone)
    assert (case.reporter_id, case.responsible_id, entry.actor_id) == (None, None, None)
    assert {case.submitted_at, entry.at} == {midnight}
    audited, told = await _row(locality, AuditEntry), await _row(locality, OutboxEvent)
    assert (audited.actor, audited.roles, audited.at, told.at) == (None, "", midnight, midnight)
    assert "weibo" not in str(case)
    assert await locality.database.all(select(IdempotentAnswer.__table__)) == []
    assert len(await locality.database.all(select(Person.__table__))) == 1


async def test_a_case_about_an_official_is_about_their_units_too(
    locality: Locality, context: Ask
) -> None:
    unit = await make_unit(locality)
    appointment = await make_appointment(locality, unit, "principal")
    asked = SubmitCase(
        title="举报", channel="letter", concerning_people=[appointment.person_id], unit=unit.code
    )
    refused = await run(asked, context("clerk"))
    assert _codes(refused) == [("CONCERNED_UNIT", ("unit",))]
    assert (await run(asked.model_copy(update={"unit": None}), context("clerk"))).done
    concerns = await locality.database.all(select(CaseConcern.__table__))
    assert {(c.person_id, c.unit_id) for c in concerns} == {
        (appointment.person_id, None),
        (None, unit.id),
    }
    assert (await _row(locality, Case)).restricted


async def test_the_same_post_twice_is_one_case(locality: Locality, context: Ask) -> None:
    asked = SubmitCase(title="路灯不亮", channel="mention", external_id="post-1")
    first, second = await run(asked, context("clerk")), await run(asked, context("clerk"))
    assert second.values == {"case": first.values["case"]}
    assert second.problems == ()


async def test_what_is_wrong_is_named_with_its_path(locality: Locality, context: Ask) -> None:
    data = {"channel": "letter", "reporter": {"phone": "abc"}, "concerningPeople": ["Unit:1"]}
    refused = await run_raw(SubmitCase, data, context("clerk"))
    assert _codes(refused) == [
        ("REQUIRED", ("title",)),
        ("INVALID_PHONE", ("reporter", "phone")),
        ("NO_SUCH_ID", ("concerningPeople", "0")),
    ]
    data = {
        "title": "路灯不亮",
        "channel": "pigeon",
        "unit": "X",
        "concerningUnits": ["Y"],
        "reporter": {"person": "Person:5"},
    }
    refused = await run_raw(SubmitCase, data, context("clerk"))
    assert _codes(refused) == [
        ("UNKNOWN_CHANNEL", ("channel",)),
        ("NOT_FOUND", ("unit",)),
        ("NOT_FOUND", ("reporter", "person")),
        ("NOT_FOUND", ("concerningUnits", "0")),
    ]


async def test_a_resident_submits_in_their_own_name(locality: Locality, context: Ask) -> None:
    resident, neighbour = await make_person(locality), await make_person(locality)
    mine = context("resident", person_id=resident.id)
    data = {"title": "路灯不亮", "channel": "web", "reporter": {"person": f"Person:{neighbour.id}"}}
    assert _codes(await run_raw(SubmitCase, data, mine)) == [
        ("NOT_PERMITTED", ("reporter", "person"))
    ]
    assert (await run(SubmitCase(title="路灯不亮", channel="web"), mine)).done
    assert (await _row(locality, Case)).reporter_id == resident.id


async def test_a_guard_looks_at_the_case_before_it_is_there(
    locality: Locality, context: Ask
) -> None:
    refused = await run(SubmitCase(title="灯", channel="letter"), context("clerk"))
    assert [p.rule_key for p in refused.problems] == ["example.letters.title_says_enough"]
    assert "EX-4" in refused.problems[0].message.zh


async def test_an_unknown_channel_is_answered_with_those_there_are(
    locality: Locality, context: Ask
) -> None:
    data = {"title": "路灯不亮", "channel": "pigeon"}
    refused = await run_raw(SubmitCase, data, context("clerk"))
    assert "web" in refused.problems[0].message.en
