"""Privacy: masking what is shown, sealing what identifies people, finding it without reading it."""

from lianxin.privacy.ciphers import CipherName, DigestName
from lianxin.privacy.errors import (
    BrokenSeal,
    MasterKeyExposed,
    MasterKeyInvalid,
    MasterKeyMissing,
    MasterKeyWrong,
    SealingError,
    UnknownKey,
)
from lianxin.privacy.keyfiles import MASTER_KEY_VARIABLE, KeyFiles, local_sealer, master_key
from lianxin.privacy.keys import Keyring, MasterKey, WrappedKey
from lianxin.privacy.masking import mask_address, mask_name, mask_phone
from lianxin.privacy.phones import Phone, PhoneError, PhoneKind, normalize_phone, parse_phone
from lianxin.privacy.sealing import Sealer

__all__ = [
    "MASTER_KEY_VARIABLE",
    "BrokenSeal",
    "CipherName",
    "DigestName",
    "KeyFiles",
    "Keyring",
    "MasterKey",
    "MasterKeyExposed",
    "MasterKeyInvalid",
    "MasterKeyMissing",
    "MasterKeyWrong",
    "Phone",
    "PhoneError",
    "PhoneKind",
    "Sealer",
    "SealingError",
    "UnknownKey",
    "WrappedKey",
    "local_sealer",
    "mask_address",
    "mask_name",
    "mask_phone",
    "master_key",
    "normalize_phone",
    "parse_phone",
]
