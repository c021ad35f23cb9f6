"""A disabled module's data removed in the browser: looked at, confirmed by typing, watched."""

import re
from typing import Any, Final

import httpx
import pytest
from playwright.async_api import Browser, expect

from console.clicking import button
from console.keyboard import enter, write
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

PAGE: Final = "zoucheng/modules/hubei.regulations"
SWITCH: Final = (
    """mutation ($input: %sModuleInput!) { %sModule(input: $input) { errors { message } } }"""
)


async def switch(demo: Demo, change: str, module: str) -> None:
    token = demo.token("zoucheng", "admin")["value"]
    given = {"module": module, "acceptBreakingChanges": True}
    query = SWITCH % (change.title(), change)
    async with httpx.AsyncClient(timeout=60) as client:
        answer: dict[str, Any] = (
            await client.post(
                f"{demo.address}/zoucheng/graphql",
                json={"query": query, "variables": {"input": given}},
                headers={"authorization": f"Bearer {token}"},
            )
        ).json()
    assert answer["data"][f"{change}Module"]["errors"] == []


async def asked(visit: Visit) -> None:
    await visit.open(PAGE)
    await button(visit, "清除数据").click()


async def test_what_stands_in_the_way_of_a_purge_is_told(browser: Browser, demo: Demo) -> None:
    for change, module in (
        ("enable", "hubei.regulations"),
        ("enable", "hubei.contact"),
        ("disable", "hubei.regulations"),
    ):
        await switch(demo, change, module)
    async with visiting(browser, demo, username="admin") as visit:
        await asked(visit)
        await visit.page.get_by_text("模块 hubei.contact 尚在启用").wait_for()
        await visit.look_for_barriers()
    await switch(demo, "disable", "hubei.contact")


async def test_a_purge_speaks_english(browser: Browser, demo: Demo) -> None:
    for change in ("enable", "disable"):
        await switch(demo, change, "hubei.regulations")
    async with visiting(browser, demo, username="admin") as visit:
        await visit.page.context.add_init_script("localStorage.setItem('lianxin-language', 'en')")
        await visit.open(PAGE)
        await button(visit, "Remove its data").click()
        await visit.page.get_by_role("table", name="What would go").wait_for()
        panel = visit.page.locator(".preview")
        assert re.search("[\u3400-\u9fff]", await panel.inner_text()) is None


async def test_data_is_exported_and_removed_once_the_key_is_typed(
    browser: Browser, demo: Demo
) -> None:
    for change in ("enable", "disable"):
        await switch(demo, change, "hubei.regulations")
    async with visiting(browser, demo, username="admin") as visit:
        await asked(visit)
        await visit.page.get_by_role("table", name="将删除的数据").wait_for()
        await visit.look_for_barriers()
        await visit.photograph("purge-admin")
        confirm, sure = visit.page.get_by_label("输入 hubei 以确认"), button(visit, "导出并删除")
        await visit.page.get_by_role("checkbox").check()
        await confirm.fill("Hubei")
        await expect(sure).to_be_disabled()
        await confirm.fill("hubei")
        await write(visit, visit.page.get_by_label("变更理由"), "试点结束")
        await enter(visit, sure)
        await visit.page.get_by_role("progressbar").wait_for()
        await visit.page.get_by_text("行并删除").wait_for()
        await expect(visit.page.get_by_text("zoucheng/hubei-").first).to_be_visible()
        await visit.look_for_barriers()
        await visit.photograph("purged-admin")
        await button(visit, "关闭").click()
        record = visit.page.get_by_role("table", name="清除记录")
        await expect(record.get_by_role("row").nth(1)).to_contain_text("试点结束")
