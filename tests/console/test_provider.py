"""Signing in to the console by an identity provider, which is on loopback and signs."""

from collections.abc import AsyncIterator
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from console.clicking import button
from console.visiting import Demo, Visit, visiting
from factories.openid import CLIENT, OpenIdProvider, openid_provider

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

MODULE: Final = "identity.oidc"
BY_PROVIDER: Final = "用统一身份认证登录"
ENABLE: Final = """mutation ($module: String!) {
    enableModule(input: {module: $module}) { errors { message } } }"""
DISABLE: Final = ENABLE.replace("enable", "disable")
CONFIGURE: Final = """mutation ($module: String!, $settings: JSON!) {
    configureModule(input: {module: $module, settings: $settings}) { errors { message } } }"""


def change(demo: Demo, mutation: str, **variables: Any) -> None:
    headers = {"authorization": f"Bearer {demo.token('chengdu', 'admin')['value']}"}
    body = {"query": mutation, "variables": {"module": MODULE, **variables}}
    answer = httpx.post(f"{demo.address}/chengdu/graphql", json=body, headers=headers, timeout=30)
    (payload,) = answer.json()["data"].values()
    assert payload["errors"] == []


def configure(demo: Demo, **settings: Any) -> None:
    change(demo, CONFIGURE, settings=settings)


@pytest_asyncio.fixture(loop_scope="session")
async def provider(demo: Demo) -> AsyncIterator[OpenIdProvider]:
    async with openid_provider() as provider:
        change(demo, ENABLE)
        configure(
            demo,
            issuer=provider.issuer,
            client_id=CLIENT,
            create_residents=True,
            redirect_uris=[f"{demo.address}/console/chengdu/back"],
        )
        yield provider
        change(demo, DISABLE)


async def leave(visit: Visit, provider: OpenIdProvider, path: str = "chengdu/cases") -> None:
    """By the provider's button; the browser is back when this ends."""
    visit.elsewhere.append(provider.issuer)
    await visit.open(path)
    await button(visit, BY_PROVIDER).click()


def problem(page: Page) -> Any:
    return page.locator(".signin-problem")


async def test_whoever_a_provider_vouches_for_is_where_they_wanted_to_be(
    browser: Browser, demo: Demo, provider: OpenIdProvider
) -> None:
    provider.person = {"sub": "u-1", "name": "孟女士"}
    async with visiting(browser, demo) as visit:
        await leave(visit, provider, "chengdu/cases?which=all")
        await visit.page.get_by_role("heading", name="诉求", level=1).wait_for()
        await expect(visit.page).to_have_url(f"{demo.address}/console/chengdu/cases?which=all")
        await visit.page.reload()
        await expect(visit.page.locator(".who")).to_contain_text("群众")


async def test_what_fails_is_said_in_words_and_the_password_stays(
    browser: Browser, demo: Demo, provider: OpenIdProvider
) -> None:
    configure(demo, create_residents=False)
    provider.person = {"sub": "nobody"}
    async with visiting(browser, demo) as visit:
        await leave(visit, provider)
        await expect(problem(visit.page)).to_contain_text("没有可用的账号")
        await visit.look_for_barriers()
        provider.refuses = "access_denied"
        await button(visit, BY_PROVIDER).click()
        await expect(problem(visit.page)).to_contain_text("已在身份认证处取消")
        configure(demo, redirect_uris=["https://front.example/back"])
        await button(visit, BY_PROVIDER).click()
        await expect(problem(visit.page)).to_contain_text(f"{demo.address}/console/chengdu/back")
        await expect(visit.page.get_by_label("密码")).to_be_visible()
        visit.faults.clear()  # the browser itself tells of answers that refuse


async def test_what_was_begun_elsewhere_is_not_ended_here(
    browser: Browser, demo: Demo, provider: OpenIdProvider
) -> None:
    async with visiting(browser, demo) as visit:
        await visit.open("chengdu/back?code=another&state=another")
        await expect(problem(visit.page)).to_contain_text("不是从本标签页开始的")
        assert "code=" not in visit.page.url


async def test_a_locality_without_a_provider_offers_none(browser: Browser, demo: Demo) -> None:
    async with visiting(browser, demo) as visit:
        await visit.open("zoucheng/cases")
        await button(visit, "登录").wait_for()
        await expect(button(visit, BY_PROVIDER)).to_have_count(0)
