"""Accounts kept by clicking: made, used, given other roles, reset, and signed out."""

import secrets
from typing import Final

import httpx
import pytest
from playwright.async_api import Browser, expect

from console.clicking import button
from console.keyboard import enter, tab_to, write
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

PASSWORD: Final = "[data-password]"
OWN: Final = "Spring-2027-of-their-own"


async def made(visit: Visit, username: str, role: str) -> str:
    """The password for one sign-in, as it is shown."""
    await visit.open("zoucheng/accounts")
    await button(visit, "新建账号").click()
    form = visit.page.locator("form")
    await form.get_by_label("用户名").fill(username)
    await form.get_by_role("checkbox", name=role, exact=True).check()
    await form.get_by_label("理由").fill("新到岗")
    await button(form, "新建账号").click()
    return await noted(visit)


async def noted(visit: Visit) -> str:
    """It is told once: then it is gone."""
    password = (await visit.page.locator(PASSWORD).inner_text()).strip()
    await visit.look_for_barriers()
    await button(visit, "已记下").click()
    await expect(visit.page.locator(PASSWORD)).to_have_count(0)
    return password


async def signs_in(visit: Visit, username: str, password: str, new: str | None = None) -> None:
    await visit.page.get_by_label("账号").fill(username)
    await visit.page.get_by_label("密码", exact=True).fill(password)
    await visit.page.locator("button[type=submit]").click()
    if new is not None:
        await visit.page.get_by_label("新密码").fill(new)
        await visit.page.locator("button[type=submit]").click()


async def done(visit: Visit, deed: str) -> None:
    await visit.page.locator(".page-head, .panel > header").get_by_role("button", name=deed).click()
    await button(visit.page.locator("form"), deed).click()


async def test_an_account_is_made_used_signed_out_and_reset(browser: Browser, demo: Demo) -> None:
    name = f"li-{secrets.token_hex(4)}"
    async with (
        visiting(browser, demo, username="admin") as visit,
        visiting(browser, demo) as theirs,
    ):
        password = await made(visit, name, "受理员")
        await theirs.open("zoucheng/cases")
        await signs_in(theirs, name, password, OWN)
        await theirs.page.get_by_role("heading", name="诉求", level=1).wait_for()
        await visit.open(f"zoucheng/accounts?search={name}")
        await visit.page.get_by_role("link", name=name).click()
        await done(visit, "结束全部登录")
        await visit.page.get_by_text("现在没有登录。").wait_for()
        theirs.faults.clear()
        await theirs.page.goto(f"{theirs.address}/console/zoucheng/rules")
        await theirs.page.get_by_label("密码", exact=True).wait_for()
        await done(visit, "重置密码")
        await noted(visit)
        await signs_in(theirs, name, OWN)
        await theirs.page.get_by_role("alert").wait_for()
        theirs.faults.clear()  # the browser tells of each answer that is a refusal


async def test_roles_are_given_and_an_account_is_closed(browser: Browser, demo: Demo) -> None:
    name = f"sun-{secrets.token_hex(4)}"
    async with visiting(browser, demo, username="admin") as visit:
        await made(visit, name, "受理员")
        await visit.open(f"zoucheng/accounts/{name}")
        await button(visit, "设定角色").click()
        form = visit.page.locator("form")
        await form.get_by_role("checkbox", name="督办员", exact=True).check()
        await button(form, "设定角色").click()
        await visit.page.get_by_text("受理员 · 督办员").wait_for()
        await done(visit, "停用账号")
        await visit.page.get_by_text("已停用").wait_for()
        await visit.look_for_barriers()
        await visit.photograph("account-admin")


async def test_a_lock_is_seen_and_lifted(browser: Browser, demo: Demo) -> None:
    name = f"zhao-{secrets.token_hex(4)}"
    async with visiting(browser, demo, username="admin") as visit:
        await made(visit, name, "承办人")
        given = {"locality": "zoucheng", "username": name, "password": "wrong"}
        async with httpx.AsyncClient(timeout=60) as client:
            for _ in range(5):
                await client.post(f"{demo.address}/auth/token", json=given)
        await visit.open(f"zoucheng/accounts/{name}")
        await visit.page.get_by_text("锁定至").wait_for()
        await done(visit, "解除锁定")
        await visit.page.get_by_text("锁定至").wait_for(state="detached")


async def test_the_security_administrator_keeps_accounts_but_not_their_own(
    browser: Browser, demo: Demo
) -> None:
    name = f"safe-{secrets.token_hex(4)}"
    async with visiting(browser, demo, username="admin") as visit:
        password = await made(visit, name, "安全管理员")
    async with visiting(browser, demo) as visit:
        await visit.open("zoucheng/accounts")
        await signs_in(visit, name, password, OWN)
        await visit.page.get_by_role("heading", name="账号", level=1).wait_for()
        visit.faults.clear()  # that the password has to be changed is a refusal at first
        await visit.page.get_by_label("用户名或干部姓名").fill(name)
        await visit.page.get_by_role("link", name=name).click()
        await visit.page.get_by_text("这是您自己的账号").wait_for()
        await expect(button(visit, "重置密码")).to_have_count(0)
        await visit.look_for_barriers()
        await visit.photograph("account-security")


async def test_an_account_is_made_and_reset_by_keyboard_alone(browser: Browser, demo: Demo) -> None:
    name = f"key-{secrets.token_hex(4)}"
    async with visiting(browser, demo, username="admin") as visit:
        await visit.open("zoucheng/accounts")
        await enter(visit, visit.page.locator(".page-head button"))
        form = visit.page.locator("form")
        await expect(form.get_by_label("用户名")).to_be_focused()
        await visit.page.keyboard.type(name)
        await tab_to(visit, form.get_by_role("checkbox").first)
        await visit.page.keyboard.press("Space")
        await enter(visit, form.locator("button[type=submit]"))
        await visit.page.locator(PASSWORD).wait_for()
        await enter(visit, button(visit, "已记下"))
        await write(visit, visit.page.get_by_label("用户名或干部姓名"), name)
        await enter(visit, visit.page.get_by_role("link", name=name))
        await enter(visit, button(visit, "重置密码"))
        await visit.page.keyboard.type("遗忘")
        await visit.page.keyboard.press("Enter")
        await visit.page.locator(PASSWORD).wait_for()
