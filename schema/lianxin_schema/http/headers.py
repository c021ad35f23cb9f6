"""Headers that every answer of a kind carries; few where it is hot: each costs a microsecond."""

from collections.abc import Sequence
from typing import Final

RawHeaders = Sequence[tuple[bytes, bytes]]

_NOSNIFF: Final = (b"x-content-type-options", b"nosniff")
_NOTHING_LOADS: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")

#: Data of one caller, never stored.
PRIVATE: Final[RawHeaders] = (_NOSNIFF, _NOTHING_LOADS, (b"cache-control", b"no-store"))

#: The same for every caller, asked for again by its ETag.
SHARED: Final[RawHeaders] = (_NOSNIFF, _NOTHING_LOADS, (b"cache-control", b"no-cache"))

#: What a browser shows: scripts, styles and requests of this server only, framed by nobody.
PAGE: Final[RawHeaders] = (
    _NOSNIFF,
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        b"img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"cache-control", b"no-cache"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
