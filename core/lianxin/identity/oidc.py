"""OpenID Connect 1.0: authorization code with PKCE, state and nonce; the ID token is validated."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from lianxin.identity.asking import post_form
from lianxin.identity.discovery import Discovery, Metadata
from lianxin.identity.errors import IdentityNotProven, RedirectNotAllowed, UnknownProvider
from lianxin.identity.settings import OidcEnvironment, OidcSettings, oidc_settings
from lianxin.identity.states import State, spend
from lianxin.localities import Locality
from lianxin.plugins.contributions import Begun, Identity

KEY = "oidc"
ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "RS512", "ES384", "EdDSA"]
"""Signatures only: neither `none` nor what the client's secret could sign."""

LEEWAY = 60
"""Seconds that the provider's clock may differ."""

_DISCOVERY = Discovery()


def is_offered(locality: Locality) -> bool:
    return oidc_settings(locality) is not None


async def begin(locality: Locality, redirect_uri: str) -> Begun:
    """Raises RedirectNotAllowed, ProviderUnavailable."""
    settings, environment = _settings(locality), OidcEnvironment.read()
    if redirect_uri not in settings.redirect_uris:
        raise RedirectNotAllowed
    metadata = await _DISCOVERY.metadata(settings.issuer, allow_http=environment.allow_http)
    state, binding = State.new(KEY, redirect_uri, locality.clock.now())
    asked = {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": redirect_uri,
        "scope": settings.scope,
        "state": state.sealed(locality),
        "nonce": state.nonce,
        "code_challenge": create_s256_code_challenge(state.verifier),
        "code_challenge_method": "S256",
    }
    separator = "&" if "?" in metadata.authorization_endpoint else "?"
    return Begun(f"{metadata.authorization_endpoint}{separator}{urlencode(asked)}", binding)


async def finish(locality: Locality, given: Mapping[str, str]) -> Identity:
    """`given`: code, state, binding. Raises BadState, IdentityNotProven, ProviderUnavailable."""
    settings, environment = _settings(locality), OidcEnvironment.read()
    state = await spend(locality, KEY, given.get("state", ""), given.get("binding", ""))
    metadata = await _DISCOVERY.metadata(settings.issuer, allow_http=environment.allow_http)
    answer = await _exchanged(locality, settings, environment, metadata, state, given)
    claims = await _validated(settings, environment, metadata, state, answer, locality.clock.now())
    return _identity(settings, claims)


def _settings(locality: Locality) -> OidcSettings:
    settings = oidc_settings(locality)
    if settings is None:
        raise UnknownProvider
    return settings


async def _exchanged(
    locality: Locality,
    settings: OidcSettings,
    environment: OidcEnvironment,
    metadata: Metadata,
    state: State,
    given: Mapping[str, str],
) -> dict[str, Any]:
    secret = environment.secret(locality.key)
    form = {
        "grant_type": "authorization_code",
        "code": given.get("code", ""),
        "redirect_uri": state.redirect_uri,
        "code_verifier": state.verifier,
        **({} if secret else {"client_id": settings.client_id}),
    }
    auth = (settings.client_id, secret) if secret else None
    endpoint, allow_http = metadata.token_endpoint, environment.allow_http
    status, answer = await post_form(endpoint, form, auth, allow_http=allow_http)
    if status != 200 or not isinstance(answer.get("id_token"), str):
        raise IdentityNotProven("no ID token")
    return answer


async def _validated(
    settings: OidcSettings,
    environment: OidcEnvironment,
    metadata: Metadata,
    state: State,
    answer: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """OpenID Connect Core 1.0, 3.1.3.7; a key that is not known is looked for once more."""
    for anew in (False, True):
        keys = await _DISCOVERY.keys(metadata, allow_http=environment.allow_http, anew=anew)
        try:
            return _checked(settings, keys, state, answer, now)
        except (JoseError, ValueError, TypeError) as error:
            reason = f"{type(error).__name__}: {error}"
    raise IdentityNotProven(reason)


def _checked(
    settings: OidcSettings, keys: KeySet, state: State, answer: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    token = jwt.decode(answer["id_token"], keys, algorithms=ALGORITHMS)
    claims = CodeIDToken(
        token.claims,
        token.header,
        {
            "iss": {"essential": True, "value": settings.issuer},
            "aud": {"essential": True, "value": settings.client_id},
            "nonce": {"essential": True, "value": state.nonce},
        },
        {
            "client_id": settings.client_id,
            "nonce": state.nonce,
            "access_token": answer.get("access_token"),
        },
    )
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    return dict(claims)


def _identity(settings: OidcSettings, claims: Mapping[str, Any]) -> Identity:
    """Only what the provider has checked counts as a phone: by it a person is found."""
    verified = claims.get("phone_number_verified") is True
    return Identity(
        issuer=settings.issuer,
        subject=str(claims["sub"]),
        username=_text(claims, settings.account_claim) if settings.account_claim else None,
        name=_text(claims, "name"),
        phone=_text(claims, "phone_number") if verified else None,
        may_be_new=settings.create_residents,
    )


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value if isinstance(value, str) and 0 < len(value) <= 200 else None
