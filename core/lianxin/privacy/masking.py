"""Contact data as anyone may see it: 139****1234, 张**, an address down to its village."""

import re
import unicodedata

import phonenumbers
from phonenumbers import shortnumberinfo

from lianxin.privacy.phones import Phone, PhoneError, PhoneKind, parse_phone

_HIDDEN = "**"
_HIDDEN_DIGITS = "****"
_MASKED_PHONE = re.compile(r"[+\d-]{0,5}\*{4}\d{0,4}")

# Family names of two characters (百家姓 and those still borne); none is a usual given name
# after a single one, and names of two characters are never taken apart here.
_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
        "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
        "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
        "南荣东里东宫仲长即墨达奚褚师纳兰完颜耶律叶赫那拉",
    )
)

# A level's name may begin with any character (市中区, 镇平县), but then holds no other level's
# ending; a number, or what follows one, is never part of it.
_NAME = r"[\u4e00-\u9fff](?:(?!街道|社区|小区)[^\W\d_a-zA-Z省市区县旗镇乡村号栋幢室]){0,8}"
_LEVELS = (
    r"省|自治区|特别行政区|市",
    r"市|自治州|地区|盟",
    r"区|县|市|旗",
    r"街道办事处|街道|镇|乡|苏木",
    r"村|社区|嘎查",
)
_PUBLIC_ADDRESS = re.compile("".join(f"(?:{_NAME}(?:{ending}))?" for ending in _LEVELS))


def mask_name(name: str) -> str:
    """The family name and two stars, however long the rest is: 张**, 欧阳**, J**."""
    plain = unicodedata.normalize("NFC", name).strip()
    if len(plain) > 2 and plain[:2] in _COMPOUND:
        return plain[:2] + _HIDDEN
    return plain[:1] + _HIDDEN if plain else ""


def mask_phone(phone: str) -> str:
    """Enough to recognise one's own number; public hotlines are shown whole."""
    plain = phone.strip()
    if not plain or _MASKED_PHONE.fullmatch(plain):
        return plain
    try:
        return _mask(parse_phone(plain))
    except PhoneError:
        return _HIDDEN_DIGITS


def mask_address(address: str) -> str:
    """Down to the street office and the village or community, without road and house."""
    plain = "".join(unicodedata.normalize("NFKC", address).split())
    if not plain:
        return ""
    found = _PUBLIC_ADDRESS.match(plain)
    public = found[0] if found else ""
    return public if public == plain else public + _HIDDEN


def _mask(phone: Phone) -> str:
    number = phone.number
    match phone.kind:
        case PhoneKind.MOBILE:
            return f"{number[3:6]}{_HIDDEN_DIGITS}{number[-4:]}"
        case PhoneKind.SERVICE:
            return f"{number[3:6]}{_HIDDEN_DIGITS}{number[-3:]}"
        case PhoneKind.LANDLINE:
            return f"{_area_code(number)}-{_HIDDEN_DIGITS}{number[-3:]}"
        case PhoneKind.FOREIGN:
            return f"+{phonenumbers.parse(number).country_code}{_HIDDEN_DIGITS}{number[-3:]}"
        case PhoneKind.SHORT:
            return number if _is_hotline(number) else _HIDDEN_DIGITS + number[-2:]


def _area_code(number: str) -> str:
    """010 and 02x have three digits, all others four, the trunk zero included."""
    return "0" + (number[3:5] if number[3] in "12" else number[3:6])


def _is_hotline(number: str) -> bool:
    hotline = number.rpartition("-")[2]
    parsed = phonenumbers.parse(hotline, "CN")
    return shortnumberinfo.is_valid_short_number_for_region(parsed, "CN")
