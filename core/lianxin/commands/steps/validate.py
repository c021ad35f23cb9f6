"""Step 1: what came in is a command, valid in itself, or every mistake is named with its path."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Unchecked
from lianxin.errors import Problem, Refused, invalid
from lianxin.language import Text

_OTHERWISE = ("INVALID", Text("填写有误，请检查", "This value is not valid"))
_MESSAGES = {
    "missing": ("REQUIRED", Text("此项必填", "This is required")),
    "extra_forbidden": ("UNKNOWN_FIELD", Text("没有这一项", "There is no such field")),
    "string_too_short": (
        "TOO_SHORT",
        Text("至少填写 {min_length} 个字", "At least {min_length} characters are needed"),
    ),
    "string_too_long": (
        "TOO_LONG",
        Text("最多填写 {max_length} 个字", "At most {max_length} characters are allowed"),
    ),
    "too_long": ("TOO_MANY", Text("最多 {max_length} 项", "At most {max_length} are allowed")),
    "too_short": ("TOO_FEW", Text("至少 {min_length} 项", "At least {min_length} are needed")),
    "string_type": ("NOT_TEXT", Text("应为文字", "A text is wanted")),
    "timezone_aware": (
        "NO_TIME_ZONE",
        Text("时间须带时区，如 2026-10-12T09:30:00+08:00", "A time needs its zone, such as +08:00"),
    ),
}


async def validate(attempt: Attempt) -> None:
    asked = attempt.asked
    if isinstance(asked, Unchecked):
        try:
            attempt.asked = asked.kind.model_validate(asked.data)
        except ValidationError as error:
            raise Refused([problem_of(e) for e in error.errors(include_url=False)]) from None


def problem_of(error: ErrorDetails) -> Problem:
    """What Pydantic found, as people are told; a command's own errors bring their `text`."""
    context = error.get("ctx", {})
    path = tuple(str(part) for part in error["loc"])
    if isinstance(own := context.get("text"), Text):
        return invalid(error["type"].upper(), own, *path)
    code, message = _MESSAGES.get(error["type"], _OTHERWISE)
    return invalid(code, message.format(**context), *path)
