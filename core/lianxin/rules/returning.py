"""Returning a case 退单: what is another's to do goes back to whoever dispatches, until a lead is ruled."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col

from lianxin.database import Instant, SecondsBetween
from lianxin.language import Text
from lianxin.rules.base import Citation, Figure
from lianxin.rules.guard import Guard, given
from lianxin.rules.sql.values import table_of
from lianxin.rules.workflow import Action, Input, by
from lianxin.tables import Case, CaseEntry, DutyItem

RETURN: Final = "return"
RULE_LEAD: Final = "rule_lead"
_DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class Returning:
    """Units return cases of a workflow on a ground from the duty list: the core's, or another
    table `duties` whose columns `code` and `unit_id` say whose an item is.

    The ground has to be another unit's. It is returned `within` days of being handed out, from one
    of `steps`, where it stays without a unit: the clock runs on. After `most` returns only a lead
    unit can be ruled, which ends the matter, and later rulings on the category follow it
    (`precedent`). `dispatch` is the action by which the workflow hands out.

    A workflow takes up `actions`, its module `guards`.
    """

    workflow: str
    clause: str
    source: Citation
    steps: tuple[str, ...]
    within: int | Figure
    most: int | Figure
    duties: type[SQLModel] = DutyItem
    dispatch: str = "assign"

    @property
    def actions(self) -> tuple[Action, ...]:
        ground = Input("ground", Text("依据：职责清单事项编号", "Ground: an item of the duty list"))
        lead = Input("unit", Text("牵头单位", "The lead unit"), "unit", sets="case.unit_id")
        return (
            Action(
                RETURN,
                Text("退单", "Return"),
                by(unit=True, handler=True),
                sources=self.steps,
                inputs=(ground,),
                note_required=True,
                clears=("case.unit_id", "case.handler_id"),
            ),
            Action(
                RULE_LEAD,
                Text("裁定牵头单位", "Rule who leads"),
                by("supervisor", "leader"),
                sources=self.steps,
                inputs=(lead,),
                note_required=True,
                clears=("case.handler_id",),
            ),
        )

    @property
    def guards(self) -> tuple[Guard, ...]:
        returned, ruled = _done(RETURN), _done(RULE_LEAD)
        assigned_at: Any = Case.assigned_at
        since = SecondsBetween(assigned_at, bindparam("now", type_=Instant()))
        return (
            self._guard(
                "return_on_a_ground",
                Text("退单须依据职责清单中其他单位的事项", "A case is returned on another's duty"),
                RETURN,
                and_(given("ground", String()).is_not(None), not_(self._of_another_unit())),
                Text(
                    "职责清单中没有这一事项，或者它就是本单位的职责；请填写其他单位职责事项的编号",
                    "The duty list has no such item, or it is this unit's own; give the code of an "
                    "item that is another unit's",
                ),
            ),
            self._guard(
                "return_in_time",
                Text("限期内退单", "A case is returned in time"),
                RETURN,
                since > _number(self.within) * _DAY,
                Text(
                    "已超过退单期限，请办理或者商请派单人",
                    "It is too late to return the case; handle it, or turn to whoever assigned it",
                ),
            ),
            self._guard(
                "return_until_ruled",
                Text("裁定牵头单位后不再退单", "Nobody returns what was ruled on"),
                RETURN,
                ruled > 0,
                Text(
                    "牵头单位已经裁定，不能再退单",
                    "A lead unit was ruled; it has to handle the case",
                ),
            ),
            self._guard(
                "ruled_after_returns",
                Text("多次退单后由裁定确定牵头单位", "After so many returns a lead is ruled"),
                self.dispatch,
                and_(returned >= _number(self.most), ruled == 0),
                Text(
                    "多次退单后须先裁定牵头单位（操作“裁定牵头单位”）",
                    "After so many returns a lead unit has to be ruled first: use `rule_lead`",
                ),
            ),
            self._guard(
                "no_ruling_before_returns",
                Text("多次退单后方可裁定牵头单位", "No lead is ruled before so many returns"),
                RULE_LEAD,
                returned < _number(self.most),
                Text(
                    "退单次数未到，直接派单即可", "Not returned often enough yet: simply assign it"
                ),
            ),
        )

    def _of_another_unit(self) -> ColumnElement[bool]:
        c = table_of(self.duties).c
        return exists().where(
            c.code == given("ground", String()), c.unit_id != func.coalesce(col(Case.unit_id), 0)
        )

    def _guard(
        self, key: str, title: Text, action: str, refuse_if: ColumnElement[bool], because: Text
    ) -> Guard:
        return Guard(
            key=key,
            clause=self.clause,
            source=self.source,
            title=title,
            actions=(action,),
            workflow=self.workflow,
            refuse_if=refuse_if,
            because=because,
            reads=tuple(f for f in (self.within, self.most) if isinstance(f, Figure)),
        )


def precedent(case: Any) -> ColumnElement[int]:
    """The unit that was last ruled to lead in a case of the same category: what dispatching this
    one proposes. Rulings on cases that are kept from some are left out."""
    ruled, about = aliased(CaseEntry), aliased(Case)
    found: ColumnElement[int] = (
        select(col(ruled.unit_id))
        .join(about, col(about.id) == col(ruled.case_id))
        .where(
            # Said as the index of rulings says it, so that it is found by that.
            col(ruled.action) == literal_column(f"'{RULE_LEAD}'"),
            col(about.category) == case.category,
            col(about.restricted).is_(False),
            col(about.confined_to_id).is_(None),
        )
        .order_by(col(ruled.at).desc(), col(ruled.id).desc())
        .limit(1)
        .correlate(case.id.table)
        .scalar_subquery()
    )
    return found


def _done(action: str) -> ColumnElement[int]:
    """How often an action was done to the case."""
    found: ColumnElement[int] = (
        select(func.count())
        .where(col(CaseEntry.case_id) == col(Case.id), col(CaseEntry.action) == action)
        .correlate(Case)
        .scalar_subquery()
    )
    return found


def _number(value: int | Figure) -> Any:
    return value.sql(Integer()) if isinstance(value, Figure) else value
