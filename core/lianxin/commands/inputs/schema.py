"""How a form asks for an action's fields: JSON Schema 2020-12 for each."""

from collections.abc import Sequence
from typing import Any

from lianxin.commands.inputs.parse import LONGEST_TEXT, LONGEST_WORD, MOST_ITEMS
from lianxin.language import Text
from lianxin.rules.workflow import Action, Input

NOTE = Input("note", Text("说明", "Note"))
"""What an action that needs a note asks for besides its own fields."""

_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": LONGEST_TEXT},
    "unit": {"type": "string", "format": "unit-code"},
    "person": {"type": "string", "format": "person-id"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "boolean": {"type": "boolean"},
}
_ITEMS = {"units": "unit", "people": "person"}


def fields_of(action: Action) -> tuple[Input, ...]:
    """Everything that is to be filled in."""
    return (*action.inputs, NOTE) if action.note_required else action.inputs


def schema_of(field: Input, language: str = "zh") -> dict[str, Any]:
    """`unit-code` and `person-id` are formats of ours: a picker belongs there."""
    schema = {"title": field.label.say(language), **_kind(field, language)}
    if field.help is not None:
        schema["description"] = field.help.say(language)
    return schema


def _kind(field: Input, language: str) -> dict[str, Any]:
    if field.kind == "choice":
        return {"type": "string", "oneOf": _choices(field, language)}
    if field.kind == "choices":
        return _list({"type": "string", "oneOf": _choices(field, language)})
    if field.kind == "tasks":
        return _list(_task(language))
    if field.kind == "words":
        return _list({"type": "string", "minLength": 1, "maxLength": LONGEST_WORD})
    if field.kind in _ITEMS:
        return _list(_PLAIN[_ITEMS[field.kind]])
    return dict(_PLAIN[field.kind])


def _choices(field: Input, language: str) -> Sequence[dict[str, str]]:
    return [{"const": term.code, "title": term.label.say(language)} for term in field.choices]


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items), "uniqueItems": True, "maxItems": MOST_ITEMS}


def _task(language: str) -> dict[str, Any]:
    titles = {
        "title": Text("任务", "Task"),
        "unit": Text("责任单位", "Unit"),
        "person": Text("责任人", "Person"),
        "startsOn": Text("开始日期", "Starts on"),
        "dueOn": Text("完成日期", "Due on"),
    }
    kinds = {"title": "text", "unit": "unit", "person": "person"}
    properties = {
        name: {**_PLAIN[kinds.get(name, "date")], "title": title.say(language)}
        for name, title in titles.items()
    }
    return {"type": "object", "properties": properties, "required": ["title"]}
