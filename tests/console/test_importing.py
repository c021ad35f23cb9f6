"""A spreadsheet taken in by clicking: what is wrong in it comes back, with row and reason."""

import secrets
from typing import Final

import pytest
from playwright.async_api import Browser, FilePayload, Locator, expect

from console.clicking import button, choose
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

MANY: Final = 450
"""Rows that are sent in several parts."""


async def opened(visit: Visit, kind: str) -> Locator:
    await visit.open("zoucheng/people")
    await button(visit, "导入").click()
    form = visit.page.locator("section", has=visit.page.get_by_role("heading", name="导入表格"))
    await choose(visit, form, "导入什么", kind)
    await form.get_by_title(kind, exact=True).wait_for()
    return form


async def give(form: Locator, content: bytes, name: str = "名册.csv") -> None:
    file = FilePayload(name=name, mimeType="text/csv", buffer=content)
    await form.get_by_label("文件（.xlsx 或 .csv）").set_input_files(file)


async def downloaded(visit: Visit, name: str) -> str:
    async with visit.page.expect_download() as download:
        await button(visit, name).click()
    return (await (await download.value).path()).read_text("utf-8-sig")


async def test_wrong_rows_of_a_file_come_back_and_the_others_are_stored(
    browser: Browser, demo: Demo
) -> None:
    mine = secrets.token_hex(4)
    rows = f"编号,姓名,户编号\n{mine},张某某,\n{mine}-2,李某某,无此户\n{mine}-3,,\n"
    async with visiting(browser, demo, username="admin") as visit:
        form = await opened(visit, "人员")
        await give(form, rows.encode())
        await button(form, "只检查").click()
        await form.get_by_text("可入库 1 行，此前已有 0 行，有误 2 行").wait_for()
        await button(form, "开始导入").click()
        await form.get_by_text("入库 1 行，此前已有 0 行，退回 2 行").wait_for()
        wrong = form.get_by_role("table", name="退回的行")
        await expect(wrong.get_by_role("row").nth(1)).to_contain_text("无此户")
        await visit.look_for_barriers()
        await visit.photograph("import-admin")
        assert f"{mine}-2,李某某" in await downloaded(visit, "下载退回的行")


async def test_a_long_file_is_sent_in_parts_and_keeps_its_row_numbers(
    browser: Browser, demo: Demo
) -> None:
    mine = secrets.token_hex(4)
    lines = [f'{mine}-{n},"第{n}人\n（曾用名）",' for n in range(MANY)]
    lines[300] = f"{mine}-300,,"
    file = "\r\n".join(["人员名册,,", "编号,姓名,户编号", *lines, ",,", ""])
    async with visiting(browser, demo, username="admin") as visit:
        form = await opened(visit, "人员")
        await give(form, file.encode("gb18030"))
        await button(form, "开始导入").click()
        await form.get_by_text(f"入库 {MANY - 1} 行，此前已有 0 行，退回 1 行").wait_for()
        row = form.get_by_role("table", name="退回的行").get_by_role("row").nth(1)
        await expect(row.get_by_role("cell").first).to_have_text("303")


async def test_a_long_file_is_checked_as_a_whole_though_it_is_sent_in_parts(
    browser: Browser, demo: Demo
) -> None:
    mine = secrets.token_hex(4)
    villages = [f'{mine}-{n},"第{n}村",村,{mine}' for n in range(1, MANY)]
    again = [f"{mine}-1,另一村,村,{mine}", villages[5]]
    file = "\n".join(["代码,名称,类别,上级单位代码", f"{mine},某镇,乡镇,", *villages, *again])
    async with visiting(browser, demo, username="admin") as visit:
        form = await opened(visit, "单位")
        await give(form, file.encode())
        await button(form, "只检查").click()
        await form.get_by_text(f"可入库 {MANY} 行，此前已有 1 行，有误 1 行").wait_for()
        row = form.get_by_role("table", name="退回的行").get_by_role("row").nth(1)
        await expect(row.get_by_role("cell").first).to_have_text(str(MANY + 2))
        await expect(form.get_by_text("略有不同")).to_have_count(0)


async def test_a_template_is_downloaded_and_a_large_workbook_is_told_what_to_do(
    browser: Browser, demo: Demo
) -> None:
    async with visiting(browser, demo, username="clerk") as visit:
        form = await opened(visit, "诉求")
        assert (await downloaded(visit, "CSV 模板")).startswith("编号,标题")
        await give(form, b"PK\x03\x04" + bytes(200_000), "诉求.xlsx")
        await button(form, "开始导入").click()
        await expect(form.get_by_role("alert")).to_contain_text("CSV UTF-8")
        await give(form, b"%PDF-1.7")
        await button(form, "开始导入").click()
        await expect(form.get_by_role("alert")).to_contain_text(".xlsx")
