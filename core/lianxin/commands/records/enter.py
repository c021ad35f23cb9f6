"""Entering a record into a registry, and revising one: what it was before is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pydantic import Field
from sqlalchemy import bindparam, func, select
from sqlmodel import SQLModel, col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.records.guarding import refusals_by_guards
from lianxin.commands.records.references import keep_alone, lock_beside, resolved
from lianxin.commands.values import Line
from lianxin.database import Key, Session, together
from lianxin.errors import Problem, Refused, conflict, invalid, not_found
from lianxin.events.audit import actor_of
from lianxin.language import Text
from lianxin.registries.recording import admit, days_in, permit, plain_values, touched_by
from lianxin.registries.validating import check_unique, parsed
from lianxin.rules.base import RuleInForce
from lianxin.rules.registry import Registry
from lianxin.rules.sql.values import table_of
from lianxin.standings import ceiling_refusals
from lianxin.tables import RecordRevision

_NO_REGISTRY = Text("没有名为 {key} 的登记簿", "There is no registry {key}")
_NO_RECORD = Text("没有这条记录", "There is no such record")
_STALE = Text("记录已被他人修改，请刷新后再改", "Somebody changed the record; reload it first")
_REVISIONS = select(func.count()).where(
    col(RecordRevision.record_id) == bindparam("record_id", type_=Key)
)


@dataclass(frozen=True)
class Written:
    """A record as it will be; `before` and `number` (of the revision) where there was one."""

    entry: RuleInForce
    rule: Registry
    row: SQLModel
    values: Mapping[str, Any]
    before: Mapping[str, Any] | None = None
    number: int = 0
    beside: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key(self) -> int:
        found: int = self.row.id  # type: ignore[attr-defined]
        return found


class EnterRecord(Command):
    """`registry` is the full key of its rule; references are given by code or ID."""

    does: ClassVar[str] = "enter_record"
    permission: ClassVar[str | None] = "record.write_own"

    registry: Line
    fields: Mapping[str, Any] = Field(default={}, max_length=100)

    async def load(self, attempt: Attempt) -> Written:
        entry, rule = registry_of(attempt, self.registry)
        attempt.about = {"action": self.registry}
        fields = _signed(attempt, rule, self.fields)
        found: list[Any] = await together(
            attempt.tx,
            lambda s: resolved(s, attempt, rule, fields),
            lambda s: keep_alone(s, entry, rule),
        )
        named, _ = found
        values = _valid(entry, rule, named)
        return Written(entry, rule, rule.table(**values), values)

    async def refusals(self, attempt: Attempt, loaded: Written) -> list[Problem]:
        return await refusals_of(attempt, loaded)

    def apply(self, attempt: Attempt, loaded: Written) -> dict[str, Any]:
        attempt.work.add(loaded.row)
        return done(attempt, loaded)


class ReviseRecord(Command):
    """`fields` that are left out stay as they are. `version`: the number of revisions that the
    writer has seen."""

    does: ClassVar[str] = "revise_record"
    permission: ClassVar[str | None] = "record.write_own"

    registry: Line
    record: int
    version: int | None = None
    fields: Mapping[str, Any] = Field(default={}, max_length=100)

    async def load(self, attempt: Attempt) -> Written:
        entry, rule = registry_of(attempt, self.registry)
        table = table_of(rule.table)
        locked = select(table).where(table.c.id == bindparam("id", type_=Key)).with_for_update()
        stored: list[Any] = await together(
            attempt.tx,
            lambda s: s.first(locked, id=self.record),
            lambda s: s.scalar(_REVISIONS, record_id=self.record),
            lambda s: resolved(s, attempt, rule, self.fields),
            lambda s: lock_beside(s, rule, self.record),
            lambda s: keep_alone(s, entry, rule),
        )
        found, number, named, *_ = stored
        if found is None:
            raise Refused([not_found(_NO_RECORD, "id")])
        attempt.on(rule.table.__name__, self.record)
        attempt.about = {"action": self.registry}
        before = {name: getattr(found, name) for name in rule.fields.model_fields}
        permit(attempt.context, rule, before)
        if self.version is not None and self.version != number:
            raise Refused([conflict("STALE_VERSION", _STALE, number).at("version")])
        values = _valid(entry, rule, named, before)
        row = rule.table(**{**found._asdict(), **values})
        return Written(entry, rule, row, values, before, number + 1)

    async def refusals(self, attempt: Attempt, loaded: Written) -> list[Problem]:
        return await refusals_of(attempt, loaded)

    def apply(self, attempt: Attempt, loaded: Written) -> dict[str, Any]:
        assert loaded.before is not None
        attempt.work.add(
            RecordRevision(
                registry_key=loaded.entry.key,
                record_id=loaded.key,
                number=loaded.number,
                at=attempt.now,
                by=actor_of(attempt.viewer) or "",
                values=plain_values(loaded.before),
            )
        )
        attempt.work.change(loaded.rule.table, loaded.key, **loaded.values)
        return done(attempt, loaded)


def registry_of(attempt: Attempt, key: str) -> tuple[RuleInForce, Registry]:
    """Raises Refused where the locality has no such registry any more, or none for the viewer."""
    composition = attempt.locality.composition
    entry = composition.rule(key)
    if entry is None or not composition.modules[entry.module].enabled:
        raise Refused([invalid("UNKNOWN_REGISTRY", _NO_REGISTRY.format(key=key), "registry")])
    assert isinstance(entry.rule, Registry)
    admit(attempt.context, entry.rule)
    return entry, entry.rule


def _signed(attempt: Attempt, rule: Registry, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """What somebody writes of their own is theirs, where they name nobody."""
    if rule.author is None or fields.get(rule.author) is not None:
        return fields
    return {**fields, rule.author: attempt.viewer.person_id}


async def refusals_of(attempt: Attempt, written: Written) -> list[Problem]:
    """Raises Refused where whoever writes may not, or there is such a record already."""
    permit(attempt.context, written.rule, written.values)
    entry, rule = written.entry, written.rule
    found: list[Any] = await together(
        attempt.tx,
        lambda s: check_unique(s, entry, rule, written.values, written.key),
        lambda s: refusals_by_guards(s, attempt, entry, written.row),
        lambda s: _ceilings(s, attempt, written),
        lambda s: _beside(s, written),
    )
    _, refusals, ceilings, beside = found
    written.beside.extend(beside)
    return [*refusals, *ceilings]


async def _ceilings(session: Session, attempt: Attempt, written: Written) -> list[Problem]:
    """What says that no more of these may be entered for whom the record names, on its date."""
    if written.before:
        return []
    rule, values = written.rule, written.values
    subjects = touched_by(rule, values)
    day = max(days_in(values), default=attempt.context.today)
    return await ceiling_refusals(session, attempt.locality, rule.fact, subjects, day, values)


async def _beside(session: Session, written: Written) -> list[tuple[str, int]]:
    """Whom the record concerns by way of the row that it refers to."""
    if written.rule.through is None:
        return []
    name, column, type_ = written.rule.through
    statement = select(column).where(column.class_.id == bindparam("referred", type_=Key))
    subject = await session.scalar(statement, referred=written.values[name])
    return [] if subject is None else [(type_, subject)]


def done(attempt: Attempt, written: Written) -> dict[str, Any]:
    """What follows from a record besides itself."""
    name, rule, values = written.rule.table.__name__, written.rule, written.values
    attempt.on(name, written.key)
    attempt.about |= {"values": plain_values(values)}
    before = touched_by(rule, written.before or {})
    days = [attempt.context.today, *days_in(values)]
    touched = dict.fromkeys(
        [(name, written.key), *before, *written.beside, *touched_by(rule, values)]
    )
    attempt.touch(rule.fact, *touched, on=days)
    return {"record": written.key}


def _valid(
    entry: RuleInForce,
    rule: Registry,
    named: tuple[dict[str, Any], list[Problem]],
    before: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """`named` are the fields with what they refer to, and what is wrong with that."""
    values, problems = named
    clean: dict[str, Any] = {}
    try:
        clean = parsed(entry, rule, {**(before or {}), **values})
    except Refused as refused:
        unknown = {problem.path for problem in problems}
        problems += [p for p in refused.problems if p.path not in unknown]
    if problems:
        raise Refused(problems)
    return clean
