"""Telephone numbers of mainland China and abroad in one spelling."""

import enum
import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from lianxin.language import Text

_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_PLAIN_MOBILE = re.compile(r"(?:\+86)?(1[3-9]\d{9})")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SHORT = re.compile(r"\d{3,6}")
# A city's own hotline as dialled from elsewhere: 0531-12345.
_CITY_HOTLINE = re.compile(r"(0\d{2,3})((?:1\d|96)\d{3})")


class PhoneKind(enum.StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"  # 400 and 800 numbers
    SHORT = "short"  # hotlines and short numbers of a network or a group
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Phone:
    """`number` is E.164 ("+8613900001234"), for short numbers the digits ("12345")."""

    number: str
    kind: PhoneKind
    extension: str = ""


class PhoneError(ValueError):
    """Not a number that can be called; the text says what to enter."""

    code = "INVALID_PHONE"

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


_INVALID = Text(
    "电话号码不对，请填 11 位手机号，或带区号的座机号，如 0537-5213456",
    "not a telephone number; enter 11 digits, or a landline with its area code",
)
_NO_AREA_CODE = Text(
    "座机号缺少区号，请填写如 0537-5213456", "the landline lacks its area code, as in 0537-5213456"
)


def normalize_phone(text: str, area_code: str = "") -> str:
    """The number in its one spelling, without extension; raises PhoneError."""
    return parse_phone(text, area_code).number


def parse_phone(text: str, area_code: str = "") -> Phone:
    """Understand a number as people write it; `area_code` ("0537") completes local ones."""
    typed = unicodedata.normalize("NFKC", text).strip()
    found = _EXTENSION.search(typed)
    extension = found[1] if found else ""
    plain = typed[: found.start()] if found else typed
    digits = re.sub(r"[\s\-().—–]", "", plain)
    if not re.fullmatch(r"\+?\d{3,20}", digits):
        raise PhoneError(_INVALID)
    if _SHORT.fullmatch(digits):
        return Phone(digits, PhoneKind.SHORT, extension)
    if hotline := _CITY_HOTLINE.fullmatch(digits):
        return Phone(f"{hotline[1]}-{hotline[2]}", PhoneKind.SHORT, extension)
    if _LOCAL.fullmatch(digits) and not digits.startswith(("400", "800")):
        if not area_code:
            raise PhoneError(_NO_AREA_CODE)
        digits = area_code + digits
    return _known(digits, extension)


def _known(digits: str, extension: str) -> Phone:
    if mobile := _PLAIN_MOBILE.fullmatch(digits):  # nearly all, and the library takes its time
        return Phone(f"+86{mobile[1]}", PhoneKind.MOBILE, extension)
    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException:
        raise PhoneError(_INVALID) from None
    spelling = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    national = str(number.national_number)
    # New ranges are in use before the library's tables know them.
    if number.country_code == 86 and _MOBILE.fullmatch(national):
        return Phone(spelling, PhoneKind.MOBILE, extension)
    if not phonenumbers.is_valid_number(number):
        raise PhoneError(_INVALID)
    return Phone(spelling, _kind(number), extension)


def _kind(number: phonenumbers.PhoneNumber) -> PhoneKind:
    if number.country_code != 86:
        return PhoneKind.FOREIGN
    if phonenumbers.number_type(number) in (PhoneNumberType.SHARED_COST, PhoneNumberType.TOLL_FREE):
        return PhoneKind.SERVICE
    return PhoneKind.LANDLINE
