"""The plugin's modules are a locality's no more; its tables are left for nobody to ask."""

from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import Select, bindparam, literal, select
from sqlmodel import col

from lianxin.builtin.core import PLUGIN as CORE
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code, Prose
from lianxin.database import Row, Session, together
from lianxin.errors import Problem, conflict, invalid
from lianxin.language import Text
from lianxin.modules.being_purged import being_purged, running
from lianxin.modules.stored import SNAPSHOT, Found, find_states_and
from lianxin.plugins.contributions import Obstacle
from lianxin.tables import Counter, ModuleState, Purge, SettingsRevision

_ENABLED = Text(
    "模块 {module} 尚在启用，请先停用", "The module {module} is enabled; disable it first"
)
_NOTHING = Text("插件 {plugin} 在此没有数据", "The plugin {plugin} has stored nothing here")
_CORE = Text("核心的数据不能清除", "What the core stored cannot be removed")
_CONFIRM = Text(
    "请在 confirm 中填写 {plugin}，以确认删除其全部数据",
    "Write {plugin} into `confirm`, to confirm that all of its data goes",
)
_REVISIONS = select(col(SettingsRevision.id)).where(
    col(SettingsRevision.module).like(bindparam("its_modules"))
)


class OfPlugin(Command):
    """What both commands ask: is it disabled, is there anything, what stands in the way."""

    permission: ClassVar[str | None] = "module.enable"

    #: What every owner of data says stands in the way.
    obstacles: ClassVar[tuple[Obstacle, ...]] = ()
    #: Whether tables of it are here, though perhaps no module.
    has_tables: ClassVar[bool] = False

    plugin: Code
    reason: Prose | None = None

    async def load(self, attempt: Attempt) -> tuple[Found, list[Row], list[Problem], Row | None]:
        attempt.subject, attempt.reason = f"Plugin:{self.plugin}", self.reason
        found, (revisions, problems, busy) = await find_states_and(
            attempt.tx, lambda session: self._asked(session, attempt)
        )
        return found, revisions, problems, busy

    async def refusals(self, attempt: Attempt, loaded: Any) -> list[Problem]:
        found, _, problems, _ = loaded
        own = {key: row for key, row in found.states.items() if self._is_own(key)}
        if self.plugin == CORE.key:
            return [conflict("CORE_MODULE", _CORE).at("plugin")]
        if not own and not self.has_tables:
            return [conflict("NOTHING_TO_PURGE", _NOTHING.format(plugin=self.plugin))]
        enabled = [key for key, row in own.items() if row.enabled]
        return [
            *(conflict("STILL_ENABLED", _ENABLED.format(module=key)) for key in enabled),
            *problems,
        ]

    def _is_own(self, module: str) -> bool:
        return module.partition(".")[0] == self.plugin

    async def _asked(self, session: Session, attempt: Attempt) -> Sequence[Any]:
        return await together(
            session,
            lambda one: one.all(_REVISIONS, its_modules=f"{self.plugin}.%"),
            lambda one: asked(one, self.plugin, self.obstacles),
            running(self.plugin, attempt.now),
        )


class BeginPurge(OfPlugin):
    """From now on somebody works on it; `confirm` is the plugin's key, as it was typed."""

    does: ClassVar[str] = "begin_purge"

    confirm: str = ""

    async def refusals(self, attempt: Attempt, loaded: Any) -> list[Problem]:
        *_, busy = loaded
        problems = await super().refusals(attempt, loaded)
        if busy is not None:
            problems = [being_purged(self.plugin), *problems]
        if not problems and self.confirm != self.plugin:
            return [invalid("NOT_CONFIRMED", _CONFIRM.format(plugin=self.plugin), "confirm")]
        return problems

    def apply(self, attempt: Attempt, loaded: Any) -> dict[str, Any]:
        by = attempt.viewer.username or "system"
        purge = Purge(
            plugin=self.plugin, at=attempt.now, by=by, reason=self.reason, seen_at=attempt.now
        )
        attempt.work.add(purge)
        attempt.about = {"plugin": self.plugin}
        return {"purge": purge.id}


class PurgePlugin(OfPlugin):
    """Its settings and their history go; `export` is the hash of the file that holds them."""

    does: ClassVar[str] = "purge_plugin"

    export: str

    def apply(self, attempt: Attempt, loaded: Any) -> dict[str, Any]:
        found, revisions, *_ = loaded
        for key in filter(self._is_own, found.states):
            attempt.work.remove(ModuleState, key=key)
        for row in revisions:
            attempt.work.remove(SettingsRevision, id=row.id)
        attempt.work.change(Counter, {"name": SNAPSHOT}, n=(found.counter or 0) + 1)
        attempt.about = {"plugin": self.plugin, "export": self.export}
        attempt.tell("module_changed", "Module", 0, module=self.plugin, enabled=False)
        return {"plugin": self.plugin}


async def asked(session: Session, plugin: str, obstacles: tuple[Obstacle, ...]) -> list[Problem]:
    """What stands in the way, by one statement for all owners."""
    columns = [o.rows.scalar_subquery().label(f"n{i}") for i, o in enumerate(obstacles)]
    counting: Select[Any] = select(literal(0).label("none"), *columns)
    row = await session.first(counting, its_rules=f"{plugin}.%")
    assert row is not None
    numbers = [(o, getattr(row, f"n{i}")) for i, o in enumerate(obstacles)]
    return [conflict("IN_THE_WAY", o.because.format(n=n)) for o, n in numbers if n]
