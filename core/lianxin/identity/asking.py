"""Asking an OpenID provider: bounded in time and size, without following redirects."""

import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from lianxin.identity.errors import ProviderUnavailable

SECONDS = 5.0
LARGEST = 256 * 1024


async def get_json(url: str, *, allow_http: bool) -> dict[str, Any]:
    """Raises ProviderUnavailable."""
    status, found = await _asked("GET", url, allow_http)
    if status != 200:
        raise ProviderUnavailable
    return found


async def post_form(
    url: str, form: Mapping[str, str], auth: tuple[str, str] | None, *, allow_http: bool
) -> tuple[int, dict[str, Any]]:
    """Status and answer. Raises ProviderUnavailable."""
    return await _asked("POST", url, allow_http, data=dict(form), auth=auth)


async def _asked(
    method: str, url: str, allow_http: bool, **given: Any
) -> tuple[int, dict[str, Any]]:
    if urlsplit(url).scheme not in ("https", *(["http"] if allow_http else [])):
        raise ProviderUnavailable
    headers = {"accept": "application/json"}
    try:
        async with (
            httpx.AsyncClient(verify=_tls(), timeout=SECONDS, follow_redirects=False) as client,
            client.stream(method, url, headers=headers, **given) as answer,
        ):
            found = orjson.loads(await _body(answer))
    except (httpx.HTTPError, httpx.InvalidURL, orjson.JSONDecodeError):
        raise ProviderUnavailable from None
    if not isinstance(found, dict) or answer.status_code >= 500:
        raise ProviderUnavailable
    return answer.status_code, found


@cache
def _tls() -> ssl.SSLContext:
    """To read all authorities takes a quarter of a second, so once."""
    return ssl.create_default_context()


async def _body(answer: httpx.Response) -> bytes:
    body = b""
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > LARGEST:
            raise ProviderUnavailable
    return body
