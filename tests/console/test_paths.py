"""The main paths, walked by clicking as somebody at work does."""

import pytest
from playwright.async_api import Browser, expect

from console.clicking import button, choose
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]


async def submit(visit: Visit) -> None:
    await visit.open("zoucheng/cases")
    await visit.page.get_by_role("button", name="提交诉求").click()
    form = visit.page.get_by_role("dialog")
    await choose(visit, form, "渠道", "行风热线")
    await form.get_by_label("标题").fill("桥头路灯不亮已有一周")
    await form.get_by_label("反映人姓名").fill("孔令仪")
    await form.get_by_label("反映人电话").fill("13953712345")
    await form.get_by_role("button", name="提交", exact=True).click()
    await form.get_by_role("link", name="打开这件诉求").click()
    await visit.page.get_by_role("heading", name="桥头路灯不亮已有一周").wait_for()


async def act(visit: Visit, action: str, **choices: str) -> None:
    """Does what is allowed now; a text starts with `=`, a choice is one from a list."""
    await visit.page.locator(".case-2").get_by_role("button", name=action).click()
    dialog = visit.page.get_by_role("dialog")
    for label, given in choices.items():
        if given.startswith("="):
            await dialog.get_by_label(label).fill(given[1:])
        elif given in ("是", "否"):
            await dialog.get_by_role("radio", name=given).check()
        else:
            await choose(visit, dialog, label, given)
    await dialog.get_by_role("button", name=f"确定{action}").click()
    await dialog.wait_for(state="detached")
    await visit.settle()


async def test_a_case_goes_from_its_submission_to_the_archive(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await submit(visit)
        await act(visit, "受理")
        await act(visit, "分类", 办理方式="直接答复")
        await act(visit, "反馈", 说明="=已告知由城管局当日更换灯泡")
        await act(visit, "回访", 满意度="满意", 诉求是否合理="是")
        await act(visit, "统计分析")
        await act(visit, "归档")
        await expect(visit.page.locator(".page-head .step")).to_have_text("归档")
        assert await visit.page.locator(".timeline li").count() == 7


async def test_what_the_server_refuses_is_said_in_its_words(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await submit(visit)
        await act(visit, "受理")
        await visit.page.locator(".case-2").get_by_role("button", name="分类").click()
        dialog = visit.page.get_by_role("dialog")
        await dialog.get_by_role("button", name="确定分类").click()
        await expect(dialog.get_by_role("alert").first).to_contain_text("请填写")


async def test_the_address_keeps_what_was_searched(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        await visit.open("zoucheng/cases?which=all")
        await visit.page.get_by_role("searchbox").fill("停水")
        await visit.page.keyboard.press("Enter")
        await visit.settle()
        titles = visit.page.locator(".cases-title a")
        await expect(titles.first).to_contain_text("停水")
        await visit.page.reload()
        await visit.settle()
        assert all("停水" in title for title in await titles.all_inner_texts())
        assert "search=" in visit.page.url


async def test_why_a_case_is_overdue_leads_to_its_clause(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open("zoucheng/overview")
        await visit.page.locator("a[href$='which=overdue']").first.click()
        await visit.page.locator(".cases-title a").first.click()
        missed = visit.page.locator(".deadline[data-state=MISSED]").first
        await expect(missed.locator(".strip li[data-due]")).to_be_visible()
        assert all(await missed.locator(".strip-why").all_inner_texts())
        clause = await missed.locator(".cited").inner_text()
        await missed.locator(".cited").click()
        await expect(visit.page.get_by_role("heading", level=1)).to_contain_text(clause)
        await visit.page.get_by_role("heading", name="出处").wait_for()


async def test_a_sample_is_drawn_answered_and_its_ranking_published(
    browser: Browser, demo: Demo
) -> None:
    async with visiting(browser, demo, username="supervisor") as visit:
        await visit.open("zoucheng/surveys")
        await button(visit, "抽取样本").click()
        form = visit.page.locator("form")
        await choose(visit, form, "评议规则", "ZC-A11 三大员群众满意度考核")
        await button(form, "抽取样本").click()
        drawn = visit.page.get_by_role("table", name="样本").get_by_role("row").nth(1)
        await drawn.get_by_label("评价等次").click()
        await visit.page.keyboard.press("Enter")
        await button(drawn, "登记").click()
        await visit.page.get_by_text("已答 1 / ").wait_for()
        await visit.look_for_barriers()
        await button(visit, "结束并公布排名").click()
        await visit.page.get_by_role("dialog").get_by_role("button", name="确").click()
        await visit.page.get_by_text("评议已结束").first.wait_for()
        ranking = visit.page.get_by_role("table", name="得分与排名")
        await expect(ranking.get_by_role("row").nth(1)).to_contain_text("100")
