"""What may be done next to a page of cases, and why not: the check of a write, asked for many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from lianxin.commands.cases.judge import Judge, judge_of, parameters
from lianxin.commands.cases.permission import may_act
from lianxin.commands.cases.refusals import refusals_of
from lianxin.commands.cases.sight import sees
from lianxin.commands.inputs import fields_of, schema_of
from lianxin.context import Context
from lianxin.database import Row, Session, among_keys
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.rules.workflow import Input
from lianxin.tables import Case

_WORKFLOWS = select(col(Case.id), col(Case.workflow)).where(among_keys(col(Case.id), "ids"))


@dataclass(frozen=True)
class AvailableField:
    """A field to be filled in; `schema` is JSON Schema in the asker's language."""

    name: str
    label: Text
    required: bool
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class AvailableAction:
    """An action that is the viewer's to do, by role or relation; refused by rules, or allowed."""

    action: str
    label: Text
    refusals: tuple[Problem, ...]
    fields: tuple[AvailableField, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals


async def available_actions(
    session: Session, context: Context, case_ids: Sequence[int]
) -> dict[int, list[AvailableAction]]:
    """By case, one statement a workflow; nothing for a case that the viewer must not see."""
    workflows: dict[str, list[int]] = {}
    for row in await session.all(_WORKFLOWS, ids=case_ids):
        workflows.setdefault(row.workflow, []).append(row.id)
    found: dict[int, list[AvailableAction]] = {}
    for key, ids in workflows.items():
        judge = judge_of(context.locality.composition, key)
        if judge is None:
            continue
        for said in await session.all(judge.page(), ids=ids, **parameters(context)):
            found[said.id] = _actions(judge, said, context)
    return found


def _actions(judge: Judge, said: Row, context: Context) -> list[AvailableAction]:
    if not sees(context.viewer, said) or not context.viewer.may("case.act"):
        return []
    return [
        AvailableAction(
            action.code,
            action.label,
            tuple(refusals_of(judge, action, said.step, said, given=False)),
            described(fields_of(action), context.language),
        )
        for action in judge.workflow.actions
        if may_act(action.by, context.viewer, said, said)
    ]


def described(fields: Iterable[Input], language: str) -> tuple[AvailableField, ...]:
    return tuple(
        AvailableField(f.name, f.label, f.required, schema_of(f, language)) for f in fields
    )
