"""Carried out: what a meeting or a motion decided is handed out as tasks, each done by its day."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Float, Select, case, cast, false, func

from lianxin.calendar import Period
from lianxin.database import DaysBetween
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Settings
from lianxin.rules.measures import ITEM, amount, measure_text
from lianxin.rules.sql.evidence import Evidence, counting
from lianxin.rules.sql.records import fact_of
from lianxin.rules.sql.subjects import Just, Subjects, frame_of
from lianxin.rules.sql.values import TODAY, Values, flag, table_of
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.tables import Task

TASK = table_of(Task)
_LEFT: ColumnElement[int] = DaysBetween(TODAY, TASK.c.due_on)
_OPEN = TASK.c.done_at.is_(None) & TASK.c.due_on.is_not(None)
_TASKS = Text("按期推进的任务", "tasks in order")


@dataclass(frozen=True, kw_only=True)
class CarriedOut(StandingRule):
    """Each of `every` (meetings or motions) hands out tasks, at least `least`, and each that says
    by when is done by then; it is at risk `ahead_days` before. What is done late is in order again.
    """

    kind: ClassVar[Kind] = Kind.DEADLINE

    every: Subjects
    least: int | Figure = 1
    ahead_days: int | Figure = 3

    def __post_init__(self) -> None:
        if self.every.type not in ("Meeting", "Motion"):
            raise TypeError(f"{self.key}: tasks are handed out by meetings and motions")

    @property
    def facts(self) -> frozenset[str]:
        return self.every.facts | {fact_of(Task)}

    @property
    def narrowing(self) -> frozenset[str]:
        return self.every.narrowing

    def due_by(self, period: Period, settings: Settings) -> None:
        """Each task has its own."""

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        frame = frame_of(self.every.listed(values, narrowed), narrowed)
        late = func.count(case((_OPEN & (_LEFT < 0), TASK.c.id)))
        near = func.count(case((self._near(values), TASK.c.id)))
        number, least = cast(func.count(TASK.c.id), Float), values.number(self.least)
        key = (frame.c.subject_id, frame.c.unit_id, frame.c.person_id)
        return (
            finding(
                self.every.type,
                key[0],
                unit=key[1],
                person=key[2],
                required=case((number < least, least), else_=number),
                actual=number - cast(near, Float),
                measure=ITEM.code,
                lost=flag(late > 0),
                tight=flag(near > 0),
            )
            .select_from(frame.outerjoin(TASK, self._of == frame.c.subject_id))
            .group_by(*key)
        )

    def evidence(self, values: Values) -> list[Evidence]:
        """The tasks that are in order."""
        frame = Just(self.every).listed(values, narrowed=False).cte("frame")
        near = self._near(values)
        rows = counting(frame.c.subject_id, TASK.c.id, TASK.c.due_on)
        rows = rows.join(TASK, self._of == frame.c.subject_id).where(~near)
        return [Evidence(self.every.type, TASK, rows, lambda _: _TASKS)]

    @property
    def _of(self) -> ColumnElement[Any]:
        return TASK.c.meeting_id if self.every.type == "Meeting" else TASK.c.motion_id

    def _near(self, values: Values) -> ColumnElement[bool]:
        """Late, or due so soon."""
        soon = values.whole(self.ahead_days) >= _LEFT
        return func.coalesce(_OPEN & soon, false())

    def explained(self, stood: Stood, said: Said) -> Text:
        measure = measure_text(stood.unit_of_measure, said.terms)
        return _TOLD[State(stood.state)].format(
            required=amount(stood.required, measure), actual=amount(stood.actual, measure)
        )


_TOLD = {
    State.MET: Text("任务 {required}，均按期推进", "all {required} in order"),
    State.DUE: Text("须交办任务 {required}，已有 {actual}", "{actual} of {required} handed out"),
    State.AT_RISK: Text(
        "任务 {required}，其余 {actual} 之外有任务临近期限或尚未交办",
        "{actual} of {required} in order; others are due soon or not handed out yet",
    ),
    State.BREACHED: Text(
        "任务 {required}，按期的 {actual}，其余逾期或没有交办",
        "{actual} of {required} in order; others are late or were not handed out",
    ),
    State.EXEMPT: Text("没有任务", "there are no tasks"),
}
