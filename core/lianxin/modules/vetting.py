"""What is asked of a module's figures, checked against its settings model."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lianxin.commands.steps.validate import problem_of
from lianxin.errors import Problem, Refused, invalid
from lianxin.language import Text
from lianxin.modules.changes import Layers

_MESSAGES = {
    "greater_than_equal": ("TOO_SMALL", Text("不能小于 {ge}", "It must be at least {ge}")),
    "greater_than": ("TOO_SMALL", Text("须大于 {gt}", "It must be more than {gt}")),
    "less_than_equal": ("TOO_LARGE", Text("不能大于 {le}", "It must be at most {le}")),
    "less_than": ("TOO_LARGE", Text("须小于 {lt}", "It must be less than {lt}")),
    "literal_error": ("NOT_A_CHOICE", Text("可选：{expected}", "Choose from {expected}")),
    "enum": ("NOT_A_CHOICE", Text("可选：{expected}", "Choose from {expected}")),
}
_BY_KIND = {
    "int": ("NOT_A_WHOLE_NUMBER", Text("应为整数", "A whole number is wanted")),
    "float": ("NOT_A_NUMBER", Text("应为数字", "A number is wanted")),
    "bool": ("NOT_YES_OR_NO", Text("应为 true 或 false", "true or false is wanted")),
    "date": ("NOT_A_DATE", Text("应为日期，如 2026-10-12", "A date is wanted, such as 2026-10-12")),
    "list": ("NOT_A_LIST", Text("应为列表", "A list is wanted")),
    "tuple": ("NOT_A_LIST", Text("应为列表", "A list is wanted")),
}


def with_change(layers: Layers, change: Mapping[str, Any]) -> Layers:
    """The layers after a change; null gives a figure back to the parent or the source.

    Raises Refused with each mistake and the path to it.
    """
    given = {name: value for name, value in change.items() if value is not None}
    kept = {name: value for name, value in layers.own.items() if name not in change}
    if strange := sorted(set(change) - set(layers.model.model_fields)):
        message = _unknown(layers)
        raise Refused([invalid("UNKNOWN_FIELD", message, "settings", n) for n in strange])
    try:
        valid = layers.model.model_validate({**layers.inherited, **kept, **given})
    except ValidationError as error:
        raise Refused([_problem(e) for e in error.errors(include_url=False)]) from None
    stored = valid.model_dump(mode="json")
    return replace(layers, own={name: stored[name] for name in {**kept, **given}})


def _unknown(layers: Layers) -> Text:
    names = ", ".join(layers.model.model_fields) or "-"
    return Text(f"没有这项参数，可设：{names}", f"There is no such figure; there are: {names}")


def _problem(error: ErrorDetails) -> Problem:
    path = ("settings", *(str(part) for part in error["loc"]))
    kind = error["type"]
    found = _MESSAGES.get(kind) or _BY_KIND.get(kind.partition("_")[0])
    if found is None and kind in ("value_error", "assertion_error"):
        found = ("INVALID", _own_words(error))
    if found is None:
        return problem_of(error).at(*path)
    code, message = found
    return invalid(code, message.format(**error.get("ctx", {})), *path)


def _own_words(error: ErrorDetails) -> Text:
    """A validator of the settings says it in both languages with `ValueError(Text(…))`."""
    raised = error.get("ctx", {}).get("error")
    said = raised.args[0] if isinstance(raised, Exception) and raised.args else error["msg"]
    return said if isinstance(said, Text) else Text(str(said), str(said))
