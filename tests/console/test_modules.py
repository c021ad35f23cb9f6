"""A module in the browser: its figures changed after a look at what that does, and put back."""

from typing import Final

import pytest
from playwright.async_api import Browser, expect

from console.clicking import button
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

MODULE: Final = "zoucheng/modules/zoucheng.opinions"


async def switched(visit: Visit, name: str, then: str) -> None:
    """Previewed, then applied."""
    await button(visit, name).click()
    await visit.page.get_by_role("heading", name="接口变更").wait_for()
    if await visit.page.get_by_role("checkbox").count():
        await visit.page.get_by_role("checkbox").check()
    await button(visit, "应用").click()
    await button(visit, then).wait_for()


async def test_a_module_is_disabled_and_enabled_after_a_preview(
    browser: Browser, demo: Demo
) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open("zoucheng/modules")
        await visit.page.locator("a[href$='zoucheng.opinions']").click()
        await visit.settle()
        await switched(visit, "停用模块", "启用模块")
        await switched(visit, "启用模块", "停用模块")


async def test_a_figure_is_previewed_applied_and_put_back(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open(MODULE)
        figure = visit.page.get_by_role("spinbutton").first
        before = await figure.input_value()
        await figure.fill(str(int(before) + 1))
        await button(visit, "预览影响").click()
        await visit.page.get_by_role("heading", name="影响", exact=True).wait_for()
        await visit.look_for_barriers()
        await visit.photograph("module-preview-admin")
        await visit.page.get_by_label("变更理由").fill("试行")
        await button(visit, "应用").click()
        await visit.page.get_by_role("cell", name="试行").first.wait_for()
        await button(visit, "恢复到最初的设置").click()
        await button(visit, "应用").click()
        await visit.page.locator(".preview").wait_for(state="detached")
        await expect(figure).to_have_value(before)


async def test_a_change_waits_for_its_day_and_is_called_off(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open(MODULE)
        figure = visit.page.get_by_role("spinbutton").first
        before = await figure.input_value()
        await figure.fill(str(int(before) + 2))
        await button(visit, "预览影响").click()
        await visit.page.get_by_label("生效日期").fill("2027-01-01")
        await button(visit, "定时生效").click()
        waiting = visit.page.get_by_role("table", name="待生效的变更")
        await expect(waiting).to_contain_text("1月1日")
        await expect(figure).to_have_value(before)
        await visit.look_for_barriers()
        await button(visit, "撤回").click()
        await waiting.wait_for(state="detached")
        await expect(figure).to_have_value(before)
