"""Identifiers: random keys, global GraphQL IDs, and codes that tell nothing about order."""

import hashlib
import os
import secrets
import struct

# Crockford's base 32: no I, L, O, U, so that a code can be read out on the telephone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


_AT_ONCE = 256
_keys: list[int] = []


def new_id() -> int:
    """A random positive 63-bit key: rows betray neither their number nor their order. They are
    fetched from the system many at a time: asking it costs more than all else."""
    while True:
        try:
            return _keys.pop()
        except IndexError:
            drawn = struct.unpack(f"{_AT_ONCE}Q", os.urandom(_AT_ONCE * 8))
            _keys.extend(key >> 1 or 1 for key in drawn)


# A child would give out the same keys as its parent.
os.register_at_fork(after_in_child=_keys.clear)


def new_code(length: int = 8) -> str:
    """A code for people, such as `7K3F-9QX2`; not sequential, so nothing can be counted by it."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(length))
    return "-".join(letters[i : i + 4] for i in range(0, length, 4))


def new_receipt() -> str:
    """Sixteen digits with which whoever has no account looks the case up."""
    digits = f"{secrets.randbelow(10**16):016d}"
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


def receipt_hash(receipt: str) -> str:
    """How a receipt is stored: separators do not matter."""
    digits = "".join(ch for ch in receipt if ch.isdigit())
    return hashlib.sha256(digits.encode()).hexdigest()


def global_id(type_name: str, key: int) -> str:
    """The GraphQL ID of a row: `Case:5`."""
    return f"{type_name}:{key}"


def parse_global_id(value: str) -> tuple[str, int] | None:
    """Type name and key of a GraphQL ID, or None where the text is no such ID."""
    name, colon, digits = value.partition(":")
    if not colon or not name.isidentifier() or not digits.isascii() or not digits.isdigit():
        return None
    key = int(digits[:20])
    return (name, key) if 0 < key < 2**63 else None
