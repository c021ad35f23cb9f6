"""What an OpenID provider publishes of itself (OpenID Connect Discovery 1.0), and its keys."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from lianxin.identity.asking import get_json
from lianxin.identity.errors import ProviderUnavailable

FRESH_SECONDS = 600.0
MOST = 256


@dataclass(frozen=True)
class Metadata:
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Discovery:
    """Remembers what it read for ten minutes; one for a process."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Any]] = {}

    async def metadata(self, issuer: str, *, allow_http: bool) -> Metadata:
        """Raises ProviderUnavailable, also where the document is another issuer's."""
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        document = await self._read(url, allow_http)
        try:
            found = Metadata(**{name: str(document[name]) for name in Metadata.__annotations__})
        except KeyError:
            raise ProviderUnavailable from None
        if found.issuer != issuer:
            raise ProviderUnavailable
        return found

    async def keys(self, metadata: Metadata, *, allow_http: bool, anew: bool = False) -> KeySet:
        """`anew`: a provider that has just changed its keys is asked again."""
        if anew:
            self._known.pop(metadata.jwks_uri, None)
        document = await self._read(metadata.jwks_uri, allow_http)
        try:
            return KeySet.import_key_set(document)  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError):
            raise ProviderUnavailable from None

    async def _read(self, url: str, allow_http: bool) -> dict[str, Any]:
        known = self._known.get(url)
        if known is not None and known[0] > monotonic():
            document: dict[str, Any] = known[1]
            return document
        document = await get_json(url, allow_http=allow_http)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[url] = (monotonic() + FRESH_SECONDS, document)
        return document
