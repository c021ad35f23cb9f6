"""Which index each branch of a list follows: else a page costs more the more rows there are."""

import re
from typing import Any

import pytest

from factories import make_case, make_person, make_unit
from factories.asking import data
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality

LIST = """
query ($filter: CaseFilter, $order: [CaseOrder!]) {
  cases(first: 50, filter: $filter, orderBy: $order) { edges { node { code } } }
}
"""
PLANNED = {
    # Tables are small here: what would be quick for few rows is taken from the planner's choice.
    "postgresql": "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; "
    "SET plan_cache_mode = force_generic_plan",
    "sqlite": "",
}
# Which plan is taken depends on what the table and its indexes have grown to, so both are made here
# and forgotten again: a case of each handler, each step and so on in 3,000.
MANY = """
SET LOCAL search_path TO "{schema}";
SET LOCAL session_replication_role = replica;
DELETE FROM core_case WHERE code <> 'one of many';
INSERT INTO core_case SELECT many.* FROM core_case AS one, generate_series(1, 3000) AS nth,
  jsonb_populate_record(one, jsonb_build_object(
    'id', nth, 'code', nth, 'unit_id', nth % 900, 'handler_id', nth, 'responsible_id', nth,
    'reporter_id', nth, 'offered_to_id', nth, 'giver_id', nth, 'confined_to_id', nth, 'step', nth, 'channel', nth, 'category', nth,
    'submitted_at', now() - nth * interval '1 hour', 'due_at', now() + nth * interval '1 hour',
    'closed_at', now() - nth * interval '1 minute')) AS many;
REINDEX TABLE core_case;
ANALYZE core_case
"""
OWN = {"handler_id", "responsible_id", "reporter_id"}
OWN |= {"offered_to_id", "giver_id", "confined_to_id"}


async def followed(
    locality: Locality, statements: list[Any], viewer: Viewer, **variables: Any
) -> set[str]:
    """The indexes over cases that the statement reads."""
    await make_case(locality, code="one of many")
    statements.clear()
    await data(locality, LIST, viewer=viewer, **variables)
    prepared, arguments = statements[-1]
    plan = await _plan(locality.database, prepared, arguments)
    assert not re.search(r"Seq Scan on core_case |SCAN \w+(?! USING)$", plan), plan
    return set(re.findall(r"ix_core_case_(?!concern|entry)(\w+)", plan))


async def _plan(database: Any, prepared: Any, arguments: list[Any]) -> str:
    if database.backend == "sqlite":
        async with database.reading() as session:
            rows = await session._connection.execute_fetchall(
                f"EXPLAIN QUERY PLAN {prepared.text}", arguments
            )
        return "\n".join(row[3] for row in rows)
    text = prepared.text.replace("__[SCHEMA__none].", f'"{database.schema}".')
    async with database.server.connection() as connection:
        planning = connection.transaction()
        await planning.start()
        try:
            await connection.execute(MANY.format(schema=database.schema))
            await connection.execute(PLANNED["postgresql"])
            rows = await connection.fetch(f"EXPLAIN {text}", *arguments)
        finally:
            await planning.rollback()
            await connection.execute("RESET ALL")
    return "\n".join(row[0] for row in rows)


@pytest.fixture
def statements(locality: Locality, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []
    fetch_bytes = locality.database.fetch_bytes

    async def watched(prepared: Any, arguments: list[Any]) -> bytes | None:
        seen.append((prepared, arguments))
        return await fetch_bytes(prepared, arguments)

    monkeypatch.setattr(locality.database, "fetch_bytes", watched)
    return seen


@pytest.fixture
async def handler(locality: Locality) -> Viewer:
    units = [await make_unit(locality) for _ in range(3)]
    keys = tuple(unit.id for unit in units)
    me = await make_person(locality, official=True)
    return viewer_with("handler", person_id=me.id, unit_ids=keys, lineage=keys)


async def test_each_ground_follows_an_index_of_its_own(
    locality: Locality, statements: list[Any], handler: Viewer
) -> None:
    found = await followed(locality, statements, handler)
    assert found == {"unit_id_submitted_at_id_step"} | {f"{c}_submitted_at_id" for c in OWN}


@pytest.mark.parametrize("column", ["due_at", "closed_at"])
async def test_own_units_have_every_order(
    locality: Locality, statements: list[Any], handler: Viewer, column: str
) -> None:
    order = [{"field": column.upper(), "direction": "ASC"}]
    found = await followed(locality, statements, handler, order=order)
    assert f"unit_id_{column}_id" in found


@pytest.mark.parametrize("filter", ["step", "channel", "category", "unit"])
async def test_a_filter_is_followed_where_it_names_few(
    locality: Locality, statements: list[Any], filter: str
) -> None:
    wanted = {filter: "x" if filter == "unit" else ["x"]}
    found = await followed(locality, statements, viewer_with("supervisor"), filter=wanted)
    index = {"unit": "unit_id_submitted_at_id_step"}.get(filter, f"{filter}_submitted_at_id")
    assert index in found
