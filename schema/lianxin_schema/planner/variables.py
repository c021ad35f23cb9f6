"""Step 2, analyse: coerce the variables, and tell what shapes the plan from what is bound."""

from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, get_variable_values, type_from_ast
from graphql.execution.values import VariableValues

from lianxin_schema.planner.documents import priced
from lianxin_schema.planner.given import shape_of
from lianxin_schema.planner.turn import MOST_ERRORS, RequestRefused, Turn, formatted


async def analyse(turn: Turn) -> None:
    assert turn.document is not None
    operation = turn.document.operation
    turn.cost = priced(turn)
    turn.variables = _coerced(turn, operation)
    schema = turn.snapshot.graphql_schema
    shapes: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        if name in turn.variables.coerced:
            type_ = type_from_ast(schema, definition.type)
            shapes[name] = shape_of(
                turn.variables.coerced[name], type_, f"v_{name}", turn.values  # type: ignore[arg-type]
            )
    turn.shapes = shapes


def _coerced(turn: Turn, operation: OperationDefinitionNode) -> VariableValues:
    found = get_variable_values(
        turn.snapshot.graphql_schema,
        operation.variable_definitions or (),
        dict(turn.raw_variables),
        max_errors=MOST_ERRORS,
        hide_suggestions=True,
    )
    if isinstance(found, VariableValues):
        return found
    errors: list[GraphQLError] = found
    raise RequestRefused(formatted(errors, "BAD_USER_INPUT"))
