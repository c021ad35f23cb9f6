"""Step 2, analyse: coerce the variables, tell what shapes the plan from what is only bound, and
find the plan that is kept for it, or else what there is to plan."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, Undefined, get_variable_values, is_nullable_type
from graphql.execution.values import VariableValues, VariableValueSource
from graphql.utilities import coerce_input_value

from lianxin_schema.limits import price_excesses
from lianxin_schema.planner.documents import KnownOperation, too_much
from lianxin_schema.planner.selection import select
from lianxin_schema.planner.shapes import frozen, shape_of
from lianxin_schema.planner.texts import LIST_TOO_LONG, NOT_A_TEXT, is_short, is_storable
from lianxin_schema.planner.turn import MOST_ERRORS, RequestRefused, Turn, formatted, refusal


async def analyse(turn: Turn) -> None:
    assert turn.operation is not None
    turn.cost = _price(turn, turn.operation)
    turn.variables = _coerced(turn, turn.operation)
    turn.shapes = _shapes(turn, turn.operation)
    turn.plan_key = _plan_key(turn, turn.operation)
    turn.plan = turn.snapshot.plans.get(turn.plan_key)
    if turn.plan is None:
        turn.selection = select(turn.snapshot.catalogue, turn.operation.operation, turn.shapes)


def _price(turn: Turn, operation: KnownOperation) -> int:
    """What the operation costs with these variables. Raises RequestRefused above the limits."""
    limits = turn.snapshot.limits
    if operation.price.varies:
        passed = price_excesses(operation.price, limits, turn.raw_variables)
        if passed:
            raise too_much(passed, turn.context.language)
    return operation.price.cost(turn.raw_variables)


def _coerced(turn: Turn, operation: KnownOperation) -> VariableValues:
    """The variables' values. Raises RequestRefused."""
    raw = turn.raw_variables
    coerced: dict[str, Any] = {}
    sources: dict[str, VariableValueSource] = {}
    for signature in operation.signatures:
        value = raw.get(signature.name, Undefined)
        sources[signature.name] = VariableValueSource(signature, value)
        if value is Undefined:
            if signature.default is None and is_nullable_type(signature.type):
                continue
            return _coerced_at_length(turn, operation)
        if not is_storable(value):
            raise refusal("BAD_USER_INPUT", NOT_A_TEXT.say(turn.context.language))
        found = coerce_input_value(value, signature.type)
        if found is Undefined:
            return _coerced_at_length(turn, operation)
        coerced[signature.name] = found
    return VariableValues(sources, coerced)


def _coerced_at_length(turn: Turn, operation: KnownOperation) -> VariableValues:
    """The same by graphql-core, which knows of defaults and says what is wrong."""
    raw: Mapping[str, Any] = turn.raw_variables
    given = {s.name: raw[s.name] for s in operation.signatures if s.name in raw}
    if not is_storable(given):
        raise refusal("BAD_USER_INPUT", NOT_A_TEXT.say(turn.context.language))
    found = get_variable_values(
        turn.snapshot.catalogue.schema,
        operation.operation.node.variable_definitions or (),
        given,
        max_errors=MOST_ERRORS,
        hide_suggestions=True,
    )
    if isinstance(found, VariableValues):
        return found
    errors: list[GraphQLError] = found
    raise RequestRefused(formatted(errors, "BAD_USER_INPUT"))


def _shapes(turn: Turn, operation: KnownOperation) -> dict[str, Any]:
    assert turn.variables is not None
    shapes: dict[str, Any] = {}
    for signature in operation.signatures:
        name = signature.name
        if name in operation.shaping and name in turn.variables.coerced:
            value = turn.variables.coerced[name]
            if not is_short(value):
                raise refusal("LIST_TOO_LONG", LIST_TOO_LONG.say(turn.context.language))
            shapes[name] = shape_of(value, signature.type, f"v_{name}", turn.values)
    return shapes


def _plan_key(turn: Turn, operation: KnownOperation) -> Any:
    assert turn.known is not None
    context, viewer = turn.context, turn.context.viewer
    return (
        turn.known.hash,
        operation.name,
        context.language,
        viewer.permissions,
        viewer.account_id is not None,
        turn.who.few_units,
        context.locality.database.backend,
        frozen(turn.shapes),
    )
