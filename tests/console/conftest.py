"""A demonstration with the console, and Chromium to look at it with."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from clients.demo import running_demo
from console.visiting import AXE, TRUSTING, Demo
from factories.browser import chromium
from lianxin_console.files import Built


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    if not Built().files() or not AXE.exists():
        pytest.skip("the console is not built: make console")
    if running := os.environ.get("LIANXIN_TEST_DEMO"):
        yield Demo(running)  # one that whoever works on the pages has running
        return
    with running_demo(tmp_path_factory.mktemp("demo"), **TRUSTING) as address:
        yield Demo(address)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser
