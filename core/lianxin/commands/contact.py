"""Contact data of persons: masked to be read, sealed beside, found again by an index."""

from dataclasses import dataclass
from typing import Any

from lianxin.commands.values import mistake
from lianxin.privacy import PhoneError, Sealer, mask_address, mask_name, mask_phone, normalize_phone

SEALED = "core_person"
PHONE = "core_person.phone"
OF_CASE = "core_case"


@dataclass(frozen=True)
class Contact:
    """What a person left of himself; the phone in its one spelling."""

    name: str | None = None
    phone: str | None = None
    address: str | None = None

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.address)


def spelled_phone(phone: str) -> str:
    """A validator: the number in its one spelling."""
    try:
        return normalize_phone(phone)
    except PhoneError as error:
        raise mistake(PhoneError.code, error.text) from error


def columns_of(contact: Contact, sealer: Sealer, *, readable: bool = False) -> dict[str, Any]:
    """The columns of `core_person`; `readable`: an official's name and phone stand open."""
    return {
        "name": _shown(contact.name, mask_name, readable),
        "phone": _shown(contact.phone, mask_phone, readable),
        "address": _shown(contact.address, mask_address, False),
        "sealed": sealer.seal_record(vars(contact), SEALED) if contact else None,
        "phone_index": phone_index(contact.phone, sealer),
    }


def of_case(contact: Contact, sealer: Sealer) -> dict[str, Any]:
    """The columns of `core_case`, for what was left for a case alone; masked, whoever it is."""
    return {
        "contact_name": _shown(contact.name, mask_name, False),
        "contact_phone": _shown(contact.phone, mask_phone, False),
        "contact_address": _shown(contact.address, mask_address, False),
        "contact_sealed": sealer.seal_record(vars(contact), OF_CASE),
    }


def phone_index(phone: str | None, sealer: Sealer) -> str | None:
    return sealer.blind_index(phone, PHONE) if phone else None


def unsealed(sealed: str | None, sealer: Sealer, about: str = SEALED) -> Contact:
    return Contact(**sealer.unseal_record(sealed, about)) if sealed else Contact()


def _shown(value: str | None, mask: Any, readable: bool) -> str | None:
    if not value:
        return None
    shown: str = value if readable else mask(value)
    return shown
