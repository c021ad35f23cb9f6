"""What a spreadsheet of one kind of rows looks like, derived from a Pydantic model."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from lianxin.files.kinds import Choice, Kind, choices_of, kind_of
from lianxin.language import Text, listed

Row = TypeVar("Row", bound=BaseModel)

_LABEL_WIDTHS = {Kind.DATE: 12.0, Kind.INSTANT: 18.0, Kind.CODE: 20.0, Kind.YES_NO: 8.0}
_HINTS = {
    Kind.CODE: Text("文本格式", "as text"),
    Kind.INTEGER: Text("整数", "whole number"),
    Kind.DECIMAL: Text("数字", "number"),
    Kind.PERCENT: Text("百分比，如 85%", "percentage, such as 85%"),
    Kind.DATE: Text("日期，如 2026-03-01", "date, such as 2026-03-01"),
    Kind.INSTANT: Text("时间，如 2026-03-01 09:30", "time, such as 2026-03-01 09:30"),
    Kind.YES_NO: Text("是或否", "yes or no"),
}
_REQUIRED = Text("必填", "required")
_OPTIONAL = Text("可不填", "optional")
_NOTHING = Text("", "")
_CHOICES_IN_A_HINT = 8


@dataclass(frozen=True)
class Column:
    """One column of a sheet; `example` is a value of the model or the text of a cell, or None."""

    name: str
    label: Text
    kind: Kind
    required: bool
    example: Any = None
    help: Text = _NOTHING
    choices: tuple[Choice, ...] = ()
    digits: int | None = None

    @property
    def hint(self) -> Text:
        """The help with what the column expects: "必填；日期，如 2026-03-01"."""
        parts = [self.help, _REQUIRED if self.required else _OPTIONAL, self._expects()]
        return Text(
            "；".join(part.zh for part in parts if part.zh),
            "; ".join(part.en for part in parts if part.en),
        )

    @property
    def width(self) -> float:
        """In Excel's unit, about one Latin letter; a Chinese character takes two."""
        label = max(2.0 * len(self.label.zh), float(len(self.label.en))) + 4
        return min(40.0, max(label, _LABEL_WIDTHS.get(self.kind, 16.0)))

    def _expects(self) -> Text:
        if self.kind is not Kind.CHOICE:
            return _HINTS.get(self.kind, _NOTHING)
        shown = [choice.label for choice in self.choices[:_CHOICES_IN_A_HINT]]
        more = "…" if len(self.choices) > len(shown) else ""
        return Text(
            f"选项：{'、'.join(text.zh for text in shown)}{more}",
            f"one of: {', '.join(text.en for text in shown)}{more}",
        )


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A kind of rows: its key, its title and the model of a row.

    `choices` gives the columns named in it a fixed list, for what only a locality knows.
    """

    key: str
    title: Text
    row: type[Row]
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_ambiguous(self.key, self.columns)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(
            _column(name, info, tuple(self.choices.get(name, ())))
            for name, info in self.row.model_fields.items()
        )


def cell(
    zh: str,
    en: str,
    *,
    example: object = None,
    help: Text | None = None,
    kind: Kind | None = None,
    digits: int | None = None,
    choices: Mapping[str, Text] | None = None,
    default: Any = ...,
    **constraints: Any,
) -> Any:
    """A Pydantic field that is a column: `phone: str = cell("电话", "Phone", kind=Kind.CODE)`.

    `digits` is the fixed length of a code, by which zeros that Excel dropped are put back;
    `choices` names the labels of an enumeration's values.
    """
    extra: dict[str, Any] = {"zh": zh, "en": en}
    if help is not None:
        extra["help"] = {"zh": help.zh, "en": help.en}
    if kind is not None:
        extra["kind"] = kind.value
    if digits is not None:
        extra["digits"] = digits
    if choices is not None:
        extra["choices"] = {key: {"zh": text.zh, "en": text.en} for key, text in choices.items()}
    examples = None if example is None else [example]
    return Field(default, examples=examples, json_schema_extra=extra, **constraints)


def _column(name: str, info: FieldInfo, choices: tuple[Choice, ...]) -> Column:
    if info.alias or info.validation_alias:
        raise TypeError(f"column {name!r}: an alias is not supported; use the label")
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    declared = extra.get("kind")
    found = choices or choices_of(info.annotation, _texts(extra.get("choices")))
    kind = _kind(name, info, declared, bool(found))
    title = info.title or name
    digits = extra.get("digits")
    return Column(
        name=name,
        label=Text(str(extra.get("zh", title)), str(extra.get("en", title))),
        kind=kind,
        required=info.is_required(),
        example=_example(info, extra, kind),
        help=_text(extra.get("help"), info.description or ""),
        choices=found,
        digits=digits if isinstance(digits, int) else None,
    )


def _kind(name: str, info: FieldInfo, declared: Any, has_choices: bool) -> Kind:
    if has_choices:
        return Kind.CHOICE
    if declared == Kind.CHOICE:
        raise TypeError(f"column {name!r}: give its choices")
    return Kind(declared) if declared else kind_of(name, info.annotation)


def _example(info: FieldInfo, extra: Mapping[str, Any], kind: Kind) -> object:
    found: object = info.examples[0] if info.examples else extra.get("example")
    return found.value if kind is Kind.CHOICE and isinstance(found, enum.Enum) else found


def _text(value: object, otherwise: str) -> Text:
    if isinstance(value, Mapping):
        return Text(str(value.get("zh", "")), str(value.get("en", "")))
    return Text(otherwise, otherwise)


def _texts(value: object) -> dict[str, Text]:
    if not isinstance(value, Mapping):
        return {}
    return {str(key): _text(text, str(key)) for key, text in value.items()}


def _refuse_ambiguous(key: str, columns: Sequence[Column]) -> None:
    seen: dict[str, str] = {}
    for column in columns:
        for heading in {column.label.zh, column.label.en, column.name}:
            other = seen.setdefault(heading.casefold(), column.name)
            if other != column.name:
                raise TypeError(f"sheet {key!r}: {other} and {column.name} are both {heading!r}")


def labels(columns: Sequence[Column]) -> Text:
    """The columns' labels, listed."""
    return listed([column.label for column in columns])
