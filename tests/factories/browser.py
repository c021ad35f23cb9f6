"""Debian's Chromium, such that nobody waits for it for ever."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import pytest
from playwright.async_api import Browser, async_playwright

CHROMIUM: Final = "/usr/bin/chromium"
START: Final = 60
CLOSE: Final = 20


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    if shutil.which(CHROMIUM) is None:
        pytest.skip("Chromium is not installed")
    async with asyncio.timeout(START):
        playwright = await async_playwright().start()
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    async with closing_soon():
        await browser.close()
    async with closing_soon():
        await playwright.stop()


@asynccontextmanager
async def closing_soon() -> AsyncIterator[None]:
    """Playwright waits for ever for a browser that does not answer: what was to be seen there was
    seen, and it ends with its driver."""
    with suppress(TimeoutError):
        async with asyncio.timeout(CLOSE):
            yield
