"""Who is at the other end: the peer, or whom a trusted proxy says it speaks for."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

Network = IPv4Network | IPv6Network
_REMEMBERED = 4096
_LONGEST = 1024


class Addresses:
    """`trusted` as in HttpSettings.trusted_proxies."""

    def __init__(self, trusted: tuple[Network, ...]) -> None:
        self._trusted = trusted
        # Whoever asks asks again: to read addresses takes longer than all else here.
        self._is_trusted = lru_cache(_REMEMBERED)(self._belongs)
        self._resolved = lru_cache(_REMEMBERED)(self._resolve)

    def of(self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> str | None:
        """None where there is no peer with an address, as behind a Unix socket.

        From right to left, since each proxy appends: the first that is none of ours counts, and
        whatever stands before it is only claimed.
        """
        client = scope.get("client")
        if not client:
            return None
        address: str = client[0]
        forwarded = headers.get(b"x-forwarded-for")
        if forwarded is None or not self._is_trusted(address):
            return address
        return self._resolved(address, forwarded[-_LONGEST:])

    def _resolve(self, address: str, forwarded: bytes) -> str:
        for hop in reversed(forwarded.decode("latin-1").split(",")):
            if not _is_address(hop.strip()):
                break
            address = hop.strip()
            if not self._is_trusted(address):
                break
        return address

    def _belongs(self, address: str) -> bool:
        if not _is_address(address):
            return False
        found = ip_address(address)
        return any(found in network for network in self._trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
