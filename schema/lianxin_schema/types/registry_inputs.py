"""Writing records by GraphQL: inputs as the registry's model has its fields, and the mutations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import strawberry
from pydantic.fields import FieldInfo
from strawberry.utils.str_converters import to_camel_case

from lianxin.commands.records.references import BY_CODE
from lianxin.context import Context
from lianxin.errors import Problem
from lianxin.ids import parse_global_id
from lianxin.rules import Registry, RuleInForce
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.errors import UserError, user_errors

JSON: Any = strawberry.scalars.JSON
_PLAIN = (str, int, float, bool, date, datetime)


def inputs_of(
    plugin: str, short: str, entry: RuleInForce, record: type
) -> dict[str, tuple[Any, Any]]:
    """`<plugin>Record<Name>` and `<plugin>Revise<Name>`, each with its payload."""
    prefix = plugin[:1].upper() + plugin[1:]
    payload = _payload(f"{prefix}{short}Payload", record)
    given = input_type(f"{prefix}Record{short}Input", entry, whole=True)
    change = input_type(f"{prefix}Revise{short}Input", entry, whole=False)
    title = entry.rule.title
    told = f"登记：{title.zh} / Enter: {title.en}"
    entering = value(
        _enter(entry, record, payload),
        arguments={"input": given},
        permission=CHECKED,
        description=told,
    )
    revising = value(
        _revise(entry, record, payload), arguments={"input": change}, permission=CHECKED
    )
    return {
        f"{plugin}_record_{snake(short)}": (entering, payload),
        f"{plugin}_revise_{snake(short)}": (revising, payload),
    }


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def input_type(name: str, entry: RuleInForce, *, whole: bool) -> type:
    """The model's fields; of a revision only `id` is required."""
    rule = entry.rule
    assert isinstance(rule, Registry)
    annotations: dict[str, Any] = {} if whole else {"id": strawberry.ID, "version": int | None}
    members: dict[str, Any] = (
        {} if whole else {"version": strawberry.field(default=strawberry.UNSET)}
    )
    for column, field in rule.fields.model_fields.items():
        member = given_name(rule, column)
        required = whole and field.is_required() and column != rule.author
        plain = _annotation(rule, column, field)
        annotations[member] = plain if required else plain | None
        title = {"description": field.title} if field.title else {}
        default = {} if required else {"default": strawberry.UNSET}
        members[member] = strawberry.field(**default, **title)  # type: ignore[call-overload]
    made = type(name, (), {**members, "__annotations__": annotations})
    found: type = strawberry.input(made)
    return found


def given_name(rule: Registry, column: str) -> str:
    """`unit_id` is given as `unit`."""
    return column.removesuffix("_id") if column in rule.references else column


def _annotation(rule: Registry, column: str, field: FieldInfo) -> Any:
    if table := rule.references.get(column):
        return str if table in BY_CODE else strawberry.ID
    return _plain(field.annotation)


def _plain(annotation: Any) -> Any:
    """A pydantic annotation as an input has it: words are texts, what is nested is JSON."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(inner[0])
    if origin in (UnionType, Union):
        return _plain(next(a for a in inner if a is not NoneType))
    if origin is Literal:
        return str
    if origin in (list, tuple, set, frozenset):
        return list[_plain(inner[0])]  # type: ignore[misc]
    return annotation if annotation in _PLAIN else JSON


def _payload(name: str, record: type) -> type:
    annotations = {"record": record | None, "errors": list[UserError]}
    made = type(name, (), {"record": value(), "errors": value(), "__annotations__": annotations})
    found: type = value_type(access=OPEN)(made)
    return found


def _enter(entry: RuleInForce, record: type, payload: Any) -> Any:
    async def enter(_: None, context: Context, input: Mapping[str, Any]) -> Any:
        from lianxin.commands import EnterRecord, run_raw

        given = {"registry": entry.key, "fields": _columns(entry, input)}
        return _answer(context, entry, record, payload, await run_raw(EnterRecord, given, context))

    return enter


def _revise(entry: RuleInForce, record: type, payload: Any) -> Any:
    async def revise(_: None, context: Context, input: Mapping[str, Any]) -> Any:
        from lianxin.commands import ReviseRecord, run_raw

        found = parse_global_id(str(input["id"]))
        given = {
            "registry": entry.key,
            "record": found[1] if found else 0,
            "version": input.get("version"),
            "fields": _columns(entry, input),
        }
        return _answer(context, entry, record, payload, await run_raw(ReviseRecord, given, context))

    return revise


def _columns(entry: RuleInForce, input: Mapping[str, Any]) -> dict[str, Any]:
    names = _names(entry)
    return {names[name]: given for name, given in input.items() if name in names}


def _names(entry: RuleInForce) -> dict[str, str]:
    """The column of each field, by the name that clients give it."""
    rule = entry.rule
    assert isinstance(rule, Registry)
    return {to_camel_case(given_name(rule, c)): c for c in rule.fields.model_fields}


def _answer(context: Context, entry: RuleInForce, record: Any, payload: Any, outcome: Any) -> Any:
    key = outcome.values.get("record")
    name = record.__strawberry_definition__.name
    called = {column: given for given, column in _names(entry).items()}
    problems = [_as_given(problem, called) for problem in outcome.problems]
    return payload(
        record=None if key is None else Ref(name, key), errors=user_errors(context, problems)
    )


def _as_given(problem: Problem, called: Mapping[str, str]) -> Problem:
    return replace(problem, path=tuple(called.get(part, part) for part in problem.path))
