"""Questions about the schema itself are answered by graphql-core; they touch no data."""

from typing import Any

from graphql import DocumentNode, execute_sync

from lianxin_schema.planner.turn import Turn, formatted


def introspect(turn: Turn, document: DocumentNode) -> dict[str, Any]:
    """The members of the answer that are about the schema."""
    result = execute_sync(
        turn.snapshot.catalogue.schema, document, variable_values=dict(turn.raw_variables)
    )
    if result.errors:
        turn.errors += formatted(result.errors, "GRAPHQL_VALIDATION_FAILED", turn.context.language)
    return result.data or {}
