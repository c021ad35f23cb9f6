"""A small OpenID provider on loopback that signs with a real key, and can be told to cheat.

With `HS256` it signs as forgers do: with the public key, in the hope that it is taken for a secret.
"""

import base64
import hmac
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from lianxin_schema.http import HttpSettings
from schema.http.serving import serving

CLIENT, SECRET = "lianxin", "client-s3cret"
KEY = RSAKey.generate_key(2048, {"kid": "1"})
ANOTHER = RSAKey.generate_key(2048, {"kid": "1"})


@dataclass
class OpenIdProvider:
    """`person` are the claims of whoever signs in; `cheats` go over those of the next token.

    A browser that is sent here comes back at once, with a code or with what `refuses`.
    """

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1"})
    cheats: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    refuses: str | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def come_back(self, authorization_url: str) -> dict[str, str]:
        """What the browser brings back to the front end after signing in there."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(authorization_url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _metadata(self, request: Request) -> JSONResponse:
        places = {"authorization": "authorize", "token": "token"}
        endpoints = {f"{k}_endpoint": f"{self.issuer}/{v}" for k, v in places.items()}
        return JSONResponse({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **endpoints})

    async def _authorize(self, request: Request) -> RedirectResponse:
        brought = {"error": self.refuses} if self.refuses else self.come_back(str(request.url))
        return RedirectResponse(f"{request.query_params['redirect_uri']}?{urlencode(brought)}", 302)

    async def _keys(self, request: Request) -> JSONResponse:
        return JSONResponse(KeySet([KEY]).as_dict(private=False))

    async def _token(self, request: Request) -> JSONResponse:
        form = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form["code"], None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64url(sha256(form["code_verifier"].encode()).digest())
        if (
            asked is None
            or request.headers["authorization"] != f"Basic {basic}"
            or form["redirect_uri"] != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], **self.person, **self.cheats}
        return JSONResponse({"token_type": "Bearer", "id_token": self._signed(claims)})

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm in ("none", "HS256"):
            head = {"alg": self.algorithm, "kid": "1"}
            signed = ".".join(base64url(orjson.dumps(part)) for part in (head, claims))
            mac = hmac.new(KEY.as_pem(private=False), signed.encode(), sha256).digest()
            return f"{signed}.{base64url(mac) if self.algorithm == 'HS256' else ''}"
        header = {"alg": self.algorithm, "kid": "1"}
        return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@asynccontextmanager
async def openid_provider() -> AsyncIterator[OpenIdProvider]:
    provider = OpenIdProvider()
    async with serving(provider.app, HttpSettings()) as address:
        provider.issuer = f"http://{address}"
        yield provider


__all__ = [
    "ANOTHER",
    "CLIENT",
    "KEY",
    "SECRET",
    "OpenIdProvider",
    "openid_provider",
]
