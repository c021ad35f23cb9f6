"""A change of modules as it is looked at before it is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.rules.base import Figure, Rule, RuleInForce, figures_in
from lianxin.rules.guard import Guard
from lianxin.rules.sql.reading import tables_read

R = TypeVar("R", bound=Rule)
LOOKED_BACK = timedelta(days=30)
"""So far back it is asked what would have been refused."""

MOST_CASES = 1_000
"""So many cases are named at most; the numbers are those of all."""


@dataclass(frozen=True)
class Cases:
    """How many there are in all, and the newest of them."""

    number: int = 0
    ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """`context` is that of whoever asks, before the change; `after` is the locality after it.

    `hidden` are cases that whoever asks must not learn of: no number counts them.
    """

    context: Context
    after: Locality
    module: str
    changed: frozenset[Figure] = frozenset()
    hidden: Sequence[int] = field(default=(), repr=False)

    @property
    def before(self) -> Locality:
        return self.context.locality

    @property
    def now(self) -> datetime:
        return self.context.now

    @property
    def today(self) -> date:
        return self.context.today

    @property
    def since(self) -> datetime:
        return self.now - LOOKED_BACK

    @property
    def first_day(self) -> date:
        return self.today - LOOKED_BACK

    @property
    def comes(self) -> bool:
        """Whether the module is enabled by it."""
        return _enabled(self.after, self.module) and not _enabled(self.before, self.module)

    @property
    def goes(self) -> bool:
        return _enabled(self.before, self.module) and not _enabled(self.after, self.module)

    def can_read(self, entry: RuleInForce, statement: Any) -> bool:
        """Whether the tables are there that a rule's statement reads: those of a plugin are made
        when its first module is enabled."""
        used = {m.plugin.key for m in self.before.composition.modules.values()}
        if self.after.composition.modules[entry.module].plugin.key in used:
            return True
        return all(table.name.startswith("core_") for table in tables_read(statement))

    def is_new(self, entry: RuleInForce) -> bool:
        return self.comes and entry.module == self.module

    def concerned(self, kind: type[R]) -> Iterator[tuple[RuleInForce, R]]:
        """The enabled rules of a kind that come with it, or read a figure that it changes."""
        for entry, rule in self.after.composition.of(kind):
            if self.is_new(entry) or not self.changed.isdisjoint(_read(rule)):
                yield entry, rule


def _enabled(locality: Locality, module: str) -> bool:
    found = locality.composition.modules.get(module)
    return found is not None and found.enabled


def _read(rule: Rule) -> set[Figure]:
    named = figures_in(rule.refuse_if) if isinstance(rule, Guard) else ()
    return {*rule.figures_read(), *named}
