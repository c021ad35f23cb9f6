"""Registries: valid by their model, unique, by whoever may, with what each record was before."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field, field_validator
from sqlalchemy import select

from factories import make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.registries import enter, history, revise
from lianxin.rules import Coverage, Registry, Unfit, record, units
from lianxin.tables import Regulation, Standing

FROM_2013 = Text("2013 年以后的才登记", "only from 2013 on")


class RegulationFields(BaseModel, extra="forbid"):
    code: str
    title: str = Field(min_length=2)
    aspect: Literal["contact", "thrift"]
    unit_id: int
    in_force_since: date

    @field_validator("in_force_since")
    @classmethod
    def recent(cls, value: date) -> date:
        if value.year < 2013:
            raise Unfit(FROM_2013)
        return value


RULES = Registry(
    **CLAUSE,
    key="rules",
    table=Regulation,
    fields=RegulationFields,
    writers=frozenset({"clerk"}),
    own_unit=True,
    unique=(("code",),),
    public=("code", "title"),
)
EVERY_UNIT_HAS_ONE = Coverage(
    **CLAUSE, key="cover", every=units("bureau"), has=(record(Regulation.unit_id),)
)


class Office:
    def __init__(self, locality: Locality, context: Callable[..., Context], unit: int) -> None:
        self.locality = working_by(locality, RULES, EVERY_UNIT_HAS_ONE)
        self.entry, self._context = in_force(self.locality, RULES), context
        self.unit = unit

    def who(self, role: str, *unit_ids: int) -> Context:
        viewer = self._context(role, unit_ids=unit_ids).viewer
        return Context(self.locality, viewer, self.locality.clock.now())

    async def enter(self, *, role: str = "clerk", **changes: Any) -> int:
        given = {
            "code": "R1",
            "title": "作风规定",
            "aspect": "thrift",
            "unit_id": self.unit,
            "in_force_since": "2026-01-01",
        }
        async with self.locality.database.writing() as tx:
            values = {k: v for k, v in (given | changes).items() if v is not None}
            return await enter(tx, self.who(role, self.unit), self.entry, values)

    async def revise(self, key: int, version: int | None = None, **changes: Any) -> int:
        async with self.locality.database.writing() as tx:
            who = self.who("clerk", self.unit)
            return await revise(tx, who, self.entry, key, changes, version=version)


@pytest.fixture
async def office(locality: Locality, context: Callable[..., Context]) -> Office:
    return Office(locality, context, (await make_unit(locality, kind="bureau")).id)


async def test_what_a_record_was_is_kept(office: Office) -> None:
    key = await office.enter()
    assert await office.revise(key, title="作风新规定") == 1
    assert await office.revise(key, version=1, aspect="contact") == 2
    with pytest.raises(Refused) as stale:
        await office.revise(key, version=1, aspect="thrift")
    assert (stale.value.problems[0].kind, stale.value.problems[0].current_version) == (
        "conflict",
        2,
    )
    async with office.locality.database.reading() as session:
        before = await history(session, office.entry, key)
        [row] = await session.all(select(Regulation.__table__))
    assert [(r.number, r.values["title"]) for r in before] == [(1, "作风规定"), (2, "作风新规定")]
    assert (row.title, row.aspect, row.in_force_since) == (
        "作风新规定",
        "contact",
        date(2026, 1, 1),
    )


@pytest.mark.parametrize(
    ("changes", "kind", "path"),
    [
        ({"title": None}, "rule", ("title",)),
        ({"title": "规"}, "rule", ("title",)),
        ({"aspect": "other"}, "rule", ("aspect",)),
        ({"in_force_since": "2012-01-01"}, "rule", ("in_force_since",)),
        ({"in_force_since": "soon"}, "validation", ("in_force_since",)),
        ({"colour": "red"}, "validation", ("colour",)),
    ],
)
async def test_what_the_clause_does_not_allow_is_refused_with_it(
    office: Office, changes: dict[str, Any], kind: str, path: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refusal:
        await office.enter(**changes)
    [problem] = refusal.value.problems
    assert (problem.kind, problem.path) == (kind, path)
    assert (problem.rule_key == office.entry.key) is (kind == "rule")


async def test_a_validator_says_why_in_both_languages(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        await office.enter(in_force_since=date(2010, 1, 1))
    assert refusal.value.problems[0].message == FROM_2013


async def test_only_those_who_may_and_only_for_their_unit(
    office: Office, locality: Locality
) -> None:
    with pytest.raises(Refused, match="may not"):
        await office.enter(role="resident")
    other = await make_unit(locality)
    with pytest.raises(Refused, match="own unit"):
        await office.enter(unit_id=other.id)
    key = await office.enter()
    with pytest.raises(Refused, match="own unit"):
        await office.revise(key, unit_id=other.id)


async def test_no_two_records_with_the_same_code(office: Office) -> None:
    await office.enter()
    with pytest.raises(Refused) as refusal:
        await office.enter(title="另一规定")
    assert refusal.value.problems[0].rule_key == office.entry.key


async def test_a_record_changes_the_standing_that_waits_for_it(office: Office) -> None:
    await office.enter()
    [row] = await office.locality.database.all(select(Standing.__table__))
    assert (row.subject_id, row.state, row.rule_key) == (office.unit, "MET", "test.rules.cover")


def test_a_declaration_that_names_no_column_is_refused() -> None:
    with pytest.raises(ValueError, match="has no colour"):
        Registry(**CLAUSE, key="x", table=Regulation, fields=RegulationFields, public=("colour",))
