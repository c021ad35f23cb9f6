"""What is stored of modules, found and locked by whoever is about to change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from lianxin.builtin.states import state_of
from lianxin.commands.attempt import Attempt
from lianxin.database import Asking, Row, Transaction, together
from lianxin.errors import Problem, Refused, conflict, not_found
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.modules.changes import Layers
from lianxin.modules.figures import inherited_values
from lianxin.plugins.manifest import Module, Plugin
from lianxin.tables import Counter, ModuleState, SettingsRevision

SNAPSHOT = "snapshot"
MODULES_CHANGED = "MODULES_CHANGED"
_COUNTER = select(col(Counter.n)).where(col(Counter.name) == SNAPSHOT).with_for_update()
_STATES = select(
    col(ModuleState.key),
    col(ModuleState.enabled),
    col(ModuleState.settings),
    col(ModuleState.revision),
)
_UNKNOWN = Text(
    "没有名为 {module} 的模块，已安装：{known}",
    "There is no module {module}; installed are: {known}",
)


_OUTRUN = Text(
    "其他人刚刚变更了模块，请重试", "Somebody else changed modules just now; please try again"
)


@dataclass(frozen=True)
class Found:
    """All modules' states, as nobody else can change them until the transaction ends."""

    counter: int | None
    states: Mapping[str, Row]

    @property
    def enabled(self) -> dict[str, bool]:
        return {key: row.enabled for key, row in self.states.items()}

    def own(self, module: str) -> Mapping[str, Any]:
        row = self.states.get(module)
        return row.settings if row is not None else {}

    def revision(self, module: str) -> int:
        row = self.states.get(module)
        return row.revision if row is not None else 0


async def find_states(tx: Transaction) -> Found:
    # The counter's row is the lock: it is changed with every change of a module.
    counter = await tx.scalar(_COUNTER)
    return Found(counter, {row.key: row for row in await tx.all(_STATES)})


async def find_states_and(tx: Transaction, ask: Asking[Any]) -> tuple[Found, Any]:
    """The same, and beside it something else that is read under the lock."""
    counter = await tx.scalar(_COUNTER)
    states, found = await together(tx, lambda session: session.all(_STATES), ask)
    return Found(counter, {row.key: row for row in states}), found


def outrun(attempt: Attempt, found: Found) -> list[Problem]:
    """What was worked out beforehand is worth nothing where the modules are others by now."""
    stored = state_of(attempt.locality.installed, found.enabled)
    if stored == dict(attempt.locality.composition.shape):
        return []
    return [conflict(MODULES_CHANGED, _OUTRUN)]


def installed_module(locality: Locality, key: str) -> tuple[Plugin, Module]:
    """Raises Refused where nothing of that key is installed."""
    known = {p.module_key(m): (p, m) for p in locality.installed for m in p.modules}
    if key not in known:
        raise Refused([unknown_module(key, sorted(known))])
    return known[key]


def unknown_module(key: str, known: list[str]) -> Problem:
    return not_found(_UNKNOWN.format(module=key, known=", ".join(known)), "module")


def layers_of(locality: Locality, found: Found, key: str) -> Layers:
    _, module = installed_module(locality, key)
    inherited = inherited_values(locality.figures.inherited, key)
    return Layers(module.settings, found.own(key), inherited)


def store(attempt: Attempt, found: Found, key: str, **columns: Any) -> int:
    """Have a module's state stored and everybody notice it; the number of this revision."""
    work, number = attempt.work, found.revision(key) + 1
    values = {**columns, "revision": number, "changed_at": attempt.now}
    if key in found.states:
        work.change(ModuleState, {"key": key}, **values)
    else:
        in_force = attempt.locality.composition.modules.get(key)
        state = {"enabled": in_force is not None and in_force.enabled, **values}
        work.add(ModuleState(key=key, plugin=key.partition(".")[0], **state))
    if found.counter is None:
        work.add(Counter(name=SNAPSHOT, n=1))
    else:
        work.change(Counter, {"name": SNAPSHOT}, n=found.counter + 1)
    return number


def note(attempt: Attempt, key: str, number: int, own: Mapping[str, Any], **columns: Any) -> None:
    """Have it stand in the history what the module's figures are from now on."""
    attempt.work.add(
        SettingsRevision(
            module=key,
            number=number,
            at=attempt.now,
            by=attempt.viewer.username or "system",
            settings=dict(own),
            **columns,
        )
    )
