"""What is told of a meeting besides: whom a visit was paid to, and whatever its rules ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from lianxin.commands.values import is_plain, mistake
from lianxin.ids import parse_global_id
from lianxin.language import Text

TARGETS = {"units": "Unit", "households": "Household", "people": "Person"}
"""Fields that list targets: units and households by code, persons by ID."""

MOST_FIELDS, MOST_TARGETS, LONGEST = 50, 1_000, 8_000

_MANY = Text("最多 {most} 项", "At most {most} fields are allowed")
_LIST = Text("{name} 应为列表", "{name} should be a list")
_LONG = Text("{name} 过长或含有不能使用的字符", "{name} is too long or has control characters")


@dataclass(frozen=True)
class MeetingFields:
    """`targets` by the field that lists them; `data` is kept with the meeting."""

    targets: Mapping[str, tuple[Any, ...]]
    data: Mapping[str, Any]


def checked(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """A validator: so many fields, of such a size, with lists where targets are named."""
    if len(fields) > MOST_FIELDS:
        raise mistake("TOO_MANY", _MANY.format(most=MOST_FIELDS))
    for name, value in fields.items():
        if name in TARGETS and not _is_list(value):
            raise mistake("NOT_A_LIST", _LIST.format(name=name))
        if name not in TARGETS and not _is_small(value):
            raise mistake("TOO_LONG", _LONG.format(name=name))
    return fields


def told_apart(fields: Mapping[str, Any]) -> MeetingFields:
    targets = {name: tuple(dict.fromkeys(fields.get(name) or ())) for name in TARGETS}
    targets["people"] = tuple(_person(value) for value in targets["people"])
    data = {name: v for name, v in fields.items() if name not in TARGETS and v is not None}
    return MeetingFields(targets, data)


def _is_list(value: Any) -> bool:
    if value is None:
        return True
    return (
        isinstance(value, list | tuple)
        and len(value) <= MOST_TARGETS
        and all(isinstance(v, str | int) and len(str(v)) <= 64 and is_plain(str(v)) for v in value)
    )


def _is_small(value: Any) -> bool:
    try:
        text = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        return False
    return len(text) <= LONGEST and b"\\u00" not in text


def _person(value: Any) -> int:
    """0, which nobody has, for what is no person's ID."""
    if isinstance(value, int):
        return value if 0 < value < 2**63 else 0
    parsed = parse_global_id(value)
    return parsed[1] if parsed and parsed[0] == "Person" else 0
