"""One operation on its way through the steps, and what the steps say when they refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from lianxin.context import Context
from lianxin.errors import LianxinError
from lianxin_schema.planner.plan import Plan
from lianxin_schema.planner.selection import Document

if TYPE_CHECKING:
    from lianxin_schema.compose.snapshot import Snapshot
    from lianxin_schema.planner.documents import Known


@dataclass
class Turn:
    """What is known of an operation so far; each step adds its part."""

    snapshot: "Snapshot"
    context: Context
    text: str | None
    operation_name: str | None
    raw_variables: Mapping[str, Any]
    may_mutate: bool = True
    may_stream: bool = False

    known: "Known | None" = None
    document: Document | None = None
    variables: Any = None
    shapes: Mapping[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    cost: int = 0
    plan: Plan | None = None
    rows_text: str | None = None
    data: dict[str, Any] | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)


class RequestRefused(Exception):
    """The operation is not executed: the answer has errors and no data."""

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        self.errors = list(errors)
        self.code: str | None = errors[0].get("extensions", {}).get("code") if errors else None
        super().__init__(str(errors[0]["message"]) if errors else "")


MOST_ERRORS = 20
LONGEST_MESSAGE = 300


def refusal(code: str, message: str, **more: Any) -> RequestRefused:
    return RequestRefused([{"message": message[:LONGEST_MESSAGE], **more, "extensions": {"code": code}}])


def told(error: LianxinError, language: str) -> dict[str, Any]:
    """A refusal of ours as a GraphQL error."""
    return {"message": error.message.say(language), "extensions": {"code": error.code}}


def formatted(errors: Sequence[GraphQLError], code: str) -> list[dict[str, Any]]:
    """graphql-core's errors, bounded in number and length, each with a code."""
    found = []
    for error in errors[:MOST_ERRORS]:
        one: dict[str, Any] = {"message": error.message[:LONGEST_MESSAGE]}
        if error.locations:
            one["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
        if error.path:
            one["path"] = error.path
        one["extensions"] = {"code": (error.extensions or {}).get("code", code)}
        found.append(one)
    return found
