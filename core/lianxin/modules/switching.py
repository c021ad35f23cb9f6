"""Enabling and disabling a module; what it stored stays, and its open cases end under it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from lianxin.commands.attempt import Attempt
from lianxin.commands.values import Prose
from lianxin.database import together
from lianxin.errors import Problem, Refused, conflict
from lianxin.language import Text
from lianxin.modules.being_purged import being_purged, running
from lianxin.modules.changes import ChangeModule, as_kept
from lianxin.modules.configure import Planned, planned
from lianxin.modules.fitting import reasons_against_disabling, reasons_against_enabling
from lianxin.modules.heeding import objecting, objecting_below
from lianxin.modules.stored import (
    Found,
    find_states,
    find_states_and,
    installed_module,
    note,
    outrun,
    store,
)

_NOT_ENABLED = Text("模块 {module} 并未启用", "The module {module} is not enabled")


class EnableModule(ChangeModule):
    """With figures of its own, if given. One that is enabled already only takes the figures.

    Its plugin's tables have to be there: `carry_out` makes them first.
    """

    does: ClassVar[str] = "enable_module"
    permission: ClassVar[str | None] = "module.enable"

    settings: Mapping[str, Any] | None = Field(None, max_length=200)
    reason: Prose | None = None
    dry_run: bool = False
    accept_breaking_changes: bool = False

    async def prepare(self, attempt: Attempt) -> Any:
        return await objecting_below(attempt.locality, self.module)

    async def load(self, attempt: Attempt) -> Planned:
        attempt.subject = f"Module:{self.module}"
        plugin = self.module.partition(".")[0]
        asks = (objecting(attempt.locality, self.module), running(plugin, attempt.now))
        found, (stored, purge) = await find_states_and(
            attempt.tx, lambda session: together(session, *asks)
        )
        if purge is not None:
            raise Refused([being_purged(plugin)])
        return planned(attempt, found, self.module, self.settings or {}, stored)

    async def refusals(self, attempt: Attempt, loaded: Planned) -> list[Problem]:
        found = loaded.found
        against = reasons_against_enabling(attempt.locality.installed, found.enabled, self.module)
        return against or outrun(attempt, found)

    def apply(self, attempt: Attempt, loaded: Planned) -> dict[str, Any]:
        if loaded.changes or not loaded.found.enabled.get(self.module):
            number = store(attempt, loaded.found, self.module, enabled=True, settings=loaded.own)
            note(
                attempt,
                self.module,
                number,
                loaded.own,
                change=loaded.change,
                changes=as_kept(loaded.changes),
                reason=self.reason,
            )
            attempt.about = {"settings": loaded.change}
            attempt.tell("module_changed", "Module", 0, module=self.module, enabled=True)
        return {"module": self.module, "changes": loaded.changes}


class DisableModule(ChangeModule):
    """New cases no longer run by it; rows, figures and cases it began stay."""

    does: ClassVar[str] = "disable_module"
    permission: ClassVar[str | None] = "module.enable"

    reason: Prose | None = None
    dry_run: bool = False
    accept_breaking_changes: bool = False

    async def load(self, attempt: Attempt) -> Found:
        attempt.subject, attempt.reason = f"Module:{self.module}", self.reason
        installed_module(attempt.locality, self.module)
        return await find_states(attempt.tx)

    async def refusals(self, attempt: Attempt, loaded: Found) -> list[Problem]:
        against = reasons_against_disabling(attempt.locality.installed, loaded.enabled, self.module)
        if against or loaded.enabled.get(self.module):
            return against or outrun(attempt, loaded)
        message = _NOT_ENABLED.format(module=self.module)
        return [conflict("NOT_ENABLED", message).at("module")]

    def apply(self, attempt: Attempt, loaded: Found) -> dict[str, Any]:
        store(attempt, loaded, self.module, enabled=False)
        attempt.tell("module_changed", "Module", 0, module=self.module, enabled=False)
        return {"module": self.module, "changes": ()}
