"""One operation on its way through the steps, and what the steps say when they refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, Undefined
from graphql.execution.values import VariableValues, VariableValueSource

from lianxin.context import Context
from lianxin.errors import LianxinError, Refused
from lianxin_schema.fields import Who
from lianxin_schema.limits.wording import worded
from lianxin_schema.planner.plan import Plan
from lianxin_schema.planner.selection import Selection

if TYPE_CHECKING:
    from lianxin_schema.compose.snapshot import Snapshot
    from lianxin_schema.planner.documents import Document, KnownOperation


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

    # parse
    known: "Document | None" = None
    operation: "KnownOperation | None" = None
    # analyse
    cost: int = 0
    coerced: Mapping[str, Any] = field(default_factory=dict)
    shapes: Mapping[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    plan_key: Any = None
    # analyse and authorise, where no plan is kept
    selection: Selection | None = None
    # analyse or plan
    plan: Plan | None = None
    # run
    rows_json: bytes | None = None
    # fill
    data: dict[str, Any] | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def variables(self) -> VariableValues:
        """The same as graphql-core wants them where it reads the arguments of a field."""
        assert self.operation is not None
        given = self.raw_variables
        sources = {
            s.name: VariableValueSource(s, given.get(s.name, Undefined))
            for s in self.operation.signatures
        }
        return VariableValues(sources, dict(self.coerced))

    @cached_property
    def who(self) -> Who:
        viewer = self.context.viewer
        return Who(viewer.permissions, viewer.roles, len(viewer.unit_ids))


class RequestRefused(Exception):
    """The operation is not executed: the answer has errors and no data."""

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        self.errors = list(errors)
        self.code: str | None = errors[0].get("extensions", {}).get("code") if errors else None
        super().__init__(str(errors[0]["message"]) if errors else "")


MOST_ERRORS = 20
LONGEST_MESSAGE = 300


def refusal(code: str, message: str, **more: Any) -> RequestRefused:
    found = {"message": message[:LONGEST_MESSAGE], **more, "extensions": {"code": code}}
    return RequestRefused([found])


def refused(error: LianxinError, language: str) -> RequestRefused:
    """A refusal of ours as the refusal of the whole operation."""
    return RequestRefused([told(error, language)])


def told(error: LianxinError, language: str) -> dict[str, Any]:
    """A refusal of ours as a GraphQL error; of several problems the first."""
    said = error.problems[0] if isinstance(error, Refused) else error
    return {"message": said.message.say(language), "extensions": {"code": said.code}}


def formatted(errors: Sequence[GraphQLError], code: str, language: str) -> list[dict[str, Any]]:
    """graphql-core's errors, bounded in number and length, each with a code."""
    return [_formatted(error, code, language) for error in errors[:MOST_ERRORS]]


def _formatted(error: GraphQLError, code: str, language: str) -> dict[str, Any]:
    message = worded(error.message[:LONGEST_MESSAGE])
    found: dict[str, Any] = {"message": message.say(language)}
    if error.locations:
        found["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        found["path"] = error.path
    found["extensions"] = {"code": (error.extensions or {}).get("code", code)}
    return found
