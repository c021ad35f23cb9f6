"""Kinds of value that commands take: clean texts, keys as GraphQL writes them, instants."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from lianxin.calendar.bounds import NO_SUCH_TIME, is_of_our_time
from lianxin.clock import instant
from lianxin.ids import parse_global_id
from lianxin.language import Text

# Line breaks and tabs may stand in a text; no other control character, nor half of a pair.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NOT_PLAIN = Text("含有不能使用的控制字符", "There are control characters in it")
_NOT_NAMED = Text("每一项应有 name 和 value", "Each field has a name and a value")
_TWICE = Text("{name} 填写了两次", "{name} is given twice")
_NO_KEY = Text("应为 {type_name} 的编号，如 {type_name}:5", "The ID of a {type_name} is wanted")


T = TypeVar("T", bound=date)


def mistake(code: str, text: Text) -> PydanticCustomError:
    """A validator's own error, to be told in the reader's language."""
    return PydanticCustomError(code, text.en.replace("{", "{{").replace("}", "}}"), {"text": text})


def is_plain(value: str) -> bool:
    """Whether both databases can store a text."""
    return _UNWRITABLE.search(value) is None


def plain(value: str) -> str:
    if not is_plain(value):
        raise mistake("CONTROL_CHARACTERS", _NOT_PLAIN)
    return value


def key_of(*type_names: str) -> Callable[[Any], Any]:
    """Reads `Person:5`; a plain number is a key already."""

    def read(value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        parsed = parse_global_id(value) if isinstance(value, str) else None
        if parsed is None or parsed[0] not in type_names:
            raise mistake("NO_SUCH_ID", _NO_KEY.format(type_name=type_names[0]))
        return parsed[1]

    return read


def subject_of(*type_names: str) -> Callable[[Any], Any]:
    """Reads `Unit:5` as a type's name and a key."""

    def read(value: Any) -> Any:
        parsed = parse_global_id(value) if isinstance(value, str) else tuple(value)
        if not parsed or parsed[0] not in type_names:
            raise mistake("NO_SUCH_ID", _NO_KEY.format(type_name=type_names[0]))
        return parsed

    return read


def by_name(value: Any) -> Any:
    """Fields as GraphQL lists them, `[{name, value}]`, or as Python does, `{name: value}`."""
    if value is None:
        return {}
    if not isinstance(value, list):
        return value
    named: dict[str, Any] = {}
    for given in value:
        name = given.get("name") if isinstance(given, Mapping) else None
        if not isinstance(name, str) or not is_plain(name) or len(name) > 64:
            raise mistake("INVALID_FIELD", _NOT_NAMED)
        if name in named:
            raise mistake("FIELD_TWICE", _TWICE.format(name=name))
        named[name] = given.get("value")
    return named


Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(plain)]
"""One line: a title, a name."""

Prose = Annotated[str, Field(max_length=20_000), AfterValidator(plain)]
"""A longer text."""

Code = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(plain)]


def of_our_time(day: T) -> T:
    if not is_of_our_time(day):
        raise mistake("DATE_OUT_OF_RANGE", NO_SUCH_TIME)
    return day


Day = Annotated[date, AfterValidator(of_our_time)]

Moment = Annotated[AwareDatetime, AfterValidator(of_our_time), AfterValidator(instant)]
"""An instant in UTC, whole seconds."""

PersonKey = Annotated[int, BeforeValidator(key_of("Person"))]
HouseholdKey = Annotated[int, BeforeValidator(key_of("Household"))]
UnitKey = Annotated[int, BeforeValidator(key_of("Unit"))]
MotionKey = Annotated[int, BeforeValidator(key_of("Motion"))]
CaseKey = Annotated[int, BeforeValidator(key_of("Case"))]
DrawnKey = Annotated[int, BeforeValidator(key_of("Drawn"))]

Subject = Annotated[tuple[str, int], BeforeValidator(subject_of("Unit", "Person"))]
"""A unit or a person, as type and key."""

__all__ = [
    "CaseKey",
    "Code",
    "Day",
    "DrawnKey",
    "HouseholdKey",
    "Line",
    "Moment",
    "MotionKey",
    "PersonKey",
    "Prose",
    "Subject",
    "UnitKey",
    "by_name",
    "is_plain",
    "key_of",
    "mistake",
    "of_our_time",
    "plain",
    "subject_of",
]
