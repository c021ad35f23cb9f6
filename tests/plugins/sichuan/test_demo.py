"""The made-up Sichuan hangs together, and the walk through the README leads through it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import lianxin_sichuan
from factories.asking import ask, data
from factories.demos import copied, signed_in
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin_sichuan.demo import DEMO
from lianxin_sichuan.demo.checking import check_by
from lianxin_sichuan.demo.plan import Plan

pytestmark = pytest.mark.xdist_group("sichuan demo")

README = Path(lianxin_sichuan.__file__).with_name("README.md").read_text("utf-8")
OPERATIONS = re.findall(r"As (\w+):\n\n```graphql\n(.+?)```", README, re.S)


@pytest.fixture
async def demo(tiny_sichuan: Path, installed: Installed, tmp_path: Path) -> AsyncIterator[Locality]:
    async with copied(tiny_sichuan, installed, tmp_path, DEMO) as locality:
        yield locality


async def test_all_that_was_planned_is_there_and_nothing_is_left_to_do(
    demo: Locality, tiny_plan: Plan
) -> None:
    assert [c.what.en for c in await check_by(tiny_plan, demo) if not c.right] == []


async def test_every_clause_has_a_rule_with_its_source(demo: Locality) -> None:
    query = "{ rules { code source { document clause } } }"
    rules = (await data(demo, query, role="public"))["rules"]
    clauses = {r["code"] for r in rules if r["code"].startswith("SC-")}
    numbers = {"KZ": 4, "NJ": 3, "LZ": 3, "SN": 3, "GY": 4, "ZY": 4}
    assert clauses == {
        f"SC-{part}{n}" for part, most in numbers.items() for n in range(1, most + 1)
    }
    assert all(r["source"]["clause"] for r in rules if r["code"] in clauses)


def test_the_walk_has_its_operations() -> None:
    assert 5 <= len(OPERATIONS) <= 8


@pytest.mark.parametrize("n", range(len(OPERATIONS)))
async def test_each_operation_of_the_walk_runs(demo: Locality, n: int) -> None:
    role, document = OPERATIONS[n]
    viewer = None if role == "anyone" else await signed_in(demo, role)
    options: dict[str, Any] = {"role": "public"} if viewer is None else {"viewer": viewer}
    answer = await ask(demo, document, **options)
    assert "errors" not in answer, answer["errors"]
    assert all(_found(value) for value in answer["data"].values())


def _found(value: Any) -> bool:
    """An answer that is empty shows a front-end team nothing."""
    if isinstance(value, dict):
        return all(_found(value[key]) for key in ("edges", "rows") if key in value)
    return bool(value)


async def test_the_walk_shows_a_refusal_with_its_clause(demo: Locality) -> None:
    [(role, document)] = [(role, text) for role, text in OPERATIONS if "recordMeeting" in text]
    found = await data(demo, document, viewer=await signed_in(demo, role))
    assert "SC-NJ1" in {e["rule"]["code"] for e in found["recordMeeting"]["errors"]}
