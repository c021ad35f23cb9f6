"""GraphiQL in Chromium, over a locality: somebody signs in, takes an example and runs it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, expect

from factories.browser import chromium
from factories.server import PASSWORD, Server
from lianxin_schema.http import HttpSettings
from lianxin_schema.http.graphiql_site import read_site
from schema.http.serving import serving

# The page is the same over either database.
pytestmark = [pytest.mark.parametrize("bench", ["sqlite"], indirect=True), pytest.mark.long]


@pytest.fixture
async def page(server: Server) -> AsyncIterator[Page]:
    if not read_site().is_built:
        pytest.skip("GraphiQL is not built: make console")
    async with serving(server.app, HttpSettings()) as address, chromium() as browser:
        page = await browser.new_page(
            base_url=f"http://{address}", locale="zh-CN", viewport={"width": 1280, "height": 800}
        )
        page.set_default_timeout(60_000)
        faults = watched(page, f"http://{address}")
        yield page
        assert faults == []


def watched(page: Page, address: str) -> list[str]:
    """What it says is wrong, and what it asks of anybody else."""
    faults: list[str] = []

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"{message.type}: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((address, "data:", f"blob:{address}")):
            faults.append(f"request: {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("request", asked)
    return faults


async def test_an_example_is_run_as_whoever_signed_in(page: Page) -> None:
    await page.goto("/testing/graphiql")
    await page.get_by_label("账号").fill("clerk")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await page.get_by_text("已登录").wait_for()
    await page.get_by_role("button", name="我是谁，在哪里").click()
    await expect(page.locator(".graphiql-query-editor")).to_contain_text("WhoAmI")
    await page.get_by_role("button", name="运行").click()
    await expect(page.locator(".result-window")).to_contain_text('"clerk"', timeout=60_000)
    await page.get_by_label("逐项选取").click()
    await expect(page.locator(".graphiql-plugin")).to_contain_text("auditEntries")
    await page.get_by_role("button", name="English").click()
    await page.get_by_text("Signed in").wait_for()
