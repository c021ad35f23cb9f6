"""graphql-core executes an operation, field by field, by the oracle's resolvers."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    execute,
    get_operation_ast,
    get_variable_values,
    lexicographic_sort_schema,
)
from graphql.execution.executor_throwing_on_incremental import ExecutorThrowingOnIncremental

from lianxin.context import Context
from lianxin.errors import LianxinError
from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.planner.turn import RequestRefused
from oracle.resolving import Oracle
from oracle.rights import Document, Rights
from oracle.tables import Loaded


async def slowly(
    catalogue: Catalogue,
    context: Context,
    loaded: Loaded,
    document: DocumentNode,
    variables: Mapping[str, Any],
) -> Any:
    """The data of an operation; None where the viewer may not ask for something in it."""
    rights = Rights(catalogue, context.viewer.permissions)
    schema = bare_schema(catalogue)
    if Document.of(document, _coerced(schema, document, variables)).refuses(rights):
        return None
    oracle = Oracle(catalogue, context, loaded, rights)
    result: Any = execute(
        schema,
        document,
        variable_values=dict(variables),
        field_resolver=oracle.resolve,
        type_resolver=oracle.type_of,
        executor_class=_Thinning,
    )
    answer = await result if hasattr(result, "__await__") else result
    for error in answer.errors or ():
        if not _is_expected(error):
            raise error.original_error or error
    return answer.data


def _coerced(
    schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    operation = get_operation_ast(document)
    assert operation is not None
    found: Any = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    return found.coerced  # type: ignore[no-any-return]


def _is_expected(error: Any) -> bool:
    """What is missing and must not be, or is said on purpose."""
    said = error.original_error
    missing = "Cannot return null" in error.message or "cannot represent value" in error.message
    return missing or isinstance(said, LianxinError | RequestRefused)


class _Thinning(ExecutorThrowingOnIncremental):
    """A list whose items must not be null loses an item that is, instead of being null itself."""

    def complete_iterable_value(self, item_type: Any, *more: Any) -> Any:  # type: ignore[override]
        if not isinstance(item_type, GraphQLNonNull):
            return super().complete_iterable_value(item_type, *more)
        found = super().complete_iterable_value(item_type.of_type, *more)
        return _awaited(found) if self.is_awaitable(found) else _thinned(found)


async def _awaited(found: Any) -> list[Any]:
    return _thinned(await found)


def _thinned(found: Any) -> list[Any]:
    return [item for item in found if item is not None]


@cache
def bare_schema(catalogue: Catalogue) -> GraphQLSchema:
    """The same schema without resolvers; its enums know values, not Python's members."""
    bare = lexicographic_sort_schema(catalogue.schema)
    for type_ in bare.type_map.values():
        if type_.name.startswith("__"):
            continue
        if isinstance(type_, GraphQLObjectType):
            type_.is_type_of = None
            for field in type_.fields.values():
                field.resolve = None
                _bare_defaults(field.args)
        elif isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            type_.resolve_type = None
        elif isinstance(type_, GraphQLInputObjectType):
            _bare_defaults(type_.fields)
    return bare


def _bare_defaults(inputs: Mapping[str, Any]) -> None:
    for given in inputs.values():
        if isinstance(given.default_value, Enum):
            given.default_value = given.default_value.value
