"""Hubei's demonstration, made once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from factories.bench import SqliteBench
from factories.demos import opened, quiet
from lianxin.plugins.manager import Installed
from lianxin_hubei.demo import DEMO, fill_by
from lianxin_hubei.demo.plan import SMALL, SOURCE, Plan

TINY = SMALL.scaled(0.5)


@pytest.fixture(scope="session")
def tiny_plan() -> Plan:
    return TINY


@pytest.fixture(scope="session")
def tiny_hubei(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with half of the small demonstration, to be copied."""
    path = tmp_path_factory.mktemp("hubei") / "tiny.db"
    _fill(path, installed, TINY)
    return path


@pytest.fixture(scope="session")
def figures_of_the_source(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with what the source reports, and little besides."""
    path = tmp_path_factory.mktemp("hubei") / "source.db"
    few = {"cases": 12, "letters": 7, "ledger": 7, "hardships": 9, "complaints": 18, "services": 12}
    _fill(path, installed, replace(SOURCE, **few))
    return path


def _fill(path: Path, installed: Installed, plan: Plan) -> None:
    SqliteBench(path)  # all tables, and the calendar

    async def fill() -> None:
        async with opened(path, installed, DEMO) as locality:
            await fill_by(plan, locality, quiet)

    asyncio.run(fill())
