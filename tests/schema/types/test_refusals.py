"""What rules refused of late, as far as whoever asks may know of the case."""

from datetime import timedelta

from factories import make_case, make_unit
from factories.asking import data
from factories.viewers import viewer_with
from lianxin.clock import today
from lianxin.localities import Locality
from lianxin.tables import Case, RefusalNote

REFUSALS = """query ($filter: RefusalFilter) { refusals(filter: $filter) {
    totalCount edges { node { action day rule { key } case { code } } } } }"""


async def _noted(locality: Locality, *cases: Case | None) -> str:
    """The rule that refused something of each, the earliest last."""
    rule = next(iter(locality.composition.rules))
    day = today(locality.clock, locality.zone)
    notes = [
        RefusalNote(
            rule_key=rule,
            action="assign",
            case_id=case.id if case else None,
            day=day - timedelta(days=age),
        )
        for age, case in enumerate(cases)
    ]
    async with locality.database.writing() as tx:
        await tx.add(*notes)
    return rule


async def test_the_latest_comes_first_and_names_its_case(locality: Locality) -> None:
    case = await make_case(locality)
    rule = await _noted(locality, case, None)
    answer = await data(locality, REFUSALS, filter={"rule": [rule]})
    found = [edge["node"] for edge in answer["refusals"]["edges"]]
    assert [(one["rule"]["key"], one["case"]) for one in found] == [
        (rule, {"code": case.code}),
        (rule, None),
    ]
    assert (await data(locality, REFUSALS, filter={"rule": ["other"]}))["refusals"]["edges"] == []


async def test_what_was_refused_of_a_hidden_case_is_hidden(locality: Locality) -> None:
    unit = await make_unit(locality)
    await _noted(locality, await make_case(locality, concerning=unit), None)
    concerned = viewer_with("supervisor", unit_ids=(unit.id,), lineage=(unit.id,))
    answer = await data(locality, REFUSALS, viewer=concerned)
    assert answer["refusals"]["totalCount"] == 1
    assert (await data(locality, REFUSALS))["refusals"]["totalCount"] == 2
