"""Signed webhooks: what a channel delivers becomes a case, once however often it is delivered."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin import commands
from lianxin.commands import Unchecked
from lianxin.context import Context, Viewer
from lianxin.database import Key
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.platform.hook_secrets import hook_secret
from lianxin.platform.platform import Platform
from lianxin.plugins.contributions import Channel, Incoming
from lianxin.roles import permissions_of
from lianxin.tables import Case
from lianxin_schema.http.gateway import GatewayError, HookAnswer

SIGNATURE = "x-lianxin-signature"
"""`sha256=<hex>`: HMAC-SHA256 of the body with the channel's secret of that locality."""

_CODE = select(col(Case.code)).where(col(Case.id) == bindparam("id", type_=Key))
_HOOK = Viewer(username="hook", roles=frozenset({"clerk"}), permissions=permissions_of({"clerk"}))


async def take_in(
    platform: Platform,
    locality: Locality,
    name: str,
    headers: Mapping[str, str],
    body: bytes,
) -> HookAnswer:
    channel = _channel(platform, name)
    secret = await hook_secret(locality, name)
    if not _signed(secret, headers.get(SIGNATURE, ""), body):
        raise GatewayError(
            "BAD_SIGNATURE",
            Text(
                "签名不符,请核对该渠道的密钥",
                "The signature does not fit; check the channel's secret",
            ),
        )
    incoming = _read(channel, body)
    context = Context(locality, _HOOK, locality.clock.now())
    outcome = await commands.run(Unchecked(commands.SubmitCase, _command(name, incoming)), context)
    if outcome.problems:
        problem = outcome.problems[0]
        return HookAnswer(422, _json(code=problem.code, message=problem.message.zh))
    case = await locality.database.first(_CODE, id=outcome.values["case"])
    assert case is not None
    return HookAnswer(200, _json(case=case.code))


def _channel(platform: Platform, name: str) -> Channel:
    for _, channels in platform.installed.collect("lianxin_channels"):
        for channel in channels:
            if channel.code == name:
                found: Channel = channel
                return found
    raise GatewayError(
        "UNKNOWN_CHANNEL", Text(f"没有渠道 {name!r}", f"There is no channel {name!r}")
    )


def _signed(secret: str | None, signature: str, body: bytes) -> bool:
    if not secret:
        return False
    wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.encode())


def _read(channel: Channel, body: bytes) -> Incoming:
    try:
        document: Any = orjson.loads(body)
        if not isinstance(document, dict):
            raise ValueError("a JSON object is expected")
        return channel.read(document)
    except (ValueError, KeyError, TypeError) as error:
        raise GatewayError(
            "BAD_HOOK_BODY", Text(f"内容不符合约定: {error}", f"The body is not as agreed: {error}")
        ) from error


def _command(channel: str, incoming: Incoming) -> dict[str, Any]:
    reporter = {"name": incoming.name, "phone": incoming.phone}
    named = {key: value for key, value in reporter.items() if value}
    given = {
        "title": incoming.title,
        "body": incoming.body,
        "channel": incoming.fields.get("channel", channel),
        "category": incoming.category,
        "unit": incoming.unit,
        "external_id": incoming.external_id,
        "reporter": named or None,
    }
    return {key: value for key, value in given.items() if value is not None}


def _json(**members: str) -> bytes:
    return orjson.dumps(members)
