"""Hashes of the audit's chain; each names its algorithm, so that a locality may change it."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Literal

from cryptography.hazmat.primitives import hashes

Algorithm = Literal["sha256", "sm3"]


def hashed(data: bytes, algorithm: Algorithm = "sha256") -> str:
    """`sha256:` or `sm3:` and hexadecimal digits."""
    return f"{algorithm}:{_DIGESTS[algorithm](data)}"


def chained(fields: Iterable[object], algorithm: Algorithm = "sha256") -> str:
    """The hash of fields of which none can run into its neighbour."""
    return hashed(b"".join(map(_with_length, fields)), algorithm)


def algorithm_of(value: str | None) -> Algorithm:
    """By which algorithm a stored hash was made; one that is not known is none of ours."""
    return "sm3" if (value or "").startswith("sm3:") else "sha256"


def _with_length(value: object) -> bytes:
    """Absent is `-`, and differs from empty, which is `0:`."""
    if value is None:
        return b"-"
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    data = text.encode()
    return b"%d:%s" % (len(data), data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sm3(data: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


_DIGESTS: dict[Algorithm, Callable[[bytes], str]] = {"sha256": _sha256, "sm3": _sm3}
