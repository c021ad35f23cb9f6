"""Changing a module's figures: now, on a day to come, or back to what they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from pydantic import Field
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.values import Prose
from lianxin.database import Asking, Row, together
from lianxin.errors import Problem, Refused, conflict, invalid, not_found
from lianxin.language import Text
from lianxin.modules.changes import ChangeModule, SettingChange, as_kept, changes_between
from lianxin.modules.heeding import heed, objecting, objecting_below
from lianxin.modules.stored import (
    Found,
    find_states_and,
    layers_of,
    note,
    store,
)
from lianxin.modules.vetting import with_change
from lianxin.tables import SettingsRevision

_NOT_IN_USE = Text(
    "模块 {module} 尚未启用，请先启用", "The module {module} was never enabled; enable it"
)
_PAST = Text("生效日期不能早于今天", "The day on which it takes effect cannot be past")
_NO_REVISION = Text("没有第 {number} 版设置", "There is no revision {number} of these settings")
_NOT_WAITING = Text(
    "第 {number} 版已生效或已撤回", "Revision {number} has been applied or withdrawn"
)
_REVISION = select(
    col(SettingsRevision.id),
    col(SettingsRevision.settings),
    col(SettingsRevision.applied),
    col(SettingsRevision.withdrawn),
).where(
    col(SettingsRevision.module) == bindparam("module"),
    col(SettingsRevision.number) == bindparam("number"),
)


@dataclass(frozen=True)
class Planned:
    """A change that is valid: what was asked, what the locality has set itself after it."""

    found: Found
    change: Mapping[str, Any]
    own: Mapping[str, Any]
    changes: tuple[SettingChange, ...]


class ConfigureModule(ChangeModule):
    """`settings` names the figures to change; null gives one back to the parent or the source."""

    does: ClassVar[str] = "configure_module"
    permission: ClassVar[str | None] = "module.configure"

    settings: Mapping[str, Any] = Field(max_length=200)
    reason: Prose | None = None
    effective_on: date | None = None
    dry_run: bool = False

    async def prepare(self, attempt: Attempt) -> Any:
        return await objecting_below(attempt.locality, self.module)

    async def load(self, attempt: Attempt) -> Planned:
        attempt.subject = f"Module:{self.module}"
        ask = objecting(attempt.locality, self.module)
        found, stored = await find_states_and(attempt.tx, ask)
        return planned(attempt, found, self.module, self.settings, stored)

    async def refusals(self, attempt: Attempt, loaded: Planned) -> list[Problem]:
        problems = refusals_of_unused(attempt, self.module)
        if self.effective_on and self.effective_on < attempt.context.today:
            problems.append(invalid("IN_THE_PAST", _PAST, "effectiveOn"))
        return problems

    def apply(self, attempt: Attempt, loaded: Planned) -> dict[str, Any]:
        waits = self.effective_on is not None and self.effective_on > attempt.context.today
        return apply_plan(
            attempt, self.module, loaded, self.reason, self.effective_on, applied=not waits
        )


class PutBackSettings(ChangeModule):
    """The figures as they were after an earlier revision; 0: before the first."""

    does: ClassVar[str] = "put_back_settings"
    permission: ClassVar[str | None] = "module.configure"

    number: int
    reason: Prose | None = None
    dry_run: bool = False

    async def prepare(self, attempt: Attempt) -> Any:
        return await objecting_below(attempt.locality, self.module)

    async def load(self, attempt: Attempt) -> Planned:
        attempt.subject = f"Module:{self.module}"
        asks = _revision(self.module, self.number), objecting(attempt.locality, self.module)
        found, (row, stored) = await find_states_and(
            attempt.tx, lambda session: together(session, *asks)
        )
        if self.number and (row is None or not row.applied):
            message = _NO_REVISION.format(number=self.number)
            raise Refused([not_found(message, "number")])
        gone = dict.fromkeys(found.own(self.module), None)
        restored = row.settings if row is not None else {}
        return planned(attempt, found, self.module, {**gone, **restored}, stored)

    def apply(self, attempt: Attempt, loaded: Planned) -> dict[str, Any]:
        return apply_plan(attempt, self.module, loaded, self.reason)


class WithdrawSettings(ChangeModule):
    """A change that waits for its day is not to happen."""

    does: ClassVar[str] = "withdraw_settings"
    permission: ClassVar[str | None] = "module.configure"

    number: int
    reason: Prose | None = None

    async def load(self, attempt: Attempt) -> Any:
        attempt.subject = f"Module:{self.module}"
        attempt.reason, attempt.about = self.reason, {"number": self.number}
        _, row = await find_states_and(attempt.tx, _revision(self.module, self.number))
        if row is None:
            raise Refused([not_found(_NO_REVISION.format(number=self.number), "number")])
        return row

    async def refusals(self, attempt: Attempt, loaded: Any) -> list[Problem]:
        if loaded.applied or loaded.withdrawn:
            return [conflict("NOT_WAITING", _NOT_WAITING.format(number=self.number))]
        return []

    def apply(self, attempt: Attempt, loaded: Any) -> dict[str, Any]:
        attempt.work.change(SettingsRevision, loaded.id, withdrawn=True)
        attempt.tell("module_changed", "Module", 0, module=self.module)
        return {"module": self.module, "changes": ()}


def _revision(module: str, number: int) -> Asking[Row | None]:
    return lambda session: session.first(_REVISION, module=module, number=number)


def planned(
    attempt: Attempt, found: Found, module: str, change: Mapping[str, Any], stored: Any
) -> Planned:
    """Raises Refused where the figures would not be valid, or something `stored` is against it."""
    before = layers_of(attempt.locality, found, module)
    after = with_change(before, change)
    heed(attempt.locality, module, stored, before, after, attempt.prepared or ())
    return Planned(found, dict(change), after.own, changes_between(before, after))


def apply_plan(
    attempt: Attempt,
    module: str,
    plan: Planned,
    reason: str | None = None,
    effective_on: date | None = None,
    applied: bool = True,
) -> dict[str, Any]:
    """Have it stored; nothing is where nothing would be different."""
    if plan.changes:
        now = {"settings": plan.own} if applied else {}
        number = store(attempt, plan.found, module, **now)
        columns = {
            "change": plan.change,
            "changes": as_kept(plan.changes),
            "reason": reason,
            "effective_on": effective_on,
        }
        note(attempt, module, number, plan.own, applied=applied, **columns)
        attempt.about = {"change": plan.change, "effective_on": effective_on}
        attempt.tell("module_changed", "Module", 0, module=module)
    return {"module": module, "changes": plan.changes}


def refusals_of_unused(attempt: Attempt, module: str) -> list[Problem]:
    if module in attempt.locality.composition.modules:
        return []
    return [conflict("NOT_ENABLED", _NOT_IN_USE.format(module=module)).at("module")]
