"""The providers that plugins bring, as a locality offers them; and signing in by one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.accounts.signing_in import Issued
from lianxin.identity.errors import UnknownProvider
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Begun, IdentityProvider
from lianxin.plugins.manager import Installed


@dataclass(frozen=True)
class Offered:
    """A way to sign in besides a password."""

    key: str
    name: Text


def offered(installed: Installed, locality: Locality) -> list[Offered]:
    return [Offered(p.key, p.name) for p in _providers(installed) if p.is_offered(locality)]


async def begin_sign_in(
    installed: Installed, locality: Locality, provider: str, redirect_uri: str
) -> Begun:
    """Raises UnknownProvider, and what the provider refuses."""
    return await _provider(installed, locality, provider).begin(locality, redirect_uri)


async def finish_sign_in(
    installed: Installed, locality: Locality, provider: str, given: Mapping[str, str]
) -> Issued:
    """Raises UnknownProvider, UnknownAccount, and what the provider refuses."""
    from lianxin.identity.accounts import sign_in_as

    identity = await _provider(installed, locality, provider).finish(locality, given)
    return await sign_in_as(locality, identity)


def _provider(installed: Installed, locality: Locality, key: str) -> IdentityProvider:
    for provider in _providers(installed):
        if provider.key == key and provider.is_offered(locality):
            return provider
    raise UnknownProvider


def _providers(installed: Installed) -> list[IdentityProvider]:
    collected = installed.collect("lianxin_identity_providers")
    return [provider for _, providers in collected for provider in providers]
