"""A root field of writing for a command that changes one row: its payload, and what carries it out."""

from typing import Any

from lianxin.context import Context
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.errors import UserError, user_errors


def payload_of(name: str, member: str, row: Any) -> Any:
    """`<name>Payload { <member> errors }`."""
    annotations = {member: row | None, "errors": list[UserError]}
    made = type(
        f"{name}Payload", (), {member: value(), "errors": value(), "__annotations__": annotations}
    )
    return value_type(access=OPEN)(made)


def carrying_out(command: str, member: str, payload: Any, *, type_name: str | None = None) -> Any:
    """Runs a command of `lianxin.commands`; its answer names the row under `member`."""
    row = type_name or member.capitalize()

    async def carry_out(_: None, context: Context, input: Any) -> Any:
        from lianxin import commands

        outcome = await commands.run_raw(getattr(commands, command), input, context)
        key = outcome.values.get(member)
        found = None if key is None else Ref(row, key)
        return payload(**{member: found}, errors=user_errors(context, outcome.problems))

    return carry_out


def command_field(command: str, input: type, member: str, payload: Any, description: str) -> Any:
    """`add_task: AddTaskPayload = command_field("AddTask", AddTaskInput, "task", AddTaskPayload,
    "…")`."""
    read = carrying_out(command, member, payload)
    return value(read, arguments={"input": input}, permission=CHECKED, description=description)
