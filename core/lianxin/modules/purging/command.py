"""The plugin's modules are a locality's no more; its tables are left for nobody to ask."""

from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import Select, bindparam, literal, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code
from lianxin.database import Row, Session, together
from lianxin.errors import Problem, conflict
from lianxin.language import Text
from lianxin.modules.stored import SNAPSHOT, Found, find_states_and
from lianxin.plugins.contributions import Obstacle
from lianxin.tables import Counter, ModuleState, SettingsRevision

_ENABLED = Text(
    "模块 {module} 尚在启用，请先停用", "The module {module} is enabled; disable it first"
)
_NOTHING = Text("插件 {plugin} 在此没有数据", "The plugin {plugin} has stored nothing here")
_REVISIONS = select(col(SettingsRevision.id)).where(
    col(SettingsRevision.module).like(bindparam("its_modules"))
)


class PurgePlugin(Command):
    """Its settings and their history go; `export` is the hash of the file that holds them."""

    does: ClassVar[str] = "purge_plugin"
    permission: ClassVar[str | None] = "module.enable"

    #: What every owner of data says stands in the way.
    obstacles: ClassVar[tuple[Obstacle, ...]] = ()

    plugin: Code
    export: str

    async def load(self, attempt: Attempt) -> tuple[Found, list[Row], list[Problem]]:
        attempt.subject = f"Plugin:{self.plugin}"
        found, (revisions, problems) = await find_states_and(
            attempt.tx, lambda session: _asked(session, self.plugin, self.obstacles)
        )
        return found, revisions, problems

    async def refusals(self, attempt: Attempt, loaded: Any) -> list[Problem]:
        found, _, problems = loaded
        own = {key: row for key, row in found.states.items() if self._is_own(key)}
        if not own:
            return [conflict("NOTHING_TO_PURGE", _NOTHING.format(plugin=self.plugin))]
        enabled = [key for key, row in own.items() if row.enabled]
        return [
            *(conflict("STILL_ENABLED", _ENABLED.format(module=key)) for key in enabled),
            *problems,
        ]

    def apply(self, attempt: Attempt, loaded: Any) -> dict[str, Any]:
        found, revisions, _ = loaded
        for key in filter(self._is_own, found.states):
            attempt.work.remove(ModuleState, key=key)
        for row in revisions:
            attempt.work.remove(SettingsRevision, id=row.id)
        attempt.work.change(Counter, {"name": SNAPSHOT}, n=(found.counter or 0) + 1)
        attempt.about = {"plugin": self.plugin, "export": self.export}
        attempt.tell("module_changed", "Module", 0, module=self.plugin, enabled=False)
        return {"plugin": self.plugin}

    def _is_own(self, module: str) -> bool:
        return module.partition(".")[0] == self.plugin


async def _asked(session: Session, plugin: str, obstacles: tuple[Obstacle, ...]) -> Sequence[Any]:
    return await together(
        session,
        lambda one: one.all(_REVISIONS, its_modules=f"{plugin}.%"),
        lambda one: asked(one, plugin, obstacles),
    )


async def asked(session: Session, plugin: str, obstacles: tuple[Obstacle, ...]) -> list[Problem]:
    """What stands in the way, by one statement for all owners."""
    columns = [o.rows.scalar_subquery().label(f"n{i}") for i, o in enumerate(obstacles)]
    counting: Select[Any] = select(literal(0).label("none"), *columns)
    row = await session.first(counting, its_rules=f"{plugin}.%")
    assert row is not None
    numbers = [(o, getattr(row, f"n{i}")) for i, o in enumerate(obstacles)]
    return [conflict("IN_THE_WAY", o.because.format(n=n)) for o, n in numbers if n]
