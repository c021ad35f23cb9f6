"""Records of registries as they were when they were entered and revised lately."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.schema import Column

from lianxin.database import Instant, JsonText, JsonValue, Key
from lianxin.database.types import Json, Keys, Words
from lianxin.plugins.composition import Composition
from lianxin.previewing.refusals import NOT_KEPT, SHARED, CannotTell
from lianxin.previewing.replaying import SINCE
from lianxin.previewing.rows import (
    LAST,
    Acts,
    added_lately,
    as_done,
    newest,
    told_of,
    visible,
    with_account,
)
from lianxin.rules.base import RuleInForce
from lianxin.rules.registry import Registry
from lianxin.rules.sql.values import table_of
from lianxin.tables import RecordRevision

_REVISION = table_of(RecordRevision)
_NEXT = _REVISION.alias("next_revision")
_FIRST: Any = literal_column("0", Key)
_NOT_IN_JSON = Json | Keys | Words | Instant
"""Types of which a text in a history is not what the column holds."""


def entered(composition: Composition, entry: RuleInForce, condition: ColumnElement[bool]) -> Acts:
    """What was entered and revised, as it was then. Raises CannotTell where the condition reads
    what the history does not tell."""
    rule = entry.rule
    assert isinstance(rule, Registry)
    table = table_of(rule.table)
    acts = newest(union_all(_entries(rule), _revisions(entry.key)))
    source = with_account(acts, table).outerjoin(
        _NEXT, (_NEXT.c.record_id == table.c.id) & (_NEXT.c.number == acts.c.version + 1)
    )
    found = (
        select(*as_done(table, _columns(rule, condition), **told_of(acts)))
        .select_from(source)
        .where(*_own(composition, entry))
    )
    return Acts(
        table,
        visible(found, table).subquery("done"),
        added=added_lately(rule.table, "enter_record", "appoint").cte("added"),
        number=select(func.count()).select_from(acts),
    )


def _entries(rule: Registry) -> Select[Any]:
    found = added_lately(rule.table, "enter_record")
    return found.add_columns(_FIRST.label("version"))


def _revisions(registry: str) -> Select[Any]:
    r = _REVISION.c
    return select(
        r.record_id.label("id"),
        r.at,
        literal(LAST, Key).label("nth"),
        r.by,
        cast(r.number, Key).label("version"),
    ).where(r.registry_key == registry, r.at >= SINCE)


def _columns(rule: Registry, condition: ColumnElement[bool]) -> dict[str, Any]:
    """What a record was is kept with the revision that came after."""
    table = table_of(rule.table)
    read = {
        e.name for e in visitors.iterate(condition) if isinstance(e, Column) and e.table is table
    }
    found = {}
    for name in rule.fields.model_fields:
        column = table.c[name]
        if not isinstance(column.type, _NOT_IN_JSON):
            found[name] = case((_NEXT.c.id.is_not(None), _kept(column)), else_=column)
        elif name in read:
            raise CannotTell(NOT_KEPT)
    return found


def _kept(column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, String):
        # As a text of the column's own order, which could not be compared with another.
        return cast(JsonText(_NEXT.c["values"], column.name), column.type)
    return JsonValue(_NEXT.c["values"], column.name, column.type)


def _own(composition: Composition, entry: RuleInForce) -> list[ColumnElement[bool]]:
    """Several registries may share a table; the audit does not say whose a record is."""
    rule = entry.rule
    assert isinstance(rule, Registry)
    if rule.where is not None:
        return [rule.where]
    others = [
        other.where
        for each, other in composition.of(Registry)
        if other.table is rule.table and each.key != entry.key
    ]
    if any(where is None for where in others):
        raise CannotTell(SHARED)
    return [not_(or_(*(where for where in others if where is not None)))] if others else []
