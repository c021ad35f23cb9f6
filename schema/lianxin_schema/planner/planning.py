"""Step 4, plan: what is asked for becomes one statement, and what is to be filled in after it.

A plan is kept per document, operation, language, rights and shape of the variables.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLError, SelectionSetNode
from sqlalchemy import select

from lianxin.errors import LianxinError
from lianxin_schema.fields.declared import HandWritten, Value
from lianxin_schema.planner.plan import Plan, Statement
from lianxin_schema.planner.projecting import Projector
from lianxin_schema.planner.selection import Asked, Operation, Selection, Typename
from lianxin_schema.planner.sql.emission import Emission
from lianxin_schema.planner.sql.objects import object_text
from lianxin_schema.planner.turn import RequestRefused, Turn, formatted, refused

KEPT = 2_000

Root = Asked | Typename


class Plans:
    """The plans of a snapshot, those not used for longest forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, Plan] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Any) -> Plan | None:
        plan = self._kept.get(key)
        if plan is not None:
            self._kept.move_to_end(key)
        return plan

    def keep(self, key: Any, plan: Plan) -> None:
        self._kept[key] = plan
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def plan(turn: Turn) -> None:
    if turn.plan is not None:
        return
    assert turn.selection is not None
    try:
        turn.plan = _planned(turn, turn.selection)
    except LianxinError as error:
        raise refused(error, turn.context.language) from None
    except GraphQLError as error:
        raise RequestRefused(formatted([error], "BAD_USER_INPUT", turn.context.language)) from None
    turn.snapshot.plans.keep(turn.plan_key, turn.plan)
    turn.snapshot.asked(turn.plan.fields)


def _planned(turn: Turn, selection: Selection) -> Plan:
    assert turn.operation is not None
    database = turn.context.locality.database
    emission = Emission(
        catalogue=turn.snapshot.catalogue,
        composition=turn.snapshot.composition,
        backend=database.backend,
        who=turn.who,
        language=turn.context.language,
        shapes=turn.shapes,
    )
    projector = Projector(emission, database)
    rows, values = _divided(selection.fields)
    return Plan(
        rows=_statement(projector, rows) if rows else None,
        members=tuple(map(projector.member, values)),
        introspection=_about_schema(turn.operation.operation, selection.introspection),
        keys=selection.keys,
        binder=emission.binder,
        fields=frozenset(_names(selection.fields)),
    )


def _divided(fields: Sequence[Root]) -> tuple[Sequence[Root], Sequence[Root]]:
    """What the database answers, in one statement, and what Python does; what is known already
    goes with the statement where there is one."""
    values = [field for field in fields if _runs(field)]
    rows = [field for field in fields if not _runs(field)]
    if all(isinstance(field, Typename) or field.hidden for field in rows):
        return [], fields
    return rows, values


def _runs(field: Root) -> bool:
    return (
        isinstance(field, Asked)
        and not field.hidden
        and isinstance(field.field.declared, Value | HandWritten)
    )


def _statement(projector: Projector, fields: Sequence[Root]) -> Statement:
    return projector.statement(lambda spot: select(object_text(projector.e, fields, None, spot)))


def _about_schema(operation: Operation, nodes: Sequence[FieldNode]) -> DocumentNode | None:
    """The operation without everything but its questions about the schema."""
    if not nodes:
        return None
    only = replace(operation.node, selection_set=SelectionSetNode(selections=tuple(nodes)))
    return DocumentNode(definitions=(only, *operation.fragments.values()))


def _names(fields: Iterable[Root]) -> Iterator[str]:
    for field in fields:
        if isinstance(field, Asked) and not field.hidden:
            yield field.full_name
            for below in field.below.values():
                yield from _names(below)
