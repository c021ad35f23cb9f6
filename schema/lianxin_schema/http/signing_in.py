"""Signing in over HTTP: by a password, or by somebody who vouches for a person.

A front end asks `POST /auth/begin` where to send the browser and keeps the `binding` it is given;
the provider sends the browser back to the front end, which ends at `POST /auth/token` with what
came back and the binding. No cookie is set, and no address is followed that is not registered.
"""

from typing import Any, Final

import orjson

from lianxin.language import Text
from lianxin_schema.http.body import read_body, require_json
from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.gateway import Gateway, Token
from lianxin_schema.http.operations import query_parameters
from lianxin_schema.http.pace import Pace
from lianxin_schema.http.refusals import refusal
from lianxin_schema.http.router import locality_of
from lianxin_schema.http.settings import KIB, HttpSettings
from lianxin_schema.http.simple import allow
from lianxin_schema.http.strict_json import decode_object

_BYTES: Final = 4 * KIB
#: What a provider gives may be long.
_LONG: Final = 2 * KIB
_SHORT: Final = 256
_NO_TEXT: Final = Text(
    "`{name}` 应为 1 至 {longest} 个字符的字符串",
    "`{name}` is to be a string of 1 to {longest} characters",
)


class ProvidersEndpoint:
    """`GET /auth/providers?locality=…`: the ways to sign in besides a password."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "GET", "HEAD")
        given = query_parameters(exchange.scope["query_string"], depth=1)
        found = await self._gateway.providers(locality_of(_text(given, "locality")))
        named = [{"key": p.key, "name": p.name.say(exchange.language)} for p in found]
        await exchange.respond(200, orjson.dumps({"providers": named}))


class BeginEndpoint:
    """`POST /auth/begin`; `pace` is shared with whatever ends a sign-in."""

    def __init__(self, gateway: Gateway, settings: HttpSettings, pace: Pace) -> None:
        self._gateway = gateway
        self._settings = settings
        self._pace = pace

    async def __call__(self, exchange: Exchange) -> None:
        given = await _given(exchange, self._settings, self._pace)
        locality, provider = (_text(given, name) for name in ("locality", "provider"))
        redirect_uri = _text(given, "redirectUri", _LONG)
        begun = await self._gateway.begin_sign_in(locality, provider, redirect_uri)
        said = {"authorizationUrl": begun.authorization_url, "binding": begun.binding}
        await exchange.respond(200, orjson.dumps(said))


class TokenEndpoint:
    """`POST /auth/token`."""

    def __init__(self, gateway: Gateway, settings: HttpSettings, pace: Pace) -> None:
        self._gateway = gateway
        self._settings = settings
        self._pace = pace

    async def __call__(self, exchange: Exchange) -> None:
        given = await _given(exchange, self._settings, self._pace)
        by = self._by_provider if "provider" in given else self._by_password
        token = await by(given, exchange)
        said = {"accessToken": token.access_token, "expiresIn": token.expires_in}
        await exchange.respond(200, orjson.dumps(said))

    async def _by_password(self, given: dict[str, Any], exchange: Exchange) -> Token:
        locality, username, password = (
            _text(given, name) for name in ("locality", "username", "password")
        )
        new_password = _text(given, "newPassword") if "newPassword" in given else None
        return await self._gateway.sign_in(
            locality, username, password, exchange.address, new_password
        )

    async def _by_provider(self, given: dict[str, Any], exchange: Exchange) -> Token:
        locality, provider = (_text(given, name) for name in ("locality", "provider"))
        came_back = {name: _text(given, name, _LONG) for name in ("code", "state", "binding")}
        return await self._gateway.finish_sign_in(locality, provider, came_back)


async def _given(exchange: Exchange, settings: HttpSettings, pace: Pace) -> dict[str, Any]:
    allow(exchange, "POST")
    pace.check(exchange.address)
    require_json(exchange.header(b"content-type"))
    body = await read_body(exchange, _BYTES, settings.body_seconds)
    return decode_object(body, depth=1)


def _text(given: dict[str, Any], name: str, longest: int = _SHORT) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= longest:
        raise refusal("BAD_REQUEST", _NO_TEXT.format(name=name, longest=longest))
    return value
