"""One try at a command: what its steps hand from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lianxin.accounts.once import Once
from lianxin.commands.command import Command, Unchecked
from lianxin.commands.work import Work
from lianxin.context import Context, Viewer
from lianxin.database import Transaction
from lianxin.errors import Problem
from lianxin.localities import Locality
from lianxin.standings.refreshing import Touched


@dataclass
class Attempt:
    """`subject` is what the command acts on, as the audit names it: `Case:5`.

    `about` says in a few plain values what was done or tried: a digest of it is audited.
    `locks`: what is to be changed is locked when it is loaded. Else it must still be as it was seen
    when all is stored: nobody waits, but whoever is outrun has to try again.
    """

    asked: Command | Unchecked[Any]
    context: Context
    work: Work = field(default_factory=Work)
    problems: list[Problem] = field(default_factory=list)
    answer: dict[str, Any] | None = None
    prepared: Any = None
    loaded: Any = None
    subject: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    events: list[tuple[str, str, int, dict[str, Any]]] = field(default_factory=list)
    locks: bool = True
    cases: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Cases that were loaded, as they are stored: what the roll-up is changed by."""

    touched: list[Touched] = field(default_factory=list)
    closed_surveys: list[int] = field(default_factory=list)
    """What follows from them is derived once all is stored."""

    once: Once | None = None
    transaction: Transaction | None = None

    @property
    def command(self) -> Command:
        assert isinstance(self.asked, Command), "a command is checked before it is used"
        return self.asked

    @property
    def tx(self) -> Transaction:
        assert self.transaction is not None, "no step reads before the transaction has begun"
        return self.transaction

    @property
    def locality(self) -> Locality:
        return self.context.locality

    @property
    def viewer(self) -> Viewer:
        return self.context.viewer

    @property
    def now(self) -> datetime:
        return self.context.now

    def tell(self, kind: str, type_name: str, key: int, **data: Any) -> None:
        """Have an event told of what is done, if it is done."""
        self.events.append((kind, type_name, key, data))

    def touch(self, fact: str, *subjects: tuple[str, int], on: Iterable[date] = ()) -> None:
        """Have the standings of these found anew once all is stored."""
        self.touched.append(Touched(fact, subjects, tuple(on)))

    def on(self, type_name: str, key: int) -> None:
        """Say what the command acts on."""
        self.subject = f"{type_name}:{key}"
