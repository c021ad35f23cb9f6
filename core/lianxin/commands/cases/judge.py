"""What a workflow and its guards say of cases: statements built once, answers read many times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import SQLModel, col

from lianxin.commands.cases.permission import BESIDE
from lianxin.commands.cases.routing import routed
from lianxin.commands.cases.sight import SIGHT
from lianxin.commands.conditions import (
    NEW,
    afterwards,
    as_new,
    bound_values,
    depends_on,
    ready,
    replaced,
)
from lianxin.context import Context
from lianxin.database import Key, Nested, SeenAs, among_keys
from lianxin.database.base import row_values
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard
from lianxin.rules.route import Route
from lianxin.rules.workflow import Action, Input, Workflow
from lianxin.tables import Case, CaseEntry, CaseUnit, Deadline

PAGE, WHOLE, SUBMIT = "*", "whole", "submit"
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
    """A workflow with the guards that watch over it, and the routes to it. Build by `judge_of`."""

    entry: RuleInForce
    workflow: Workflow
    guards: tuple[tuple[RuleInForce, Guard], ...]
    routes: tuple[Route, ...] = ()
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

    def whole(self, action: Action) -> Select[Any]:
        """The case with a `code` and what `one` says of it: for fields that name nobody, and
        whoever locks nothing (else what is said of a case would be older than the case)."""
        key = f"{WHOLE} {action.code}"
        if key not in self._statements:
            columns = [*CASE, SeenAs(col(Case.id)).label("seen"), *SIGHT, *self._said(action)]
            self._statements[key] = self._from(columns).where(col(Case.code) == bindparam("code"))
        statement: Select[Any] = self._statements[key]
        return statement

    def new(self) -> Select[Any] | None:
        """What is said of a case that is about to be taken in: where it goes, and what guards say
        of it there; None where no rule looks at it."""
        if SUBMIT not in self._statements:
            columns = self._new()
            self._statements[SUBMIT] = select(*columns) if columns else None
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

    def _new(self) -> list[Any]:
        tables = {str(t.__tablename__) for t in (Case, self.workflow.facts) if t}
        going = {at: as_new(column, tables) for at, column in routed(self.routes).items()}
        guards = [
            as_new(replaced(guard.refuse_if, going), tables).label(f"guard_{n}")
            for n, (_, guard) in enumerate(self.guards)
            if SUBMIT in guard.actions
        ]
        return guards + [column.label(f"routed_{name}") for (_, name), column in going.items()]

    def _page(self) -> Select[Any]:
        inputs = [i for action in self.workflow.actions for i in action.inputs]
        columns = [*CASE, *SIGHT, of_case["terms"], *self._beside(self.workflow.actions)]
        columns += self._guards(lambda guard: True, inputs)
        columns += [
            ready(step.applies, inputs).label(f"applies_{n}")
            for n, step in enumerate(self.workflow.steps)
            if step.applies is not None
        ]
        return self._from(columns).where(among_keys(col(Case.id), "ids"))

    def _one(self, action: Action) -> Select[Any]:
        return self._from(self._said(action)).where(col(Case.id) == bindparam("id", type_=Key))

    def _said(self, action: Action) -> list[Any]:
        columns = [of_case["units"], of_case["terms"], of_case["last_n"], self._has_facts()]
        columns += self._beside([action])
        columns += self._guards(lambda guard: action.code in guard.actions, action.inputs)
        columns += [
            afterwards(step.applies, action, self.workflow.facts).label(f"applies_{n}")
            for n, step in enumerate(self.workflow.steps)
            if step.applies is not None
        ]
        return columns

    def _guards(self, wanted: Callable[[Guard], bool], inputs: Iterable[Input]) -> list[Any]:
        return [
            ready(guard.refuse_if, inputs).label(f"guard_{n}")
            for n, (_, guard) in enumerate(self.guards)
            if wanted(guard)
        ]

    def _beside(self, actions: Iterable[Action]) -> list[Any]:
        """The units that the workflow's own table names, as far as they may act."""
        names = sorted({name for action in actions for name in action.by.units})
        columns = self.workflow.facts.__table__.columns if self.workflow.facts else {}  # type: ignore[attr-defined]
        return [columns[name].label(BESIDE + name) for name in names]

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
    routes = [
        e.rule
        for e in composition.in_module(module)
        if isinstance(e.rule, Route) and f"{module}.{e.rule.workflow}" == workflow_key
    ]
    return Judge(entry, workflow, tuple(watching), tuple(routes))


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


def new_parameters(
    context: Context, case: Case, facts: Mapping[str, Any], given: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The same for a case that is about to be taken in, with the columns it will have."""
    columns = {f"{NEW}core_case__{name}": value for name, value in row_values(case).items()}
    judge = judge_of(context.locality.composition, case.workflow)
    table = judge.workflow.facts if judge else None
    if table is not None:
        own = row_values(table(case_id=case.id, **facts))
        columns |= {f"{NEW}{table.__tablename__}__{n}": value for n, value in own.items()}
    return {**parameters(context, given), **columns}


def _case_id(facts: type[SQLModel]) -> Any:
    return facts.__table__.columns["case_id"]  # type: ignore[attr-defined]
