"""One number has one spelling, however it was written."""

import pytest
from pydantic import BaseModel, field_validator

from lianxin.files import Sheet, cell, read_rows
from lianxin.language import Text
from lianxin.privacy import PhoneError, PhoneKind, normalize_phone, parse_phone


@pytest.mark.parametrize(
    ("typed", "number", "kind"),
    [
        ("139 0000 1234", "+8613900001234", PhoneKind.MOBILE),
        ("0086-13900001234", "+8613900001234", PhoneKind.MOBILE),
        ("１３９００００１２３４", "+8613900001234", PhoneKind.MOBILE),
        ("19912345678", "+8619912345678", PhoneKind.MOBILE),
        ("(0537)5213456", "+865375213456", PhoneKind.LANDLINE),
        ("010-62345678", "+861062345678", PhoneKind.LANDLINE),
        ("4008001234", "+864008001234", PhoneKind.SERVICE),
        ("800-820-1234", "+868008201234", PhoneKind.SERVICE),
        ("12345", "12345", PhoneKind.SHORT),
        ("110", "110", PhoneKind.SHORT),
        ("661234", "661234", PhoneKind.SHORT),
        ("053112345", "0531-12345", PhoneKind.SHORT),
        ("+852 5123 4567", "+85251234567", PhoneKind.FOREIGN),
    ],
)
def test_a_number_is_normalised(typed: str, number: str, kind: PhoneKind) -> None:
    found = parse_phone(typed)
    assert (found.number, found.kind) == (number, kind)


def test_an_extension_is_kept_apart() -> None:
    assert parse_phone("0537 5213456转801").extension == "801"
    assert normalize_phone("0537-5213456 ext. 801") == normalize_phone("05375213456")


def test_a_local_number_needs_its_area_code() -> None:
    assert normalize_phone("5213456", "0537") == "+865375213456"
    with pytest.raises(PhoneError) as refused:
        parse_phone("5213456")
    assert "区号" in refused.value.text.zh


@pytest.mark.parametrize("typed", ["", "1390000123", "电话", "+999123456789", "12", "1" * 30])
def test_what_is_no_number_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(PhoneError) as refused:
        parse_phone(typed)
    assert refused.value.code == "INVALID_PHONE"


def test_the_reason_reaches_whoever_imports_a_file() -> None:
    class Caller(BaseModel):
        phone: str = cell("电话", "Phone")

        _normal = field_validator("phone")(normalize_phone)

    sheet = Sheet("callers", Text("来电人", "Callers"), Caller)
    parsed = read_rows(sheet, "电话\n139\u00a00000 1234\n1390000\n".encode())
    assert parsed.rows[0][1].phone == "+8613900001234"
    assert parsed.bad[0].reasons[0][1].zh.startswith("电话号码不对")
