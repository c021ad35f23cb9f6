"""Signed webhooks: what a channel delivers becomes a case, once however often it is delivered."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin import commands
from lianxin.commands import Unchecked
from lianxin.context import Context, Viewer
from lianxin.database import Key
from lianxin.errors import LianxinError
from lianxin.language import Text, negotiate
from lianxin.localities import Locality
from lianxin.platform.platform import Platform
from lianxin.plugins.contributions import Channel, Incoming
from lianxin.roles import permissions_of
from lianxin.tables import Case
from lianxin.webhooks.secrets import hook_secret
from lianxin.webhooks.settings import webhook_settings
from lianxin.webhooks.signing import check
from lianxin_schema.http.gateway import GatewayError, HookAnswer
from lianxin_schema.http.strict_json import decode_object

_DEEPEST = 32
_NOT_AS_AGREED = Text("内容不符合约定：{reason}", "The body is not as agreed: {reason}")
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
    tolerance = webhook_settings(locality).tolerance
    check(secret, headers, body, locality.clock.now(), tolerance)
    incoming = _read(channel, body)
    context = Context(locality, _HOOK, locality.clock.now())
    outcome = await commands.run(Unchecked(commands.SubmitCase, _command(name, incoming)), context)
    if outcome.problems:
        language = negotiate(headers.get("accept-language"))
        problem = outcome.problems[0]
        return HookAnswer(422, _json(code=problem.code, message=problem.message.say(language)))
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


def _read(channel: Channel, body: bytes) -> Incoming:
    try:
        return channel.read(decode_object(body, _DEEPEST))
    except LianxinError as error:
        reason: object = error.message
    except (ValueError, KeyError, TypeError) as error:
        reason = error
    raise GatewayError("BAD_HOOK_BODY", _NOT_AS_AGREED.format(reason=reason))


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
