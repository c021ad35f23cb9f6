"""Sealing values that identify people: authenticated encryption, and an index to find them by."""

import base64
import binascii
from collections.abc import Mapping
from typing import cast

import orjson

from lianxin.privacy.ciphers import CipherName, DigestName, decrypt, encrypt, keyed_hash
from lianxin.privacy.errors import BrokenSeal
from lianxin.privacy.keys import Keyring

_VERSION = "s1"
_INDEX_HEX_DIGITS = 32  # 128 bits: two values of one locality never meet by chance


class Sealer:
    """Seals and opens the values of one locality.

    A sealed value is ASCII text, "s1:<key id>:<Base64>", and different each time. `about` says
    what it is ("core_person.phone"): a value moved to another column does not open.
    """

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def seal(self, plain: str, about: str = "") -> str:
        key = self.keyring.current("seal")
        context = self._context(key.id, about)
        sealed = encrypt(cast(CipherName, key.algorithm), key.secret, plain.encode(), context)
        return f"{_VERSION}:{key.id}:{base64.urlsafe_b64encode(sealed).decode()}"

    def unseal(self, sealed: str, about: str = "") -> str:
        """Raises UnknownKey, or BrokenSeal where anything was altered."""
        key_id, body = _parts(sealed)
        key = self.keyring.key(key_id)
        context = self._context(key_id, about)
        plain = decrypt(cast(CipherName, key.algorithm), key.secret, body, context)
        if plain is None:
            raise BrokenSeal
        return plain.decode()

    def seal_record(self, values: Mapping[str, str | None], about: str = "") -> str:
        """Several values in one seal: name, phone, address of one person."""
        return self.seal(orjson.dumps(dict(values), option=orjson.OPT_SORT_KEYS).decode(), about)

    def unseal_record(self, sealed: str, about: str = "") -> dict[str, str | None]:
        values: dict[str, str | None] = orjson.loads(self.unseal(sealed, about))
        return values

    def is_current(self, sealed: str) -> bool:
        """Whether it was sealed with the newest key; if not, seal it again after a rotation."""
        return _parts(sealed)[0] == self.keyring.current("seal").id

    def blind_index(self, value: str, about: str = "") -> str:
        """32 hex digits, the same for the same value: to find it exactly, not to read it.

        Normalise first (`normalize_phone`): another spelling is another value.
        """
        key = self.keyring.current("index")
        content = f"{about}\x1f{value}".encode()
        return keyed_hash(cast(DigestName, key.algorithm), key.secret, content).hex()[
            :_INDEX_HEX_DIGITS
        ]

    def _context(self, key_id: str, about: str) -> bytes:
        return "\x1f".join((_VERSION, key_id, self.keyring.locality, about)).encode()


def _parts(sealed: str) -> tuple[str, bytes]:
    version, _, rest = sealed.partition(":")
    key_id, colon, body = rest.partition(":")
    if version != _VERSION or not colon:
        raise BrokenSeal
    try:
        return key_id, base64.b64decode(body, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BrokenSeal from None
