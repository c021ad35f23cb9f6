"""Entering a record, and revising it: what it was before is kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Select, bindparam, func, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Key, Transaction
from lianxin.errors import Refused, conflict, not_found, not_permitted
from lianxin.events import audit
from lianxin.events.audit import actor_of
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.registries.validating import check_unique, parsed
from lianxin.rules.base import RuleInForce
from lianxin.rules.registry import Registry
from lianxin.rules.sql.values import table_of
from lianxin.standings.refreshing import refresh_standings
from lianxin.tables import RecordRevision

_NUMBER = select(func.count()).where(
    col(RecordRevision.record_id) == bindparam("record_id", type_=Key)
)


async def enter(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    values: Mapping[str, Any],
    *,
    extra: Mapping[str, Any] | None = None,
) -> int:
    """Store a new record; its key. `extra` are columns that nobody enters, such as a state.

    Raises Refused: not permitted, not valid (with the clause), or there already.
    """
    rule = _registry(entry)
    clean = parsed(entry, rule, values)
    permit(context, rule, clean)
    row = rule.table(**{**(extra or {}), **clean})
    key: int = row.id  # type: ignore[attr-defined]
    await check_unique(tx, entry, rule, clean, key)
    await tx.add(row)
    await _told(tx, context, rule, key, "enter_record", clean)
    return key


async def revise(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    record_id: int,
    changes: Mapping[str, Any],
    *,
    version: int | None = None,
) -> int:
    """Change fields of a record and keep what it was; the number of the revision, from 1.

    `version`: the number of revisions that the writer has seen; another one is a conflict.
    """
    rule = _registry(entry)
    row = await tx.first(_one(rule), id=record_id)
    if row is None:
        raise Refused([not_found(_NO_RECORD, "id")])
    before = {name: getattr(row, name) for name in rule.fields.model_fields}
    permit(context, rule, before)
    number = await tx.scalar(_NUMBER, record_id=record_id)
    if version is not None and version != number:
        raise Refused([conflict("STALE", _STALE, current_version=number)])
    clean = parsed(entry, rule, {**before, **changes})
    permit(context, rule, clean)
    await check_unique(tx, entry, rule, clean, record_id)
    revision = RecordRevision(
        registry_key=entry.key,
        record_id=record_id,
        number=number + 1,
        at=context.now,
        by=actor_of(context.viewer) or "",
        values=plain_values(before),
    )
    await tx.add(revision)
    await tx.change(rule.table, table_of(rule.table).c.id == record_id, **clean)
    await _told(tx, context, rule, record_id, "revise_record", clean)
    return revision.number


def _registry(entry: RuleInForce) -> Registry:
    if not isinstance(entry.rule, Registry):
        raise TypeError(f"{entry.key} is no registry")
    return entry.rule


def _one(rule: Registry) -> Select[Any]:
    table = table_of(rule.table)
    return select(table).where(table.c.id == bindparam("id", type_=Key))


def permit(context: Context, rule: Registry, values: Mapping[str, Any]) -> None:
    """Raises Refused; `unit_ids` of a viewer are those of its posts with all below them."""
    admit(context, rule)
    viewer = context.viewer
    if _is_author(context, rule) and values.get(rule.author or "") == viewer.person_id:
        return
    if not viewer.may("record.write"):
        raise Refused([not_permitted(_NOT_YOUR_OWN)])
    anywhere = not rule.own_unit and bool(rule.writers & viewer.roles)
    if not (rule.writers | rule.own_writers) & viewer.roles:
        raise Refused([not_permitted(_NOT_YOURS)])
    if not anywhere and values.get("unit_id") not in viewer.unit_ids:
        raise Refused([not_permitted(_NOT_YOUR_UNIT, "unitId")])


def admit(context: Context, rule: Registry) -> None:
    """Raises Refused where whoever acts may enter nothing at all here."""
    if not (context.viewer.may("record.write") or _is_author(context, rule)):
        raise Refused([not_permitted(_NOT_YOURS)])


def _is_author(context: Context, rule: Registry) -> bool:
    """Whether whoever acts may write records of their own."""
    viewer = context.viewer
    return viewer.person_id is not None and bool(rule.authors & viewer.roles)


async def _told(
    tx: Transaction,
    context: Context,
    rule: Registry,
    key: int,
    action: str,
    values: Mapping[str, Any],
) -> None:
    name = rule.table.__name__
    content = plain_values(values)
    await audit(
        tx, context, action=action, object=global_id(name, key), result="done", content=content
    )
    days = [context.today, *days_in(values)]
    touched = [(name, key), *touched_by(rule, values)]
    await refresh_standings(tx, context.locality, context.now, {rule.fact}, touched, on=days)


def touched_by(rule: Registry, values: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Whom a record is about, as far as somebody may stand against a rule that reads it."""
    known = {"core_unit": "Unit", "core_person": "Person", "core_household": "Household"}
    known |= {"core_motion": "Motion", "core_case": "Case", "core_meeting": "Meeting"}
    known |= {"core_problem": "Problem", "core_regulation": "Regulation"}
    named = {column: known.get(table) for column, table in rule.references.items()}
    return [(t, values[c]) for c, t in named.items() if t and values.get(c) is not None]


def days_in(values: Mapping[str, Any]) -> list[date]:
    """The days that a record names: the periods in which it may count."""
    return [v for v in values.values() if isinstance(v, date) and not isinstance(v, datetime)]


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON holds them."""
    text = orjson.dumps(dict(values), default=str, option=orjson.OPT_OMIT_MICROSECONDS)
    found: dict[str, Any] = orjson.loads(text)
    return found


_NO_RECORD = Text("没有这条记录", "There is no such record")
_STALE = Text("记录已被他人修改，请刷新后再改", "Somebody changed the record; reload it first")
_NOT_YOUR_OWN = Text("只能以本人名义登记", "You can only enter records of your own")
_NOT_YOURS = Text("您没有登记的权限", "You may not enter records here")
_NOT_YOUR_UNIT = Text("只能登记本单位的记录", "Only records of your own unit are yours to enter")
