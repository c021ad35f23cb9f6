"""Kinds of columns, and which kind a type annotation asks for."""

import enum
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from lianxin.language import Text


class Kind(enum.StrEnum):
    """CODE is text made of digits (phone, identity number, code) that must stay text."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    INSTANT = "instant"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True)
class Choice:
    """One value of an enumeration and what people call it."""

    value: object
    label: Text


# bool before int and datetime before date: each is a subclass of the other.
_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, Kind.YES_NO),
    (int, Kind.INTEGER),
    (float, Kind.DECIMAL),
    (Decimal, Kind.DECIMAL),
    (datetime, Kind.INSTANT),
    (date, Kind.DATE),
    (str, Kind.TEXT),
)
YES_NO = (Choice(True, Text("是", "Yes")), Choice(False, Text("否", "No")))


def kind_of(name: str, annotation: Any) -> Kind:
    """The kind of a field that is no enumeration."""
    plain = bare(annotation)
    for base, kind in _KINDS:
        if isinstance(plain, type) and issubclass(plain, base):
            return kind
    raise TypeError(f"column {name!r}: {annotation!r} is not a type of a cell")


def choices_of(annotation: Any, labels: Mapping[str, Text]) -> tuple[Choice, ...]:
    """An enumeration's or Literal's values; a member may bring its label as `label` or `text`."""
    plain = bare(annotation)
    if get_origin(plain) is Literal:
        return tuple(_choices(get_args(plain), labels))
    if isinstance(plain, type) and issubclass(plain, enum.Enum):
        own = {str(member.value): _own_label(member) for member in plain}
        named = {key: text for key, text in own.items() if text is not None}
        return tuple(_choices((member.value for member in plain), {**named, **labels}))
    return ()


def bare(annotation: Any) -> Any:
    """The type without Annotated and without `| None`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return bare(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return bare(parts[0]) if len(parts) == 1 else annotation
    return annotation


def _choices(values: Iterable[object], labels: Mapping[str, Text]) -> list[Choice]:
    return [Choice(value, labels.get(str(value), Text(str(value), str(value)))) for value in values]


def _own_label(member: enum.Enum) -> Text | None:
    for name in ("label", "text"):
        found = getattr(member, name, None)
        if isinstance(found, Text):
            return found
    return None
