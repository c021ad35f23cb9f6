"""The console in English, and by keyboard alone."""

import re
from typing import Final

import pytest
from playwright.async_api import Browser, expect

from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

PAGES: Final = (
    "overview",
    "cases",
    "duties",
    "surveys",
    "meetings",
    "modules",
    "modules/zoucheng.opinions",
    "rules",
    "people",
    "people?import=CASES",
    "accounts",
    "accounts/clerk",
)
MOST_TABS: Final = 80
PLATFORM: Final = ("localities", "comparison")
CHINESE: Final = re.compile("[\u3400-\u9fff]")
#: What the console itself says; names of people, places and cases are what they are.
SAID: Final = "main :is(h1, h2, th:not([scope=row]), dt, label > span, summary, button, p.quiet, input[placeholder])"
TEXTS: Final = f"""[...document.querySelectorAll("{SAID}")]
    .map((one) => one.placeholder ?? one.innerText).filter(Boolean)"""


async def in_chinese(visit: Visit, locality: str, pages: tuple[str, ...]) -> dict[str, list[str]]:
    """What is still said in Chinese, by page."""
    await visit.page.context.add_init_script("localStorage.setItem('lianxin-language', 'en')")
    found = {}
    for page in pages:
        await visit.open(f"{locality}/{page}")
        texts = await visit.page.evaluate(TEXTS)
        found[page] = [text for text in texts if CHINESE.search(text)]
    return {page: texts for page, texts in found.items() if texts}


@pytest.mark.parametrize("half", [0, 1])
async def test_the_pages_speak_english(browser: Browser, demo: Demo, half: int) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        assert await in_chinese(visit, "zoucheng", PAGES[half::2]) == {}


async def test_the_audit_and_the_platform_speak_english(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="auditor") as visit:
        assert await in_chinese(visit, "zoucheng", ("audit",)) == {}
    async with visiting(browser, demo, "platform", "platform-admin") as visit:
        assert await in_chinese(visit, "platform", PLATFORM) == {}


async def test_a_figure_is_previewed_by_keyboard_alone(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open("zoucheng/modules")
        await pressed_until(visit, "a[href$='zoucheng.opinions']")
        await visit.page.keyboard.press("Enter")
        await visit.settle()
        await pressed_until(visit, "input[role=spinbutton]")
        await visit.page.keyboard.press("ArrowUp")
        await pressed_until(visit, "button[type=submit]")
        await visit.page.keyboard.press("Enter")
        await visit.page.get_by_role("heading", name="影响", exact=True).wait_for()
        await pressed_until(visit, ".apply button[type=submit]")


async def test_an_import_is_reached_by_keyboard_alone(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await visit.open("zoucheng/people")
        await pressed_until(visit, ".page-head button")
        await visit.page.keyboard.press("Enter")
        await visit.page.get_by_text("各列怎样填").wait_for()
        await pressed_until(visit, "form input[role=combobox]")
        await visit.page.keyboard.press("ArrowDown")
        await visit.page.keyboard.press("ArrowDown")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page).to_have_url(re.compile("import=PERSONS"))
        await pressed_until(visit, "input[type=file]")
        await pressed_until(visit, "summary")


async def pressed_until(visit: Visit, selector: str) -> None:
    """Tab is pressed until something of the page is in focus."""
    focused = (
        f"document.activeElement.matches('main *') && document.activeElement.matches({selector!r})"
    )
    for _ in range(MOST_TABS):
        await visit.page.keyboard.press("Tab")
        if await visit.page.evaluate(focused):
            return
    raise AssertionError(f"{selector} is not reached in {MOST_TABS} tabs")
