"""Step 2, analyse: coerce the variables, tell what shapes the plan from what is only bound, and
find the plan that is kept for it, or else what there is to plan."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, Undefined, get_variable_values, is_nullable_type
from graphql.execution.values import VariableValues
from graphql.utilities import coerce_input_value

from lianxin_schema.fields.access import FEW
from lianxin_schema.limits import price_excesses
from lianxin_schema.planner.documents import KnownOperation, too_much
from lianxin_schema.planner.selection import select
from lianxin_schema.planner.shapes import frozen, shape_of, slot_name
from lianxin_schema.planner.texts import LIST_TOO_LONG, NOT_A_TEXT, is_short, is_storable
from lianxin_schema.planner.turn import MOST_ERRORS, RequestRefused, Turn, formatted, refusal

_COMPOSED = (list, tuple, dict, type(None))
"""Values that may shape a plan, or be too long, whatever their type says."""


def analyse(turn: Turn) -> None:
    assert turn.operation is not None
    turn.cost = _price(turn, turn.operation)
    turn.coerced = _coerced(turn, turn.operation)
    turn.shapes, are_slots = _shapes(turn, turn.operation, turn.coerced)
    shape = tuple(turn.shapes) if are_slots else frozen(turn.shapes)
    turn.plan_key = _plan_key(turn, turn.operation, shape)
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


def _coerced(turn: Turn, operation: KnownOperation) -> Mapping[str, Any]:
    """The variables' values. Raises RequestRefused."""
    raw = turn.raw_variables
    coerced: dict[str, Any] = {}
    for signature in operation.signatures:
        name = signature.name
        value = raw.get(name, Undefined)
        if value is Undefined:
            if signature.default is None and is_nullable_type(signature.type):
                continue
            return _coerced_at_length(turn, operation)
        if not is_storable(value):
            raise refusal("BAD_USER_INPUT", NOT_A_TEXT.say(turn.context.language))
        if type(value) is not str or name not in operation.texts:
            value = coerce_input_value(value, signature.type)
            if value is Undefined:
                return _coerced_at_length(turn, operation)
        coerced[name] = value
    return coerced


def _coerced_at_length(turn: Turn, operation: KnownOperation) -> Mapping[str, Any]:
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
        return found.coerced
    errors: list[GraphQLError] = found
    raise RequestRefused(formatted(errors, "BAD_USER_INPUT", turn.context.language))


def _shapes(
    turn: Turn, operation: KnownOperation, coerced: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    """What of the variables shapes the plan, and whether that is no more than which of them are
    given: then the plan's key need not look into them."""
    shapes: dict[str, Any] = {}
    are_slots = True
    for name, value in coerced.items():
        if name not in operation.shaping:
            continue
        if name in operation.slots and not isinstance(value, _COMPOSED):
            slot = shapes[name] = operation.slots[name]
            turn.values[slot.name] = value
            continue
        if not is_short(value):
            raise refusal("LIST_TOO_LONG", LIST_TOO_LONG.say(turn.context.language))
        shapes[name] = shape_of(value, operation.types[name], slot_name(name), turn.values)
        are_slots = False
    return shapes, are_slots


def _plan_key(turn: Turn, operation: KnownOperation, shape: Any) -> Any:
    assert turn.known is not None
    context, viewer = turn.context, turn.context.viewer
    return (
        turn.known.hash,
        operation.name,
        context.language,
        viewer.permissions,
        viewer.account_id is not None,
        len(viewer.unit_ids) <= FEW,
        context.locality.database.backend,
        shape,
    )
