"""What a workflow and its guards say of cases: statements built once, answers read many times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import SQLModel, col

from lianxin.commands.cases.sight import SIGHT
from lianxin.commands.conditions import (
    NEW,
    afterwards,
    as_new,
    bound_values,
    depends_on,
    ready,
)
from lianxin.context import Context
from lianxin.database import Key, Nested, among_keys
from lianxin.database.base import row_values
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard
from lianxin.rules.workflow import Action, Input, Workflow
from lianxin.tables import Case, CaseEntry, CaseUnit, Deadline

PAGE, SUBMIT = "*", "submit"
CASE = [c for c in Case.__table__.columns if c.key != "body"]  # type: ignore[attr-defined]
UNITS = Nested(col(CaseUnit.unit_id))
TERMS = Nested(*Deadline.__table__.columns)  # type: ignore[attr-defined]

of_case = {
    "units": UNITS.where(col(CaseUnit.case_id) == col(Case.id)).correlate(Case).label("units"),
    "terms": TERMS.where(col(Deadline.case_id) == col(Case.id)).correlate(Case).label("terms"),
    "last_n": select(func.coalesce(func.max(col(CaseEntry.n)), 0))
    .where(col(CaseEntry.case_id) == col(Case.id))
    .correlate(Case)
    .scalar_subquery()
    .label("last_n"),
}


@dataclass(frozen=True)
class Judge:
    """A workflow with the guards that watch over it. Build by `judge_of`."""

    entry: RuleInForce
    workflow: Workflow
    guards: tuple[tuple[RuleInForce, Guard], ...]
    _statements: dict[str, Any] = field(default_factory=dict, compare=False)

    def page(self) -> Select[Any]:
        """What is said of the cases with these `ids`, whatever may be done to them."""
        if PAGE not in self._statements:
            self._statements[PAGE] = self._page()
        statement: Select[Any] = self._statements[PAGE]
        return statement

    def one(self, action: Action) -> Select[Any]:
        """What is said of the case `id` if `action` is done to it, and what doing it needs."""
        if action.code not in self._statements:
            self._statements[action.code] = self._one(action)
        statement: Select[Any] = self._statements[action.code]
        return statement

    def new(self) -> Select[Any] | None:
        """What is said of a case that is about to be taken in; None where no guard looks at it."""
        if SUBMIT not in self._statements:
            tables = {str(t.__tablename__) for t in (Case, self.workflow.facts) if t}
            guards = [
                as_new(guard.refuse_if, tables).label(f"guard_{n}")
                for n, (_, guard) in enumerate(self.guards)
                if SUBMIT in guard.actions
            ]
            self._statements[SUBMIT] = select(*guards) if guards else None
        statement: Select[Any] | None = self._statements[SUBMIT]
        return statement

    def refusing(self, action: str, said: Any) -> list[tuple[RuleInForce, Guard]]:
        """The guards that refuse an action, by what a statement said of a case."""
        return [
            (entry, guard)
            for n, (entry, guard) in enumerate(self.guards)
            if action in guard.actions and getattr(said, f"guard_{n}")
        ]

    def applies(self, position: int, said: Any) -> bool:
        """Whether a case passes through the step at a position."""
        return self.workflow.steps[position].applies is None or bool(
            getattr(said, f"applies_{position}")
        )

    def is_open(self, action: Action, position: int) -> bool:
        """Whether a step applies can only be said once the action's fields are given."""
        return depends_on(self.workflow.steps[position].applies, action, self.workflow.facts)

    def _page(self) -> Select[Any]:
        inputs = [i for action in self.workflow.actions for i in action.inputs]
        columns = [*CASE, *SIGHT, of_case["terms"]]
        columns += self._guards(lambda guard: True, inputs)
        columns += [
            ready(step.applies, inputs).label(f"applies_{n}")
            for n, step in enumerate(self.workflow.steps)
            if step.applies is not None
        ]
        return self._from(columns).where(among_keys(col(Case.id), "ids"))

    def _one(self, action: Action) -> Select[Any]:
        columns = [of_case["units"], of_case["terms"], of_case["last_n"], self._has_facts()]
        columns += self._guards(lambda guard: action.code in guard.actions, action.inputs)
        columns += [
            afterwards(step.applies, action, self.workflow.facts).label(f"applies_{n}")
            for n, step in enumerate(self.workflow.steps)
            if step.applies is not None
        ]
        return self._from(columns).where(col(Case.id) == bindparam("id", type_=Key))

    def _guards(self, wanted: Callable[[Guard], bool], inputs: Iterable[Input]) -> list[Any]:
        return [
            ready(guard.refuse_if, inputs).label(f"guard_{n}")
            for n, (_, guard) in enumerate(self.guards)
            if wanted(guard)
        ]

    def _has_facts(self) -> Any:
        key = _case_id(self.workflow.facts) if self.workflow.facts else col(Case.id)
        return key.is_not(None).label("has_facts")

    def _from(self, columns: list[Any]) -> Select[Any]:
        facts = self.workflow.facts
        statement = select(*columns).select_from(Case)
        if facts is None:
            return statement
        return statement.outerjoin(facts, _case_id(facts) == col(Case.id))


def judge_of(composition: Composition, workflow_key: str) -> Judge | None:
    """The judge of a workflow; None where its plugin is not installed."""
    known = composition.memo.setdefault(Judge, {})
    if workflow_key not in known:
        known[workflow_key] = _judge(composition, workflow_key)
    found: Judge | None = known[workflow_key]
    return found


def _judge(composition: Composition, workflow_key: str) -> Judge | None:
    entry, workflow = composition.rule(workflow_key), composition.workflow(workflow_key)
    if entry is None or workflow is None:
        return None
    module = entry.module
    guards = [(e, e.rule) for e in composition.in_module(module) if isinstance(e.rule, Guard)]
    # What a module guards besides (records, meetings) is over other tables: no case stands in it.
    offered = {SUBMIT, *(action.code for action in workflow.actions)}
    watching = [
        (e, g)
        for e, g in guards
        if (g.workflow is None or f"{module}.{g.workflow}" == workflow_key)
        and not offered.isdisjoint(g.actions)
    ]
    return Judge(entry, workflow, tuple(watching))


def parameters(context: Context, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything that a condition may name: figures, fields, who acts, and when."""
    viewer = context.viewer
    return {
        **context.locality.figures.by_name,
        **bound_values(given or {}),
        "viewer__person_id": viewer.person_id,
        "viewer__account_id": viewer.account_id,
        "now": context.now,
        "today": context.today,
    }


def new_parameters(context: Context, case: Case, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a case that is about to be taken in, with the columns it will have."""
    columns = {f"{NEW}core_case__{name}": value for name, value in row_values(case).items()}
    judge = judge_of(context.locality.composition, case.workflow)
    table = judge.workflow.facts if judge else None
    if table is not None:
        own = row_values(table(case_id=case.id, **facts))
        columns |= {f"{NEW}{table.__tablename__}__{n}": value for n, value in own.items()}
    return {**parameters(context), **columns}


def _case_id(facts: type[SQLModel]) -> Any:
    return facts.__table__.columns["case_id"]  # type: ignore[attr-defined]
