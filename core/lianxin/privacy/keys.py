"""A locality's keys, each wrapped by the master key, and the ring that holds them opened."""

import base64
import binascii
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Self

from lianxin.privacy.ciphers import (
    SECRET_BYTES,
    Algorithm,
    CipherName,
    DigestName,
    decrypt,
    derive,
    encrypt,
    is_national,
)
from lianxin.privacy.errors import MasterKeyInvalid, MasterKeyWrong, UnknownKey

Purpose = Literal["seal", "index"]


@dataclass(frozen=True)
class MasterKey:
    """The one key that is kept outside the databases."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """From Base64; raises MasterKeyInvalid."""
        try:
            secret = base64.b64decode(text.strip(), validate=True)
        except (binascii.Error, ValueError):
            raise MasterKeyInvalid from None
        if len(secret) != SECRET_BYTES:
            raise MasterKeyInvalid
        return cls(secret)

    def text(self) -> str:
        """The Base64 that `parse` reads."""
        return base64.b64encode(self.secret).decode()


@dataclass(frozen=True)
class WrappedKey:
    """A key as it is stored: useless without the master key.

    `generation` counts a purpose's keys from 1; the highest is the one in use.
    """

    id: str
    locality: str
    purpose: Purpose
    algorithm: Algorithm
    generation: int
    wrapped: str


@dataclass(frozen=True)
class DataKey:
    """A key opened, in memory only."""

    id: str
    purpose: Purpose
    algorithm: Algorithm
    generation: int
    secret: bytes = field(repr=False)


class Keyring:
    """The keys of one locality: those that seal, of which old ones only open, and one for indexes.

    Whoever stores the records calls `create` once and `Keyring(master, locality, records)` later.
    """

    def __init__(self, master: MasterKey, locality: str, records: Iterable[WrappedKey]) -> None:
        self.locality = locality
        self._master = master
        self._keys = {record.id: _unwrap(master, record) for record in records}

    @classmethod
    def create(
        cls,
        master: MasterKey,
        locality: str,
        cipher: CipherName = "AES-256-GCM",
        digest: DigestName = "SHA-256",
    ) -> Self:
        """New keys; the algorithms stay with them, whatever is configured later."""
        ring = cls(master, locality, ())
        ring._add("seal", cipher)
        ring._add("index", digest)
        return ring

    @property
    def records(self) -> list[WrappedKey]:
        """All keys wrapped, to be stored; wrapped anew each time they are asked for."""
        return [_wrap(self._master, self.locality, key) for key in self._keys.values()]

    def rotate(self, cipher: CipherName | None = None) -> DataKey:
        """A new sealing key; what older ones sealed stays readable. Store `records` after it."""
        return self._add("seal", cipher or self.current("seal").algorithm)

    def rewrapped(self, master: MasterKey) -> Self:
        """The same keys under another master key."""
        ring = type(self)(master, self.locality, ())
        ring._keys = dict(self._keys)
        return ring

    def destroy(self, key_id: str | None = None) -> None:
        """Forget a key, or all of them: what they sealed is gone once the records are too."""
        if key_id is None:
            self._keys.clear()
        else:
            self._keys.pop(self.key(key_id).id)

    def key(self, key_id: str) -> DataKey:
        """Raises UnknownKey."""
        try:
            return self._keys[key_id]
        except KeyError:
            raise UnknownKey(key_id) from None

    def current(self, purpose: Purpose) -> DataKey:
        """The newest key of that purpose; raises UnknownKey where all were destroyed."""
        keys = [key for key in self._keys.values() if key.purpose == purpose]
        if not keys:
            raise UnknownKey(f"{self.locality}/{purpose}")
        return max(keys, key=lambda key: key.generation)

    def _add(self, purpose: Purpose, algorithm: Algorithm) -> DataKey:
        generations = [key.generation for key in self._keys.values() if key.purpose == purpose]
        key = DataKey(
            id=secrets.token_hex(6),
            purpose=purpose,
            algorithm=algorithm,
            generation=max(generations, default=0) + 1,
            secret=secrets.token_bytes(SECRET_BYTES),
        )
        self._keys[key.id] = key
        return key


def _wrap(master: MasterKey, locality: str, key: DataKey) -> WrappedKey:
    cipher, secret = _wrapping(master, key.algorithm)
    context = _context(key.id, locality, key.purpose, key.algorithm, key.generation)
    wrapped = base64.b64encode(encrypt(cipher, secret, key.secret, context)).decode()
    return WrappedKey(key.id, locality, key.purpose, key.algorithm, key.generation, wrapped)


def _unwrap(master: MasterKey, record: WrappedKey) -> DataKey:
    cipher, wrapping = _wrapping(master, record.algorithm)
    context = _context(
        record.id, record.locality, record.purpose, record.algorithm, record.generation
    )
    secret = decrypt(cipher, wrapping, base64.b64decode(record.wrapped), context)
    if secret is None:
        raise MasterKeyWrong(record.locality)
    return DataKey(record.id, record.purpose, record.algorithm, record.generation, secret)


def _wrapping(master: MasterKey, algorithm: Algorithm) -> tuple[CipherName, bytes]:
    """National algorithms are wrapped by a national one."""
    cipher: CipherName = "SM4-GCM" if is_national(algorithm) else "AES-256-GCM"
    return cipher, derive(cipher, master.secret, b"lianxin key wrapping")


def _context(*parts: object) -> bytes:
    return "\x1f".join(str(part) for part in ("lianxin key", *parts)).encode()
