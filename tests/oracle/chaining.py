"""Problems that cases name, and the regulations that they led to, for the oracle's world."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from lianxin.database import Transaction
from lianxin.tables import (
    Case,
    Problem,
    ProblemEntry,
    ProblemMatch,
    Regulation,
    RegulationGround,
    RegulationVersion,
)
from oracle.world import World

_STATES = ("PROPOSED", "CONSENTED", "CONSENTED", "CONSENTED", "LEFT", "WITHDRAWN")


async def make_problems(tx: Transaction, random: Random, world: World, start: datetime) -> None:
    """Some of their cases are kept from somebody: they became so after they were grouped."""
    for n in range(4):
        unit = random.choice([*world.units, None])
        problem = Problem(
            code=f"P{n}",
            title="问题",
            unit_id=unit.id if unit else None,
            category="no such category" if n else None,
            keywords=random.choice(["件", "第1"]) if n != 1 else None,
            opened_at=start + timedelta(hours=n // 2),
            opener_id=world.officials[n].id,
        )
        world.problems.append(problem)
        cases = random.sample(world.cases, 8)
        matches = [_match(random, world, problem, case, start) for case in cases]
        lines = [_line(problem, m, case, start) for m, case in enumerate([None, *cases], 1)]
        await tx.add(problem, *matches, *lines)


def _match(
    random: Random, world: World, problem: Problem, case: Case, start: datetime
) -> ProblemMatch:
    return ProblemMatch(
        problem_id=problem.id,
        case_id=case.id,
        state=random.choice(_STATES),
        proposed_at=start,
        proposer_id=world.officials[0].id,
        answered_by=random.choice([None, "REPORTER", "STAFF"]),
    )


def _line(problem: Problem, n: int, case: Case | None, start: datetime) -> ProblemEntry:
    action = "propose_match" if case else "open_problem"
    key = case.id if case else None
    return ProblemEntry(problem_id=problem.id, n=n, action=action, case_id=key, at=start)


async def make_regulations(tx: Transaction, random: Random, world: World, start: datetime) -> None:
    """In force before and after most cases came in; what led to them, and to amendments."""
    for n in range(4):
        since = start.date() - timedelta(days=30 * n)
        regulation = Regulation(code=f"R{n}", title="制度", in_force_since=since)
        of: dict[str, Any] = {"regulation_id": regulation.id, "in_force_since": since}
        versions = [
            RegulationVersion(number=m, operation="revised", body="文本", **of) for m in (1, 2)
        ]
        world.regulations.append(regulation)
        world.versions += versions
        rows: dict[str, Sequence[Any]] = {
            "case_id": world.cases,
            "problem_id": world.problems,
            "motion_id": world.motions,
        }
        grounds = [
            RegulationGround(
                regulation_id=regulation.id,
                amendment_id=random.choice([None, None, versions[1].id]),
                **{named: random.choice(rows[named]).id},
            )
            for named in (*rows, "motion_id")
        ]
        await tx.add(regulation, *versions, *grounds)
