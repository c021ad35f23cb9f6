"""Webhooks: what is signed comes in once; what is altered, old or not signed does not."""

from datetime import UTC, datetime, timedelta

import httpx
import orjson

from factories.server import Server
from lianxin.webhooks.secrets import new_hook_secret
from lianxin.webhooks.signing import TIMESTAMP, sign

CALL = {"id": "c-1", "content": "路灯不亮，请修", "caller": "孟女士", "number": "13953712345"}
BODY = orjson.dumps(CALL)
SET = """mutation { configureModule(input: {module: "core.webhooks",
    settings: {tolerance_seconds: 20}, reason: "x"}) { errors { message } } }"""


def code(answer: httpx.Response) -> str:
    found: str = answer.json()["errors"][0]["extensions"]["code"]
    return found


def ago(**time: float) -> datetime:
    return datetime.now(UTC) - timedelta(**time)


async def a_secret(server: Server) -> str:
    return await new_hook_secret(await server.locality(), "phone")


async def test_a_signed_call_becomes_a_case_once(server: Server) -> None:
    secret = await a_secret(server)
    first = await server.hook("phone", secret, **CALL)
    again = await server.hook("phone", secret, **CALL)
    assert first.status_code == 200
    assert again.json() == first.json()
    cases = (await server.data("{ cases { totalCount } }", "clerk"))["cases"]
    assert cases["totalCount"] == 1


async def test_zc_c1_a_call_on_the_public_line_begins_the_nine_steps(server: Server) -> None:
    enable = (
        """mutation { enableModule(input: {module: "zoucheng.opinions"}) { errors { code } } }"""
    )
    assert (await server.data(enable, "admin"))["enableModule"]["errors"] == []
    secret = await new_hook_secret(await server.locality(), "public_line")
    assert (await server.hook("public_line", secret, **CALL)).status_code == 200
    query = "{ cases { edges { node { channel { code } step { code } } } } }"
    (edge,) = (await server.data(query, "clerk"))["cases"]["edges"]
    assert edge["node"] == {"channel": {"code": "public_line"}, "step": {"code": "received"}}


async def test_an_old_request_cannot_be_sent_again(server: Server) -> None:
    secret = await a_secret(server)
    in_time = await server.delivered("phone", BODY, **sign(secret, "m", ago(minutes=4), BODY))
    assert in_time.status_code == 200
    stale = await server.delivered("phone", BODY, **sign(secret, "m", ago(minutes=6), BODY))
    assert (stale.status_code, code(stale)) == (401, "SIGNATURE_OUT_OF_TIME")
    assert "请校准时钟" in stale.json()["errors"][0]["message"]
    early = sign(secret, "m", ago(minutes=-6), BODY) | {"accept-language": "en"}
    future = await server.delivered("phone", BODY, **early)
    assert "s after now, and 300 s is the most" in future.json()["errors"][0]["message"]


async def test_how_old_it_may_be_is_a_setting(server: Server) -> None:
    secret = await a_secret(server)
    signed = sign(secret, "m", ago(minutes=1), BODY)
    assert (await server.delivered("phone", BODY, **signed)).status_code == 200
    assert (await server.data(SET, "admin"))["configureModule"]["errors"] == []
    assert code(await server.delivered("phone", BODY, **signed)) == "SIGNATURE_OUT_OF_TIME"


async def test_another_secret_or_none_is_refused(server: Server) -> None:
    before_any = await server.hook("phone", "whsec_c2VjcmV0", **CALL)
    await a_secret(server)
    another = await server.hook("phone", "whsec_c2VjcmV0", **CALL)
    assert (code(before_any), code(another)) == ("BAD_SIGNATURE", "BAD_SIGNATURE")


async def test_what_is_missing_is_named(server: Server) -> None:
    headers = sign(await a_secret(server), "m", ago(), BODY)
    del headers[TIMESTAMP]
    refused = await server.delivered("phone", BODY, **headers)
    assert (refused.status_code, code(refused)) == (401, "SIGNATURE_MISSING")
    assert "缺少请求头 webhook-timestamp" in refused.json()["errors"][0]["message"]


async def test_a_call_that_is_not_as_agreed_is_told_what_is_wrong(server: Server) -> None:
    refused = await server.hook("phone", await a_secret(server), content="路灯不亮")
    assert code(refused) == "BAD_HOOK_BODY"
    assert "`id` 应为文字" in refused.json()["errors"][0]["message"]
