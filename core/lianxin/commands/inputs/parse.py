"""What is given for an action's fields, made into values; every mistake is named with its path."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from lianxin.calendar.bounds import is_of_our_time
from lianxin.clock import instant
from lianxin.commands.inputs.mentioned import Found
from lianxin.commands.inputs.tasks import TASK_PARTS, parse_tasks, says
from lianxin.commands.values import plain
from lianxin.errors import Problem, invalid
from lianxin.ids import parse_global_id
from lianxin.language import Text, listed, offered
from lianxin.rules.workflow import Input

MOST_ITEMS = 100
LONGEST_TEXT = 20_000
LONGEST_WORD = 100

_REQUIRED = Text("请填写“{label}”", "“{label}” is required")
_INCOMPLETE = Text("“{{label}}”每一项须写明{needed}", "Each of “{{label}}” has to say: {needed}")
_UNKNOWN = Text(
    "没有名为 {name} 的项，可填：{names}", "There is no field {name}; there are: {names}"
)
_WRONG = {
    "text": Text("“{label}”应为文字", "“{label}” should be a text"),
    "choice": Text("“{label}”应为其一：{choices}", "“{label}” should be one of: {choices}"),
    "choices": Text("“{label}”应选自：{choices}", "“{label}” should be some of: {choices}"),
    "unit": Text("“{label}”应为现有单位的代码", "“{label}” should be the code of a unit"),
    "units": Text("“{label}”应为现有单位的代码", "“{label}” should be codes of units"),
    "person": Text("“{label}”应为现有人员的编号", "“{label}” should be the ID of a person"),
    "people": Text("“{label}”应为现有人员的编号", "“{label}” should be IDs of persons"),
    "number": Text("“{label}”应为数字", "“{label}” should be a number"),
    "date": Text("“{label}”应为日期，如 2026-10-12", "“{label}” should be a date: 2026-10-12"),
    "moment": Text(
        "“{label}”应为带时区的时间，如 2026-10-12T09:30:00+08:00",
        "“{label}” should be a time with its zone: 2026-10-12T09:30:00+08:00",
    ),
    "boolean": Text("“{label}”应为 true 或 false", "“{label}” should be true or false"),
    "tasks": Text(
        "“{label}”应列出任务：title, unit, person, dueOn",
        "“{label}” should list tasks: title, unit, person, dueOn",
    ),
    "words": Text(
        f"“{{label}}”应逐条列出文字，每条不超过 {LONGEST_WORD} 字",
        f"“{{label}}” should list texts of at most {LONGEST_WORD} characters",
    ),
}


class _Wrong(Exception):
    """The value is none of its kind."""


def parse(
    inputs: Sequence[Input], given: Mapping[str, Any], found: Found
) -> tuple[dict[str, Any], list[Problem]]:
    """The values of all fields that are given, by name, and what is wrong with the others."""
    known = {i.name for i in inputs}
    problems = [_unknown(name, inputs) for name in given if name not in known]
    values: dict[str, Any] = {}
    for field in inputs:
        raw = given.get(field.name)
        if _is_empty(raw):
            problems += [_problem("REQUIRED", _REQUIRED, field)] if field.required else []
            continue
        try:
            values[field.name] = _PARSERS[field.kind](raw, field, found)
        except _Wrong:
            problems.append(_problem("INVALID_FIELD", _WRONG[field.kind], field))
            continue
        if field.needs and any(not says(task, field.needs) for task in values[field.name]):
            needed = listed([TASK_PARTS[part] for part in field.needs])
            problems.append(_problem("TASK_INCOMPLETE", _INCOMPLETE.format(needed=needed), field))
    return values, problems


def _is_empty(raw: Any) -> bool:
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def _problem(code: str, message: Text, field: Input) -> Problem:
    choices = offered((term.code, term.label) for term in field.choices)
    said = message.format(label=field.label, choices=choices)
    return invalid(code, said, "fields", field.name)


def _unknown(name: str, inputs: Sequence[Input]) -> Problem:
    names = ", ".join(i.name for i in inputs) or "-"
    return invalid("UNKNOWN_FIELD", _UNKNOWN.format(name=name, names=names), "fields", name)


def _text(raw: Any, field: Input, found: Found) -> str:
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
        raise _Wrong
    try:
        return plain(raw.strip())
    except ValueError:
        raise _Wrong from None


def _word(raw: Any, field: Input, found: Found) -> str:
    word = _text(raw, field, found)
    if not 0 < len(word) <= LONGEST_WORD:
        raise _Wrong
    return word


def _choice(raw: Any, field: Input, found: Found) -> str:
    if not isinstance(raw, str) or raw not in {term.code for term in field.choices}:
        raise _Wrong
    return raw


def _number(raw: Any, field: Input, found: Found) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not abs(raw) < 1e15:
        raise _Wrong
    return int(raw) if raw == int(raw) else raw


def _date(raw: Any, field: Input, found: Found) -> date:
    try:
        day = raw if isinstance(raw, date) else date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _Wrong from None
    if not is_of_our_time(day):
        raise _Wrong
    return day


def _moment(raw: Any, field: Input, found: Found) -> datetime:
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _Wrong from None
    if moment.tzinfo is None or not is_of_our_time(moment):
        raise _Wrong
    return instant(moment)


def _boolean(raw: Any, field: Input, found: Found) -> bool:
    if not isinstance(raw, bool):
        raise _Wrong
    return raw


def _unit(raw: Any, field: Input, found: Found) -> int:
    unit = found.units.get(raw) if isinstance(raw, str) else None
    if unit is None:
        raise _Wrong
    return unit.id


def _person(raw: Any, field: Input, found: Found) -> int:
    key = raw
    if isinstance(raw, str):
        parsed = parse_global_id(raw)
        key = parsed[1] if parsed and parsed[0] == "Person" else None
    if not isinstance(key, int) or key not in found.people:
        raise _Wrong
    return key


def _tasks(raw: Any, field: Input, found: Found) -> Any:
    try:
        return parse_tasks(raw, found)
    except ValueError:
        raise _Wrong from None


_Parser = Callable[[Any, Input, Found], Any]


def _several(one: _Parser) -> _Parser:
    def parse_all(raw: Any, field: Input, found: Found) -> list[Any]:
        if not isinstance(raw, list | tuple) or len(raw) > MOST_ITEMS:
            raise _Wrong
        return list(dict.fromkeys(one(item, field, found) for item in raw))

    return parse_all


_PARSERS: Mapping[str, _Parser] = {
    "text": _text,
    "choice": _choice,
    "choices": _several(_choice),
    "unit": _unit,
    "units": _several(_unit),
    "person": _person,
    "people": _several(_person),
    "number": _number,
    "date": _date,
    "moment": _moment,
    "boolean": _boolean,
    "tasks": _tasks,
    "words": _several(_word),
}
