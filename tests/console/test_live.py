"""What somebody does is seen by whoever else looks, without loading the page again."""

import json
from typing import Any

import pytest
from playwright.async_api import Browser, WebSocket, WebSocketRoute, expect

from console.clicking import button
from console.test_paths import act, submit
from console.visiting import Demo, Visit, visiting

pytestmark = [
    pytest.mark.xdist_group("console"),
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="session"),
]

#: Gone as soon as a page is loaded anew.
STAY = "document.body.dataset.stay = 'here'"


async def look_on(visit: Visit, path: str) -> None:
    await visit.open(path)
    await visit.page.evaluate(STAY)


async def still_there(visit: Visit) -> None:
    await expect(visit.page.locator("body[data-stay=here]")).to_have_count(1)


def code_of(visit: Visit) -> str:
    return visit.page.url.rpartition("/")[2]


class Wire:
    """The socket between a page and the server, to be broken in the midst."""

    def __init__(self) -> None:
        self.sockets: list[WebSocketRoute] = []
        self.subscribed: list[dict[str, Any]] = []

    async def lay(self, visit: Visit) -> None:
        await visit.page.route_web_socket("**/graphql", self._opened)

    def _opened(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda text: self._passed(server, str(text)))
        self.sockets.append(socket)

    def _passed(self, server: WebSocketRoute, text: str) -> None:
        message = json.loads(text)
        if message["type"] == "subscribe":
            self.subscribed.append(message)
        server.send(text)


async def test_a_case_that_another_handles_changes_before_ones_eyes(
    browser: Browser, demo: Demo
) -> None:
    async with (
        visiting(browser, demo, username="clerk") as clerk,
        visiting(browser, demo, username="supervisor") as supervisor,
    ):
        await submit(clerk)
        await look_on(supervisor, f"zoucheng/cases/{code_of(clerk)}")
        await act(clerk, "受理")
        sign = supervisor.page.locator(".live-sign[aria-live=polite]")
        await expect(sign).to_contain_text("已更新")
        await expect(sign).to_contain_text("受理")
        assert (
            await supervisor.page.locator(".timeline li").count() == 2
        )  # it is told when it is there
        await act(clerk, "分类", 办理方式="直接答复")
        await expect(supervisor.page.locator(".timeline li")).to_have_count(3)
        await still_there(supervisor)
        await supervisor.look_for_barriers()


async def test_a_dialog_tells_that_its_case_has_changed_and_overwrites_nothing(
    browser: Browser, demo: Demo
) -> None:
    async with (
        visiting(browser, demo, username="clerk") as clerk,
        visiting(browser, demo, username="clerk") as another,
    ):
        await submit(clerk)
        await look_on(another, f"zoucheng/cases/{code_of(clerk)}")
        await another.page.locator(".case-2").get_by_role("button", name="受理").click()
        dialog = another.page.get_by_role("dialog")
        await act(clerk, "受理")
        await expect(dialog.get_by_role("status")).to_contain_text("刚刚有变化")
        await dialog.get_by_role("button", name="确定受理").click()
        await expect(dialog.locator(".ant-alert-error")).to_be_visible()
        await expect(another.page.locator(".timeline li")).to_have_count(2)


async def test_lists_and_figures_follow(browser: Browser, demo: Demo) -> None:
    async with (
        visiting(browser, demo, username="clerk") as clerk,
        visiting(browser, demo, username="supervisor") as list_,
        visiting(browser, demo, username="leader") as overview,
    ):
        await look_on(list_, "zoucheng/cases")
        await look_on(overview, "zoucheng/overview")
        figure = overview.page.locator(".tile-figure").first
        before = int((await figure.inner_text()).replace(",", ""))
        await submit(clerk)
        newest = list_.page.locator(".cases-title").first
        await expect(newest).to_contain_text(code_of(clerk))
        await expect(figure).to_have_text(f"{before + 1:,}")
        await still_there(list_)
        await still_there(overview)


async def test_after_a_break_it_goes_on_from_the_last_change_seen(
    browser: Browser, demo: Demo
) -> None:
    wire = Wire()
    async with (
        visiting(browser, demo, username="clerk") as clerk,
        visiting(browser, demo, username="supervisor") as supervisor,
    ):
        await submit(clerk)
        await wire.lay(supervisor)
        await look_on(supervisor, f"zoucheng/cases/{code_of(clerk)}")
        await act(clerk, "受理")
        sign = supervisor.page.locator(".live-sign")
        await expect(sign).to_contain_text("受理")
        await wire.sockets[-1].close(code=1012, reason="Service Restart")
        await act(clerk, "分类", 办理方式="直接答复")
        await expect(sign).to_contain_text("分类")
        first, *_, last = wire.subscribed
        assert "after" not in first["payload"]["variables"]
        assert len(last["payload"]["variables"]["after"]) == 32
        await still_there(supervisor)


async def test_a_sign_in_that_is_over_ends_it(browser: Browser, demo: Demo) -> None:
    wire = Wire()
    async with visiting(browser, demo, username="supervisor") as visit:
        await wire.lay(visit)
        await visit.open("zoucheng/cases")
        await wire.sockets[-1].close(code=4403, reason="Forbidden")
        await button(visit, "登录").wait_for()
        assert len(wire.sockets) == 1


async def test_who_signs_out_follows_nothing_any_more(browser: Browser, demo: Demo) -> None:
    sockets: list[WebSocket] = []
    async with visiting(browser, demo) as visit:
        visit.page.on("websocket", lambda socket: sockets.append(socket))
        await visit.open("zoucheng/cases")
        await visit.page.get_by_label("账号").fill("leader")
        await visit.page.get_by_label("密码").fill("lianxin")
        async with visit.page.expect_websocket() as opened:
            await button(visit, "登录").click()
        socket = await opened.value
        await visit.page.locator(".who").click()
        async with socket.expect_event("close"):
            await visit.page.get_by_role("menuitem", name="退出登录").click()
        await button(visit, "登录").wait_for()
        assert len(sockets) == 1


async def test_a_schema_without_what_is_followed_is_said_once(browser: Browser, demo: Demo) -> None:
    wire = Wire()
    async with visiting(browser, demo, username="supervisor") as visit:
        await wire.lay(visit)
        await visit.open("zoucheng/cases")
        (subscribed,) = wire.subscribed
        error = {"message": "…", "extensions": {"code": "SCHEMA_CHANGED"}}
        wire.sockets[-1].send(
            json.dumps({"id": subscribed["id"], "type": "error", "payload": [error]})
        )
        await expect(visit.page.locator(".live-sign")).to_contain_text("请重新载入")
        await visit.settle()
        assert len(wire.subscribed) == 1
