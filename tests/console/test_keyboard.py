"""The main paths walked by keyboard alone: nothing is clicked, and nothing is put into focus."""

import re

import pytest
from playwright.async_api import Browser, Locator, expect

from console.clicking import button
from console.keyboard import MOST_TABS, choose, enter, pick, tab_to, write
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

#: From where the focus is after something was done, to what comes next.
NEAR = 12


async def submit(visit: Visit) -> None:
    await visit.open("zoucheng/cases")
    await enter(visit, visit.page.locator(".page-head button"))
    form = visit.page.get_by_role("dialog")
    await choose(visit, form.get_by_label("渠道"), "行风热线")
    await write(visit, form.get_by_label("标题"), "村口桥栏松动")
    await write(visit, form.get_by_label("反映人姓名"), "孔令仪")
    await enter(visit, button(form, "提交"))
    await enter(visit, form.get_by_role("link", name="打开这件诉求"))
    await visit.page.get_by_role("heading", name="村口桥栏松动").wait_for()


async def begin(visit: Visit, action: str, most: int = NEAR) -> Locator:
    """An action's dialog, with the focus in it."""
    actions = visit.page.locator(".case-2")
    await enter(visit, actions.get_by_role("button", name=action), most)
    dialog = visit.page.get_by_role("dialog")
    await expect(dialog.locator(":focus")).to_have_count(1)
    return dialog


async def finish(visit: Visit, dialog: Locator, action: str) -> None:
    await enter(visit, button(dialog, f"确定{action}"), NEAR)
    await dialog.wait_for(state="detached")
    await visit.settle()


async def test_a_case_is_submitted_and_handled(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await submit(visit)
        await finish(visit, await begin(visit, "受理", MOST_TABS), "受理")
        dialog = await begin(visit, "分类")
        await choose(visit, dialog.get_by_label("办理方式"), "直接答复")
        await finish(visit, dialog, "分类")
        dialog = await begin(visit, "反馈")
        await write(visit, dialog.get_by_label("说明"), "已告知由交通局当日加固")
        await finish(visit, dialog, "反馈")
        await expect(visit.page.locator(".timeline li")).to_have_count(4)


async def test_a_dialog_is_left_by_escape_to_where_it_was_opened(
    browser: Browser, demo: Demo
) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await submit(visit)
        dialog = await begin(visit, "受理", MOST_TABS)
        await visit.page.keyboard.press("Escape")
        await dialog.wait_for(state="detached")
        opener = visit.page.locator(".case-2").get_by_role("button", name="受理")
        await expect(opener).to_be_focused()


async def test_the_list_is_filtered_and_a_case_is_opened(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await visit.open("zoucheng/cases")
        await write(visit, visit.page.get_by_role("searchbox"), "停水")
        await visit.page.keyboard.press("Enter")
        await visit.page.wait_for_url("**search=*")
        await tab_to(visit, visit.page.locator(".filters-which input:checked"))
        await visit.page.keyboard.press("ArrowRight")
        await visit.page.wait_for_url("**which=overdue*")
        await visit.settle()
        await choose(visit, visit.page.get_by_label("渠道"), "行风热线")
        await visit.page.keyboard.press("Escape")
        await visit.page.wait_for_url("**channel=*")
        await tab_to(visit, button(visit, "清除条件"))
        await visit.page.keyboard.press("Enter")
        await visit.settle()
        await enter(visit, visit.page.locator(".cases-title a"))
        await visit.page.get_by_role("heading", name="办理经过").wait_for()


async def test_a_sample_is_drawn_and_an_answer_written_down(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="supervisor") as visit:
        await visit.open("zoucheng/surveys")
        await enter(visit, button(visit, "抽取样本"))
        form = visit.page.locator("form")
        await pick(visit, form.get_by_label("评议规则"), "ZC-A11")
        await enter(visit, button(form, "抽取样本"))
        drawn = visit.page.get_by_role("table", name="样本").get_by_role("row").nth(1)
        await pick(visit, drawn.get_by_label("评价等次"), "满意")
        await enter(visit, button(drawn, "登记"), NEAR)
        await visit.page.get_by_text("已答 1 / ").wait_for()
        await enter(visit, button(visit, "结束并公布排名"))
        await visit.page.get_by_role("dialog").locator("button:focus").wait_for()
        await visit.page.keyboard.press("Enter")
        await visit.page.get_by_text("评议已结束").first.wait_for()


async def test_a_standing_is_found_and_followed_to_what_counted(
    browser: Browser, demo: Demo
) -> None:
    async with visiting(browser, demo, username="supervisor") as visit:
        await visit.open("zoucheng/duties")
        filters = visit.page.get_by_role("search")
        await choose(visit, filters.get_by_label("规则"), "ZC-A3")
        await visit.page.wait_for_url("**rule=*")
        await visit.settle()
        listed = visit.page.get_by_role("table", name="履职").get_by_role("row").nth(1)
        await expect(listed).to_contain_text("ZC-A3")
        await enter(visit, listed.get_by_role("link", name="查看依据"))
        counted = visit.page.get_by_role("region", name="计入的记录")
        await enter(visit, counted.get_by_role("link"), NEAR)
        await visit.page.wait_for_url("**/meetings/*")


async def test_the_audit_is_searched_and_verified(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="auditor") as visit:
        await visit.open("zoucheng/audit")
        await enter(visit, button(visit, "校验链条"))
        await visit.page.get_by_text("链条完整").wait_for()
        filters = visit.page.get_by_role("search")
        await choose(visit, filters.get_by_label("结果"), "被拒")
        await visit.page.wait_for_url("**result=refused*")
        await tab_to(visit, filters.locator("input[type=date]"))
        for _ in range(3):  # day, month and year, in the browser's own order: today's
            await visit.page.keyboard.press("ArrowUp")
            await visit.page.keyboard.press("ArrowRight")
        await expect(visit.page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d"))


async def test_who_goes_to_another_page_begins_at_its_content(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await visit.open("zoucheng/cases")
        await visit.page.keyboard.press("Tab")
        await expect(visit.page.get_by_role("link", name="跳到正文")).to_be_focused()
        await enter(visit, visit.page.get_by_role("navigation").get_by_role("link", name="会议"))
        await visit.page.wait_for_url("**/meetings")
        await expect(visit.page.get_by_role("main")).to_be_focused()
        await visit.page.go_back()
        await expect(visit.page.get_by_role("main")).to_be_focused()


async def test_one_signs_out(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo) as visit:
        await visit.open("zoucheng/cases")
        await write(visit, visit.page.get_by_label("账号"), "handler")
        await write(visit, visit.page.get_by_label("密码"), "lianxin")
        await visit.page.keyboard.press("Enter")
        await visit.page.get_by_role("heading", name="诉求", level=1).wait_for()
        await enter(visit, visit.page.locator(".who"))
        await expect(visit.page.get_by_role("menuitem", name="退出登录")).to_be_focused()
        await visit.page.keyboard.press("Enter")
        await button(visit, "登录").wait_for()
