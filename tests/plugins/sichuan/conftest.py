"""Sichuan's demonstration, made once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from factories.bench import SqliteBench
from factories.demos import opened, quiet
from lianxin.plugins.manager import Installed
from lianxin_sichuan.demo import DEMO, fill_by
from lianxin_sichuan.demo.plan import SMALL, SOURCE, Plan

TINY = replace(SMALL, homes=4, voices=8, posts=6, receptions=3, matters=10, raters=60)
FEW = {"homes": 2, "voices": 2, "posts": 2, "receptions": 1, "decided": 2, "matters": 6}


@pytest.fixture(scope="session")
def tiny_plan() -> Plan:
    return TINY


@pytest.fixture(scope="session")
def tiny_sichuan(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a part of the small demonstration, to be copied."""
    path = tmp_path_factory.mktemp("sichuan") / "tiny.db"
    _fill(path, installed, TINY)
    return path


@pytest.fixture(scope="session")
def figures_of_the_source(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with what the source reports, and little besides."""
    path = tmp_path_factory.mktemp("sichuan") / "source.db"
    _fill(path, installed, replace(SOURCE, **FEW))
    return path


def _fill(path: Path, installed: Installed, plan: Plan) -> None:
    SqliteBench(path)  # all tables, and the calendar

    async def fill() -> None:
        async with opened(path, installed, DEMO) as locality:
            await fill_by(plan, locality, quiet)

    asyncio.run(fill())
