"""Built-in plugin `identity`: OpenID Connect, for localities with a provider of their own.

Passwords are no provider: they are what a locality has when nobody else vouches for a person, with
lockouts and changes that a provider has itself.
"""

from collections.abc import Mapping, Sequence

from lianxin.identity.settings import OidcSettings, oidc_settings
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Begun, Identity, IdentityProvider
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin

NAME = Text("统一身份认证", "Single sign-on")
OIDC = Module(key="oidc", name=NAME, settings=OidcSettings)
PLUGIN = Plugin(key="identity", name=Text("身份认证", "Identity"), version="0.1.0", modules=(OIDC,))


def is_offered(locality: Locality) -> bool:
    return oidc_settings(locality) is not None


async def begin(locality: Locality, redirect_uri: str) -> Begun:
    from lianxin.identity import oidc  # loads libraries that most processes never need

    return await oidc.begin(locality, redirect_uri)


async def finish(locality: Locality, given: Mapping[str, str]) -> Identity:
    from lianxin.identity import oidc

    return await oidc.finish(locality, given)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_identity_providers() -> Sequence[IdentityProvider]:
    return [
        IdentityProvider(key="oidc", name=NAME, is_offered=is_offered, begin=begin, finish=finish)
    ]
