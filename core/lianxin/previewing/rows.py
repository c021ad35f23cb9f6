"""Rows as they were when something was done to them: meetings, tasks, motions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.sql import visitors

from lianxin.commands.conditions import replaced
from lianxin.commands.motions.proposing import PROPOSE
from lianxin.commands.motions.stages import CONCLUDE
from lianxin.database import Key, among_keys
from lianxin.plugins.composition import Composition
from lianxin.previewing.replaying import SINCE, Done, shown
from lianxin.rules.procedure import Procedure
from lianxin.rules.sql.hiding import HIDDEN, tables_of
from lianxin.rules.sql.values import table_of
from lianxin.tables import Account, AuditEntry, Meeting, Motion, MotionEntry, Task

MOST_ACTS = 2_000
"""So many acts on the rows of a table are asked again at most, the newest …"""

MOST_PAIRS = 500_000
"""… and fewer where each of them is looked at beside all rows of a large table."""

FEWEST_ACTS = 20

_AUDIT, _ACCOUNT = table_of(AuditEntry).alias("told"), table_of(Account).alias("acting")
_ENTRY = table_of(MotionEntry).alias("line")
_AT, _BY, _ACCOUNT_ID, _DATA, _ORDER = "act__at", "act__by", "act__account", "act__data", "act__nth"
_UNSEALED = 2**62
"""What waits for its number comes after all that has one."""

LAST = 2**63 - 1


@dataclass(frozen=True)
class Acts:
    """Acts on rows of `table`: `rows` has its columns as they were then, and who did it, when.

    `added` are the rows of the table that came lately: of them none is seen by an act before it.
    `number` tells how many acts are looked at, where that may not be all of them.
    """

    table: Table
    rows: Subquery
    kinds: Mapping[str, str] = field(default_factory=dict)
    added: CTE | None = None
    number: Select[Any] | None = None

    @property
    def done(self) -> Done:
        c = self.rows.c
        account, data = c.get(_ACCOUNT_ID), c.get(_DATA)
        return Done(c.id, c[_AT], c[_BY], account, data, self.kinds)

    def over(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """The condition on these rows; what stands beside one is looked at as far as it was there."""
        columns = {(self.table.name, c.name): self.rows.c[c.name] for c in self.table.c}
        found: ColumnElement[bool] = visitors.cloned_traverse(
            replaced(condition, columns), {}, {"select": self._beside}
        )
        return found

    def sees_others(self, condition: ColumnElement[bool]) -> bool:
        """Whether a row is looked at beside others of its table."""
        found = []

        def look(inner: Any) -> None:
            found.extend(self._others(inner))

        visitors.traverse(condition, {}, {"select": look})
        return bool(found)

    def _others(self, found: Any) -> list[Any]:
        return [t for t in tables_of(found) if getattr(t, "element", None) is self.table]

    def _beside(self, found: Any) -> None:
        # By itself a subselect within another one would read all rows, not the one concerned.
        found._correlate = (*found._correlate, self.rows)
        if self.added is not None:
            for other in self._others(found):
                self._as_it_was(found, other, self.added.alias())

    def _as_it_was(self, found: Any, other: Any, later: Any) -> None:
        before = or_(later.c.at < self.rows.c[_AT], self._same_second(later))
        if found._from_obj:
            came = select(later.c.id).where(~before).correlate(self.rows)
            found._where_criteria += (other.c.id.not_in(came),)
        else:
            found._from_obj = (other.outerjoin(later, later.c.id == other.c.id),)
            found._where_criteria += (or_(later.c.id.is_(None), before),)

    def _same_second(self, later: Any) -> ColumnElement[bool]:
        return and_(later.c.at == self.rows.c[_AT], later.c.nth < self.rows.c[_ORDER])


def added_lately(model: Any, *actions: str) -> Select[Any]:
    """Rows that were stored by such a command: `id`, `at`, `nth` within a second, `by` whom."""
    a, prefix = _AUDIT.c, f"{model.__name__}:"
    named = a.object.startswith(prefix, autoescape=True)
    # The cast is of these alone: databases choose themselves what they look at first.
    key = case((named, cast(func.substr(a.object, len(prefix) + 1), Key)))
    order = func.coalesce(a.n, literal(_UNSEALED, Key) + a.turn)
    # In the text of the statement: a database knows how many there are of each.
    does = [literal_column(f"'{action}'", String()) for action in actions]
    return select(key.label("id"), a.at, cast(order, Key).label("nth"), a.actor.label("by")).where(
        a.action.in_(does), a.result == "done", a.at >= SINCE, named
    )


def newest(acts: Any) -> Subquery:
    """The acts that are asked again."""
    every = acts.subquery("every")
    found: Select[Any] = select(every).order_by(every.c.at.desc(), every.c.id)
    return found.limit(bindparam("most_acts", type_=Integer())).subquery("acts")


def acting(by: Any) -> Any:
    """The account that is named in the audit and in histories."""
    prefix = "Account:"
    named = by.startswith(prefix)
    return _ACCOUNT.c.id == case((named, cast(func.substr(by, len(prefix) + 1), Key)))


def as_done(table: Table, columns: Mapping[str, Any], **done: Any) -> list[Any]:
    """The columns of a table, some of them otherwise, and what is told of the act."""
    stored = [columns.get(c.name, c).label(c.name) for c in table.c]
    return [*stored, *(value.label(f"act__{name}") for name, value in done.items())]


def with_account(acts: Any, table: Table) -> Any:
    """The rows of acts that the audit tells of, with the account of whoever did it."""
    rows = acts.join(table, table.c.id == acts.c.id)
    return rows.outerjoin(_ACCOUNT, acting(acts.c.by))


def told_of(acts: Any) -> dict[str, Any]:
    """What is known of acts that stand beside `with_account`."""
    return {
        "at": acts.c.at,
        "nth": acts.c.nth,
        "by": _ACCOUNT.c.person_id,
        "account": _ACCOUNT.c.id,
    }


def visible(statement: Select[Any], table: Any) -> Select[Any]:
    condition = shown(table)
    return statement if condition is None else statement.where(condition)


def _meetings() -> Acts:
    m = table_of(Meeting)
    told = {"at": m.c.recorded_at, "by": m.c.recorder_id, "data": m.c.data}
    found = select(*as_done(m, {}, **told)).where(m.c.recorded_at >= SINCE)
    return Acts(m, found.subquery("done"))


def _tasks() -> Acts:
    """Of cases none is asked."""
    task, motion = table_of(Task), table_of(Motion).alias("of_task")
    acts = newest(added_lately(Task, "add_task"))
    columns = {"started_at": null(), "done_at": null()}
    source = with_account(acts, task)
    of_hidden = select(motion.c.id).where(among_keys(motion.c.case_id, HIDDEN))
    found = (
        select(*as_done(task, columns, **told_of(acts)))
        .select_from(source)
        .where(
            task.c.case_id.is_(None),
            or_(task.c.motion_id.is_(None), task.c.motion_id.not_in(of_hidden)),
        )
    )
    return Acts(task, found.subquery("done"), number=select(func.count()).select_from(acts))


MEETINGS, TASKS = _meetings(), _tasks()


def proposed(composition: Composition) -> Acts:
    """Motions as they were when they were proposed by themselves."""
    fields = [f for _, procedure in composition.of(Procedure) for f in procedure.fields]
    columns = {
        "code": literal(""),
        "version": literal(1),
        "step": _ENTRY.c.step,
        "meeting_id": cast(null(), Key),
        "eligible": literal(0),
        "decided": false(),
        "passed": null(),
    }
    first = (_ENTRY.c.action == PROPOSE, _ENTRY.c.meeting_id.is_(None))
    return _of_motions(columns, {f.name: f.kind for f in fields}, table_of(Motion).c.data, *first)


def concluded(key: str, procedure: Procedure, actions: set[str]) -> Acts:
    """Motions whose stages were concluded, as they stand now but for the stage."""
    stages = [s for s in procedure.stages if actions & {CONCLUDE, s.code}]
    kinds = {f.name: f.kind for stage in stages for f in stage.records}
    columns = {"step": _ENTRY.c.step, "decided": false(), "passed": null()}
    return _of_motions(
        columns,
        kinds,
        _ENTRY.c.data,
        _ENTRY.c.action == CONCLUDE,
        _ENTRY.c.step.in_([stage.code for stage in stages]),
        table_of(Motion).c.procedure == key,
    )


def _of_motions(columns: Any, kinds: Mapping[str, str], data: Any, *where: Any) -> Acts:
    motion = table_of(Motion)
    told = {"at": _ENTRY.c.at, "by": _ENTRY.c.actor_id, "data": data}
    found = (
        select(*as_done(motion, columns, **told))
        .select_from(_ENTRY.join(motion, motion.c.id == _ENTRY.c.motion_id))
        .where(_ENTRY.c.at >= SINCE, *where)
    )
    return Acts(motion, visible(found, motion).subquery("done"), kinds)
