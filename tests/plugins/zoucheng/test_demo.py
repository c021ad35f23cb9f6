"""The small demonstration: everybody who signs in finds something to do, and the rules hold."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

import lianxin_zoucheng
from factories.asking import data
from factories.demos import copied, signed_in
from factories.viewers import viewer_with
from factories.walks import refused_by, shows_something, walk_of, walked
from lianxin.commands.cases.judge import Judge, judge_of, parameters
from lianxin.context import PUBLIC, SYSTEM, Context, Viewer
from lianxin.events import verify
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin.tables import Appointment, Case, CaseConcern, CaseEntry, UnitLine
from lianxin_zoucheng.demo.featured import RECEIPT
from lianxin_zoucheng.demo.plan import SMALL

pytestmark = pytest.mark.xdist_group("zoucheng demo")

WALK = walk_of(lianxin_zoucheng)
NINE_STEPS = "zoucheng.opinions.nine_steps"


@pytest.fixture
async def demo(small_demo: Path, installed: Installed, tmp_path: Path) -> AsyncIterator[Locality]:
    async with copied(small_demo, installed, tmp_path) as locality:
        yield locality


@pytest.mark.parametrize("n", range(len(WALK)))
async def test_each_operation_of_the_walk_runs(demo: Locality, n: int) -> None:
    assert all(map(shows_something, (await walked(demo, WALK[n])).values()))


async def test_the_walk_takes_a_call_in_and_refuses_it_elsewhere(demo: Locality) -> None:
    assert 5 <= len(WALK) <= 8
    taken, refused = [
        (await walked(demo, one))["submitCase"] for one in WALK if "mutation" in one[1]
    ]
    assert [a["action"] for a in taken["case"]["availableActions"] if a["allowed"]]
    assert refused_by(refused) == ["ZC-C1"]


async def test_the_city_has_its_places(demo: Locality) -> None:
    found = await data(
        demo,
        """{ towns: units(filter: {kind: ["town", "street"]}) { totalCount }
             villages: units(filter: {kind: ["village"]}) { totalCount }
             departments: units(filter: {kind: ["department"]}) { totalCount }
             unit(code: "D03") { name parent { name } appointments { edges { node {
               post { label } person { name } } } } } }""",
    )
    counted = {name: page["totalCount"] for name, page in found.items() if name != "unit"}
    assert counted == {"towns": 16, "villages": 60, "departments": 20}
    assert found["unit"]["parent"] == {"name": "邹城市"}
    assert len(found["unit"]["appointments"]["edges"]) == SMALL.ranked + SMALL.staff


MATTERS = """query ($after: String) { cases(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { title channel { code } step { code } overdue zoucheng { way { code } } } } } }"""


async def test_matters_are_of_all_kinds_and_nowhere_alike(demo: Locality) -> None:
    clerk = await signed_in(demo, "clerk")
    opinions = [n for n in await _all(demo, clerk) if n["channel"]["code"] in SMALL.matters]
    assert 240 <= len(opinions) <= 270
    assert {node["channel"]["code"] for node in opinions} == set(SMALL.matters)
    ways = {node["zoucheng"]["way"]["code"] for node in opinions if node["zoucheng"]["way"]}
    assert len(ways) == 6, "what went to discipline inspection is not for the clerk"
    steps = {node["step"]["code"] for node in opinions}
    assert steps >= {"received", "classified", "assigned", "supervised", "called_back", "archived"}
    assert sum(node["overdue"] for node in opinions) >= 2
    assert len({node["title"] for node in opinions}) > 100


async def _all(locality: Locality, viewer: Viewer) -> list[dict[str, Any]]:
    """All pages of the list, one after the other."""
    found: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = (await data(locality, MATTERS, viewer=viewer, after=after))["cases"]
        found += [edge["node"] for edge in page["edges"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    return found


TOLD = """{ cases(first: 40, filter: {channel: ["public_line"]}) { edges { node {
    reporter { name maskedPhone } timeline { edges { node { at note actor { name } } } }
    deadlines { state dueAt trace { date counted reason } } } } } }"""


async def test_timelines_and_deadlines_answer(demo: Locality) -> None:
    said = await data(demo, TOLD, viewer=await signed_in(demo, "clerk"))
    nodes = [edge["node"] for edge in said["cases"]["edges"]]
    assert all(node["timeline"]["edges"] for node in nodes)
    terms = [term for node in nodes for term in node["deadlines"]]
    assert {term["state"] for term in terms} >= {"RUNNING", "MET"}
    assert all(term["trace"][-1]["counted"] for term in terms)
    assert all("**" in (node["reporter"] or {"name": "**"})["name"] for node in nodes)


SEEN = """{ viewer { username person { name } } cases { totalCount }
    open: cases(filter: {phase: [INTAKE, TRIAGE, HANDLING, SUPERVISION]}) { totalCount }
    overdue: cases(filter: {overdue: true}) { totalCount } }"""


async def test_everybody_finds_something(demo: Locality) -> None:
    seen = {}
    for role in ("resident", "clerk", "handler", "supervisor", "leader", "admin", "auditor"):
        found = await data(demo, SEEN, viewer=await signed_in(demo, role))
        assert found["viewer"]["person"]["name"], role
        seen[role] = [found[name]["totalCount"] for name in ("cases", "open", "overdue")]
    everything = seen["clerk"]
    assert seen["supervisor"] == seen["leader"] == seen["admin"] == seen["auditor"] == everything
    assert seen["resident"][0] == 5
    assert 0 < seen["resident"][1] < 5
    assert 10 < seen["handler"][0] < everything[0]
    assert seen["handler"][1] >= 3
    assert seen["handler"][2] >= 1


async def test_the_handler_works_on_what_is_assigned(demo: Locality) -> None:
    handler = await signed_in(demo, "handler")
    said = await data(
        demo,
        """query ($me: ID!) { cases(filter: {handler: $me, phase: [HANDLING, SUPERVISION]}) {
             edges { node { overdue availableActions { action allowed } } } } }""",
        viewer=handler,
        me=f"Person:{handler.person_id}",
    )
    mine = [edge["node"] for edge in said["cases"]["edges"]]
    allowed = {a["action"] for node in mine for a in node["availableActions"] if a["allowed"]}
    assert allowed >= {"report_back", "supervise", "note"}
    assert any(node["overdue"] for node in mine)


@pytest.mark.parametrize(
    ("role", "step", "action"),
    [
        ("clerk", "received", "accept"),
        ("clerk", "reported_back", "call_back"),
        ("leader", "classified", "instruct"),
        ("supervisor", "assigned", "supervise"),
    ],
)
async def test_there_is_work_for_each_desk(
    demo: Locality, role: str, step: str, action: str
) -> None:
    said = await data(
        demo,
        """query ($step: String!) { cases(first: 40, filter: {step: [$step]}) {
             edges { node { availableActions { action allowed } } } } }""",
        viewer=await signed_in(demo, role),
        step=step,
    )
    nodes = [edge["node"] for edge in said["cases"]["edges"]]
    allowed = {a["action"] for node in nodes for a in node["availableActions"] if a["allowed"]}
    assert action in allowed


async def test_the_resident_s_receipt_finds_a_case(demo: Locality) -> None:
    query = "query ($receipt: String!) { caseByReceipt(receipt: $receipt) { title closedAt } }"
    said = await data(demo, query, viewer=PUBLIC, receipt=RECEIPT)
    assert said["caseByReceipt"]["closedAt"]


async def test_who_is_named_never_learns_of_it(demo: Locality) -> None:
    concerns = await demo.database.all(select(CaseConcern.__table__))
    accused = [row for row in concerns if row.person_id]
    assert len(accused) == 2
    for row in accused:
        case = await _row(demo, Case, col(Case.id) == row.case_id)
        named = await _as_leader(demo, row.person_id)
        inside = await _as_discipline(demo)
        query = "query ($code: String!) { case(code: $code) { title } }"
        assert (await data(demo, query, viewer=named, code=case.code))["case"] is None
        assert (await data(demo, query, viewer=inside, code=case.code))["case"]["title"]
    anonymous = await _row(demo, Case, col(Case.anonymous), col(Case.restricted))
    assert (anonymous.reporter_id, anonymous.contactable) == (None, False)


async def _as_leader(locality: Locality, person_id: int) -> Viewer:
    """The person with every right that an account could give."""
    return await _viewer(locality, person_id, "leader")


async def _as_discipline(locality: Locality) -> Viewer:
    unit = "D01"
    query = 'query ($unit: String!) { people(filter: {unit: $unit, post: "handler"}) { edges { node { id } } } }'
    said = await data(locality, query, unit=unit)
    person = int(said["people"]["edges"][0]["node"]["id"].partition(":")[2])
    return await _viewer(locality, person, "supervisor")


async def _viewer(locality: Locality, person_id: int, role: str) -> Viewer:
    held = col(Appointment.person_id) == person_id
    units = [
        r.unit_id for r in await locality.database.all(select(Appointment.__table__).where(held))
    ]
    lines = await locality.database.all(select(UnitLine.__table__))
    return viewer_with(
        role,
        person_id=person_id,
        unit_ids=tuple(line.lower_id for line in lines if line.upper_id in units),
        lineage=tuple(line.upper_id for line in lines if line.lower_id in units),
    )


async def _row(locality: Locality, table: Any, *where: Any) -> Any:
    row = await locality.database.first(select(table.__table__).where(*where))
    assert row is not None
    return row


async def test_gaps_are_found_by_coverage(demo: Locality) -> None:
    said = await data(
        demo,
        """{ standings(filter: {rule: ["zoucheng.villages.three_officers"], state: [BREACHED]}) {
             totalCount edges { node { explanation subject { ... on Unit { name } } } } }
           short: standings(filter: {rule: ["ZC-A3"], state: [BREACHED]}) { totalCount }
           kept: standings(filter: {rule: ["ZC-A3"], state: [MET]}) { totalCount } }""",
    )
    assert 5 <= said["standings"]["totalCount"] <= 12
    explained = " ".join(edge["node"]["explanation"] for edge in said["standings"]["edges"])
    assert all(post in explained for post in ("第一书记", "联村民警", "民生代办员"))
    assert said["kept"]["totalCount"] > said["short"]["totalCount"] > 0


async def test_no_step_that_applies_was_skipped(demo: Locality) -> None:
    judge = judge_of(demo.composition, NINE_STEPS)
    assert judge is not None
    keys = [r.id for r in await demo.database.all(_of(NINE_STEPS))]
    context = Context(demo, SYSTEM, demo.clock.now())
    said = {r.id: r for r in await demo.database.all(judge.page(), ids=keys, **parameters(context))}
    told: dict[int, list[Any]] = {key: [] for key in keys}
    entries = select(CaseEntry.__table__).order_by(col(CaseEntry.case_id), col(CaseEntry.n))
    for entry in await demo.database.all(entries):
        if entry.case_id in told:
            told[entry.case_id].append(entry)
    for key, lines in told.items():
        _check(judge, said[key], lines, demo)


def _of(workflow: str) -> Any:
    return select(col(Case.id)).where(col(Case.workflow) == workflow)


def _check(judge: Judge, said: Any, lines: list[Any], locality: Locality) -> None:
    """The timeline explains the state: in order, without a gap, nothing ahead of its time."""
    assert [line.n for line in lines] == list(range(1, len(lines) + 1))
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert lines[-1].at <= locality.clock.now()
    assert lines[-1].step == said.step
    steps = judge.workflow.steps
    passed = {line.step for line in lines}
    reached = max(judge.workflow.position(line.step) for line in lines)
    applying = {s.code for n, s in enumerate(steps[: reached + 1]) if judge.applies(n, said)}
    assert passed == applying


async def test_statistics_count_what_is_there(demo: Locality) -> None:
    said = await data(
        demo,
        """{ caseStatistics(groupBy: [CHANNEL]) { edges { node {
             keys { code } count open answered } } } }""",
        viewer=await signed_in(demo, "clerk"),
    )
    counted = {
        e["node"]["keys"][0]["code"]: e["node"]["count"] for e in said["caseStatistics"]["edges"]
    }
    rows = await demo.database.all(
        select(col(Case.channel), func.count().label("n"))
        .where(col(Case.confined_to_id).is_(None))
        .group_by(col(Case.channel))
    )
    assert counted == {row.channel: row.n for row in rows}


async def test_the_audit_is_sealed(demo: Locality) -> None:
    verification = await verify(demo.database)
    assert verification.ok
