"""Problems that several cases name, and what became of them, stored as they stand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from factories.asking import data
from factories.cases import make_case
from factories.departments import done
from factories.people import make_person
from factories.regulations import make_regulation
from factories.storing import Store, writing
from factories.viewers import viewer_with
from lianxin.ids import new_code
from lianxin.localities import Locality
from lianxin.tables import (
    Case,
    Motion,
    Problem,
    ProblemMatch,
    Regulation,
    RegulationGround,
    Unit,
)

ZONE = ZoneInfo("Asia/Shanghai")
OPENED = datetime(2026, 3, 1, 10, 0, tzinfo=ZONE)


async def make_problem(
    store: Store,
    title: str = "路灯不亮",
    *,
    cases: Sequence[Case] = (),
    state: str = "CONSENTED",
    unit: Unit | None = None,
    **columns: Any,
) -> Problem:
    """All of the cases are matched, in that state."""
    values = {"code": new_code(), "keywords": "路灯", "opened_at": OPENED} | columns
    problem = Problem(**values, title=title, unit_id=unit.id if unit else None)
    async with writing(store) as tx:
        await tx.add(problem)
        await tx.add(*(make_match(problem, case, state) for case in cases))
    return problem


def make_match(problem: Problem, case: Case, state: str = "CONSENTED") -> ProblemMatch:
    return ProblemMatch(problem_id=problem.id, case_id=case.id, state=state, proposed_at=OPENED)


async def make_resolution(
    store: Store, problem: Problem, procedure: str = "core.x.y", **columns: Any
) -> Motion:
    """A motion that came of the problem, and passed."""
    values = {"title": "决议", "step": "decided", "decided": True, "passed": True} | columns
    motion = Motion(code=new_code(), procedure=procedure, problem_id=problem.id, **values)
    async with writing(store) as tx:
        await tx.add(motion)
    return motion


async def make_ground(store: Store, regulation: Regulation, **named: int) -> None:
    async with writing(store) as tx:
        await tx.add(RegulationGround(regulation_id=regulation.id, **named))


async def cases_on(
    store: Store, *days: date, title: str = "路灯不亮", **columns: Any
) -> list[Case]:
    """One on each of the days at noon, found by their titles."""
    found = []
    for day in days:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
        found.append(await make_case(store, title, submitted_at=at, **columns))
    return found


async def make_answered(
    store: Store,
    *,
    before: int,
    after: int,
    since: date = date(2026, 6, 1),
    **columns: Any,
) -> tuple[Regulation, Problem]:
    """A regulation by way of a resolution: so many cases before it, of which three are grouped,
    and after it, one in each month in turn."""
    cases = await cases_on(
        store, *(since - timedelta(days=5 + 30 * (n % 3)) for n in range(before)), **columns
    )
    await cases_on(
        store, *(since + timedelta(days=5 + 30 * (n % 3)) for n in range(after)), **columns
    )
    problem = await make_problem(store, cases=cases[:3])
    regulation = await make_regulation(store, "路灯管护办法", in_force_since=since, versions=())
    motion = await make_resolution(store, problem)
    await make_ground(store, regulation, motion_id=motion.id)
    return regulation, problem


async def brought_up(store: Store, *days: date, **columns: Any) -> list[Case]:
    """The same with a reporter each, who may be asked."""
    found: list[Case] = []
    for day in days:
        reporter = await make_person(store)
        found += await cases_on(store, day, reporter=reporter, **columns)
    return found


async def open_problem(locality: Locality, *cases: Case, **given: Any) -> str:
    """By GraphQL: the clerk opens it, and the reporters are asked; its ID."""
    asked = {"title": "路灯不亮", "keywords": "路灯", "cases": [c.code for c in cases]} | given
    found = await done(locality, "openProblem", asked, "problem { id }")
    problem: str = found["problem"]["id"]
    return problem


async def answer(locality: Locality, problem: str, said: str, *cases: Case) -> None:
    """By GraphQL: the reporters themselves."""
    for case in cases:
        who = viewer_with("resident", person_id=case.reporter_id)
        given = {"problem": problem, "case": case.code, "answer": said}
        await done(locality, "answerMatch", given, "match { state }", viewer=who)


CHAIN = """query ($code: String!) { regulation(code: $code) { ledToBy { caseCount
    cases { edges { node { code } } } problems { edges { node { id } } }
    motions { edges { node { title passed } } } }
  effect { before after becameFewer } } }"""


async def chain_of(locality: Locality, code: str, **options: Any) -> dict[str, Any]:
    """Which cases led to a regulation, by way of what, and whether they became fewer."""
    found = (await data(locality, CHAIN, code=code, **options))["regulation"]
    origin, nodes = found["ledToBy"], {}
    for part in ("cases", "problems", "motions"):
        nodes[part] = [edge["node"] for edge in (origin[part] or {"edges": []})["edges"]]
    return {
        "cases": sorted(case["code"] for case in nodes["cases"]),
        "number": origin["caseCount"],
        "problems": [problem["id"] for problem in nodes["problems"]],
        "motions": nodes["motions"],
        "effect": found["effect"],
    }
