"""Each page opens for those who work with it: no error, nothing from elsewhere, no barrier."""

import os
from typing import Final

import pytest
from playwright.async_api import Browser

from console.visiting import Demo, visiting

# One worker of pytest takes them all, so that the demonstration is made once.
pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

OFFICE: Final = ("clerk", "handler", "supervisor", "leader", "admin", "auditor")
EVERYBODY: Final = ("resident", "clerk", "handler", "supervisor", "leader", "admin", "auditor")
#: Each page, whose it is foremost, and who else may open it.
PAGES: Final = {
    "overview": ("leader", ("clerk", "handler", "supervisor", "admin", "auditor")),
    "cases": ("clerk", EVERYBODY),
    "duties": ("supervisor", OFFICE),
    "surveys": ("supervisor", OFFICE),
    "modules": ("admin", EVERYBODY),
    "rules": ("clerk", EVERYBODY),
    "meetings": ("clerk", EVERYBODY),
    "people": ("clerk", OFFICE),
    "accounts": ("admin", ()),
    "audit": ("auditor", ()),
}
ALL: Final = os.environ.get("LIANXIN_TEST_BROWSER_ALL", "") not in ("", "0")
VISITS: Final = [
    (page, role)
    for page, (foremost, others) in PAGES.items()
    for role in dict.fromkeys((foremost, *(others if ALL else ())))
]


@pytest.mark.parametrize(("page", "role"), VISITS)
async def test_the_page_opens(browser: Browser, demo: Demo, page: str, role: str) -> None:
    async with visiting(browser, demo, username=role) as visit:
        await visit.open(f"zoucheng/{page}")
        assert visit.page.url.endswith(f"zoucheng/{page}")
        await visit.look_for_barriers()
        await visit.photograph(f"{page}-{role}")


async def test_a_case_tells_its_days_and_why_not(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="supervisor") as visit:
        await visit.open("zoucheng/cases?which=overdue")
        await visit.page.locator(".cases a").first.click()
        await visit.page.get_by_role("heading", name="期限").wait_for()
        assert await visit.page.locator(".strip li").count() > 1
        assert await visit.page.locator(".refused li p").count() > 0
        await visit.look_for_barriers()
        await visit.photograph("case-supervisor")


async def test_a_rule_shows_its_clause_and_its_diagram(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open("zoucheng/rules?kind=WORKFLOW")
        await visit.page.locator(".table a").first.click()
        await visit.page.locator(".diagram img").wait_for()
        width = "document.querySelector('.diagram img').naturalWidth"
        assert await visit.page.evaluate(width) > 0
        await visit.look_for_barriers()
        await visit.photograph("rule-admin")


async def test_a_standing_tells_what_it_rests_on(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="supervisor") as visit:
        await visit.open("zoucheng/duties?state=BREACHED")
        await visit.page.get_by_role("link", name="查看依据").first.click()
        await visit.page.get_by_text("出处").wait_for()
        await visit.look_for_barriers()
        await visit.photograph("standing-supervisor")


async def test_a_duty_leads_to_the_encounters_that_count(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="supervisor") as visit:
        await visit.open("zoucheng/duties?rule=zoucheng.villages.four_days_in_the_village")
        await visit.page.get_by_role("link", name="查看依据").first.click()
        counted = visit.page.get_by_role("region", name="计入的记录")
        await counted.get_by_role("link").first.click()
        await visit.page.wait_for_url("**/meetings/*")


async def test_the_chain_of_the_audit_is_verified(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="auditor") as visit:
        await visit.open("zoucheng/audit")
        await visit.page.get_by_role("button", name="校验链条").click()
        await visit.page.get_by_text("链条完整").wait_for()


async def test_a_unit_of_the_tree_tells_who_is_appointed(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await visit.open("zoucheng/people")
        await visit.page.locator(".tree a").first.click()
        await visit.page.get_by_role("heading", name="任职").wait_for()
        await visit.look_for_barriers()
        await visit.photograph("unit-clerk")


@pytest.mark.parametrize("page", ["localities", "comparison"])
async def test_the_platform_tells_of_its_localities(
    browser: Browser, demo: Demo, page: str
) -> None:
    async with visiting(browser, demo, "platform", "platform-admin") as visit:
        await visit.open(f"platform/{page}")
        await visit.page.get_by_role("cell", name="邹城").first.wait_for()
        await visit.look_for_barriers()
        await visit.photograph(f"platform-{page}")


async def test_somebody_signs_in_by_keyboard(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo) as visit:
        await visit.open("zoucheng/cases")
        await visit.look_for_barriers()
        await visit.photograph("sign-in")
        await visit.page.get_by_label("账号").focus()
        for text in ("clerk", "lianxin"):
            await visit.page.keyboard.type(text)
            await visit.page.keyboard.press("Enter" if text == "lianxin" else "Tab")
        await visit.page.get_by_role("heading", name="诉求", level=1).wait_for()
