"""Chengdu's demonstration, made once."""

import asyncio
from pathlib import Path

import pytest

from factories.bench import SqliteBench
from factories.demos import opened, quiet
from lianxin.plugins.manager import Installed
from lianxin_chengdu.demo import DEMO, fill_by
from lianxin_chengdu.demo.plan import SMALL, Plan

TINY = SMALL.scaled(0.3)


@pytest.fixture(scope="session")
def tiny_plan() -> Plan:
    return TINY


@pytest.fixture(scope="session")
def tiny_chengdu(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a third of the small demonstration, to be copied."""
    path = tmp_path_factory.mktemp("chengdu") / "tiny.db"
    SqliteBench(path)  # all tables, and the calendar

    async def fill() -> None:
        async with opened(path, installed, DEMO) as locality:
            await fill_by(TINY, locality, quiet)

    asyncio.run(fill())
    return path
