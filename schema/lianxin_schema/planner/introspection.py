"""Questions about the schema itself are answered by graphql-core; they touch no data."""

from graphql import execute_sync

from lianxin_schema.planner.selection import select_fields
from lianxin_schema.planner.turn import Turn, formatted


async def introspect(turn: Turn) -> bool:
    """Answer if every root field asks about the schema; False otherwise."""
    assert turn.document is not None and turn.known is not None
    schema = turn.snapshot.graphql_schema
    operation = turn.document.operation
    root = schema.get_root_type(operation.operation)
    assert root is not None
    fields = select_fields(
        schema, turn.document, turn.variables.coerced, root, [operation.selection_set]
    )
    if not any(f.name.startswith("__") for f in fields) or not all(
        f.name.startswith("__") for f in fields
    ):
        return False
    result = execute_sync(
        schema,
        turn.known.document,
        variable_values=dict(turn.raw_variables),
        operation_name=turn.operation_name,
    )
    turn.data = result.data
    if result.errors:
        turn.errors = formatted(result.errors, "GRAPHQL_VALIDATION_FAILED")
    turn.rows_text = None
    return True


