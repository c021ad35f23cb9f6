"""What a command is: what somebody asks to be done, and how it is done."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from lianxin.errors import Problem

if TYPE_CHECKING:
    from lianxin.commands.attempt import Attempt
    from lianxin.localities import Locality


class Given(BaseModel):
    """A part of what is given with a command; named as front ends write it or as Python does."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
        serialize_by_alias=True,
    )


class Command(Given):
    """Data that is valid in itself, and the three things that are done with it.

    `load` reads all it needs in one statement; `refusals` asks every rule, in at most one more;
    `apply` collects the writes in `attempt.work` and returns the answer. None of them writes,
    but for one whose `apply` is async: it hands over to a domain function that stores and audits
    by itself, through `attempt.tx` (`audits_itself`).
    `does` stands in the audit; whoever lacks `permission` is refused before anything is read.
    """

    does: ClassVar[str]
    permission: ClassVar[str | None] = None
    audits_itself: ClassVar[bool] = False

    def needed(self, locality: "Locality") -> str | None:
        """The permission without which the command is refused."""
        return self.permission

    def is_anonymous(self) -> bool:
        """Whether nothing may be stored that could name whoever gives the command."""
        return False

    async def prepare(self, attempt: "Attempt") -> Any:
        """What takes a while and needs no transaction; in `attempt.prepared` from then on."""
        return None

    async def load(self, attempt: "Attempt") -> Any:
        """What the rules look at. Raises Refused where there is nothing to act on."""
        return None

    async def refusals(self, attempt: "Attempt", loaded: Any) -> Sequence[Problem]:
        return ()

    def recalled(self, answer: dict[str, Any]) -> dict[str, Any]:
        """An earlier answer, as it is after it was kept as JSON."""
        return answer

    def apply(self, attempt: "Attempt", loaded: Any) -> dict[str, Any] | Awaitable[dict[str, Any]]:
        raise NotImplementedError


class NothingToDo(Exception):
    """Raised by `load` where it is done already, or somebody else is about to."""


C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Unchecked(Generic[C]):
    """A command as it came in: `Unchecked(SubmitCase, {"title": …})`."""

    kind: type[C]
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of a command: `values` where it was done, else the problems, and nothing stored."""

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        return not self.problems
