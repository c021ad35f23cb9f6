"""The audit in the browser: what was done is said in words, and found by them."""

import pytest
from playwright.async_api import Browser, expect

from console.clicking import choose
from console.visiting import Demo, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]


@pytest.mark.parametrize(
    ("language", "filters", "name", "label"),
    [("zh", "筛选", "操作", "登录"), ("en", "Filter", "Action", "Sign in")],
)
async def test_what_was_done_is_chosen_and_shown_in_words(
    browser: Browser, demo: Demo, language: str, filters: str, name: str, label: str
) -> None:
    async with visiting(browser, demo, username="auditor") as visit:
        chosen = f"localStorage.setItem('lianxin-language', '{language}')"
        await visit.page.context.add_init_script(chosen)
        await visit.open("zoucheng/audit")
        await choose(visit, visit.page.get_by_role("search", name=filters), name, label)
        await visit.page.wait_for_url("**action=account.sign_in")
        await visit.settle()
        shown = visit.page.get_by_role("row").nth(1).get_by_title("account.sign_in")
        await expect(shown).to_have_text(label)
        await visit.look_for_barriers()
