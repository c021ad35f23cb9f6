"""A key makes a command happen once, however often and however fast it is repeated."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from factories import make_person, make_unit
from factories.letters import make_letter
from lianxin.clock import start_of_day
from lianxin.commands import ActOnCase, SubmitCase, run
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.tables import Case, IdempotentAnswer

Ask = Callable[..., Context]
ASKED = SubmitCase(title="路灯不亮", channel="web")


async def test_the_first_answer_is_given_again(locality: Locality, context: Ask) -> None:
    keyed = replace(context("clerk"), idempotency_key="k-1")
    first, second = await run(ASKED, keyed), await run(ASKED, keyed)
    assert first.values == second.values
    assert "receipt" in second.values
    assert len(await locality.database.all(select(Case.__table__))) == 1


async def test_another_body_is_a_conflict(locality: Locality, context: Ask) -> None:
    keyed = replace(context("clerk"), idempotency_key="k-1")
    assert (await run(ASKED, keyed)).done
    refused = await run(ASKED.model_copy(update={"title": "井盖丢失"}), keyed)
    assert [(p.kind, p.code) for p in refused.problems] == [("conflict", "IDEMPOTENCY_KEY_REUSED")]


async def test_the_key_of_another_account_is_another_key(locality: Locality, context: Ask) -> None:
    for _ in range(2):
        assert (await run(ASKED, replace(context("clerk"), idempotency_key="k-1"))).done
    assert len(await locality.database.all(select(Case.__table__))) == 2


async def test_twins_at_once_are_one(locality: Locality, context: Ask) -> None:
    keyed = replace(context("clerk"), idempotency_key="k-1")
    outcomes = await asyncio.gather(*(run(ASKED, keyed) for _ in range(4)))
    assert len({tuple(sorted(o.values.items())) for o in outcomes}) == 1
    assert len(await locality.database.all(select(Case.__table__))) == 1


async def test_a_twin_that_comes_too_late_for_the_rules_is_answered_alike(
    locality: Locality, context: Ask
) -> None:
    case, unit = await make_letter(locality), await make_unit(locality)
    keyed = replace(context("clerk"), idempotency_key="k-1")
    fields = {"way": "handle", "units": [unit.code]}
    sort = ActOnCase(code=case.code, action="sort", version=1, fields=fields)
    outcomes = await asyncio.gather(*(run(sort, keyed) for _ in range(4)))
    assert len({tuple(sorted(o.values.items())) for o in outcomes}) == 1
    assert all(o.done for o in outcomes)


async def test_what_is_refused_may_be_tried_again(locality: Locality, context: Ask) -> None:
    keyed = replace(context("clerk"), idempotency_key="k-1")
    refused = await run(SubmitCase(title="灯", channel="letter"), keyed)
    assert not refused.done
    assert (await run(ASKED, keyed)).done


async def test_an_anonymous_answer_names_nobody(locality: Locality, context: Ask) -> None:
    person = await make_person(locality)
    keyed = replace(context("resident", person_id=person.id), idempotency_key="k-1")
    asked = ASKED.model_copy(update={"anonymous": True})
    assert (await run(asked, keyed)).values == (await run(asked, keyed)).values
    [row] = await locality.database.all(select(IdempotentAnswer.__table__))
    assert (row.owner, row.at) == ("", start_of_day(keyed.today, locality.zone))
    assert "k-1" not in str(row)
