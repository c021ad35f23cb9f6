"""A browser's visit to the console: what it shows, and what it must not do meanwhile."""

import asyncio
import json
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from playwright.async_api import Browser, BrowserContext, Page, Request
from playwright.async_api import Error as PlaywrightError

from factories.browser import closing_soon
from factories.openid import SECRET

ROOT: Final = Path(__file__).parents[2]
ARTIFACTS: Final = ROOT / "tests" / "artifacts" / "console"
AXE: Final = ROOT / "plugins/lianxin_console/web/node_modules/axe-core/axe.min.js"
WIDE: Final = {"width": 1280, "height": 800}
NARROW: Final = {"width": 390, "height": 844}
#: Pictures that the README shows, renewed by `make pictures`.
SHOWN: Final = {
    "overview-leader-1280": "console-overview.png",
    "case-supervisor-1280": "console-case.png",
}
RENEWED: Final = os.environ.get("LIANXIN_TEST_PICTURES", "") not in ("", "0")
#: Lets a locality of the demonstration trust the provider that is on loopback.
TRUSTING: Final = {
    "LIANXIN_OIDC_ALLOW_HTTP": "true",
    "LIANXIN_OIDC_SECRETS": json.dumps({"chengdu": SECRET}),
    "NO_PROXY": "127.0.0.1",
}
PATIENCE: Final = 15_000
#: Two frames: what was typed or came has been drawn, and what that asks for is under way.
DRAWN: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: Seconds of a whole visit: some of what Playwright is asked has no limit of its own.
LONGEST: Final = 120
SERIOUS: Final = ("serious", "critical")


@dataclass
class Demo:
    """The demonstration's server, and who is signed in there."""

    address: str
    tokens: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)

    def token(self, locality: str, username: str) -> dict[str, object]:
        """As the console keeps it."""
        if (locality, username) not in self.tokens:
            given = {"locality": locality, "username": username, "password": "lianxin"}
            answer = httpx.post(f"{self.address}/auth/token", json=given, timeout=30).json()
            expires = (time.time() + answer["expiresIn"]) * 1000
            self.tokens[locality, username] = {
                "locality": locality,
                "value": answer["accessToken"],
                "expiresAt": expires,
            }
        return self.tokens[locality, username]


@dataclass
class Visit:
    """A page of the console, opened by somebody; nothing is asked but at `elsewhere`."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)
    all_answered: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.page.on("console", lambda m: self._said(m.type, m.text))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error.stack}"))
        self.page.on("request", self._asked)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"{kind}: {text}")

    def _asked(self, request: Request) -> None:
        self.under_way.add(request)
        self.all_answered.clear()
        ours = (self.address, "data:", f"blob:{self.address}", self.address.replace("http", "ws"))
        if not request.url.startswith((*ours, *self.elsewhere)):
            self.faults.append(f"request: {request.url}")

    def _answered(self, request: Request) -> None:
        self.under_way.discard(request)
        if not self.under_way:
            self.all_answered.set()

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.address}/console/{path}")
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is being loaded any more.

        Playwright's own "networkidle" is about the document alone: once reached, it stays, whatever
        the page asks for later.
        """
        await self.page.wait_for_load_state("networkidle")
        await self.page.evaluate(DRAWN)
        async with asyncio.timeout(PATIENCE / 1000):
            await self.all_answered.wait()
        await self.page.evaluate(DRAWN)
        await self.page.locator(".waiting, .ant-spin-spinning").first.wait_for(state="detached")

    async def photograph(self, name: str) -> None:
        """At both widths; nothing may be wider than the window."""
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        for size in (NARROW, WIDE):
            await self.page.set_viewport_size(size)  # type: ignore[arg-type]
            await self.settle()
            picture = f"{name}-{size['width']}"
            await self.page.screenshot(path=ARTIFACTS / f"{picture}.png", full_page=True)
            if RENEWED and picture in SHOWN:
                shutil.copy(ARTIFACTS / f"{picture}.png", ROOT / "docs" / SHOWN[picture])
            if await self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                self.faults.append(f"{name} is wider than {size['width']}")

    async def look_for_barriers(self) -> None:
        """What hinders who cannot see well or has no mouse, as far as axe-core finds it."""
        await self.page.evaluate(AXE.read_text("utf-8"))
        found = await self.page.evaluate("axe.run({ resultTypes: ['violations'] })")
        self.faults += [
            f"axe {fault['id']}: {fault['help']}: {json.dumps([n['html'][:160] for n in fault['nodes'][:3]])}"
            for fault in found["violations"]
            if fault["impact"] in SERIOUS
        ]


@asynccontextmanager
async def visiting(
    browser: Browser, demo: Demo, locality: str = "zoucheng", username: str | None = None
) -> AsyncIterator[Visit]:
    """Signed in if somebody is named; at the end nothing may have gone wrong."""
    async with asyncio.timeout(LONGEST):
        context = await browser.new_context(
            viewport=WIDE,  # type: ignore[arg-type]
            locale="zh-CN",
            reduced_motion="reduce",
        )
        try:
            async with _visited(context, demo, locality, username) as visit:
                yield visit
        finally:
            async with closing_soon():
                await context.close()


@asynccontextmanager
async def _visited(
    context: BrowserContext, demo: Demo, locality: str, username: str | None
) -> AsyncIterator[Visit]:
    if username:
        token = json.dumps(json.dumps(demo.token(locality, username)))
        await context.add_init_script(
            f"sessionStorage.length || sessionStorage.setItem('lianxin-token', {token})"
        )
    context.set_default_timeout(PATIENCE)
    visit = Visit(await context.new_page(), demo.address)
    try:
        yield visit
        assert visit.faults == []
    except Exception as error:
        error.add_note("\n".join([visit.page.url, *visit.faults]))
        with suppress(PlaywrightError):
            await visit.page.screenshot(path=ARTIFACTS / "failed.png")
        raise
