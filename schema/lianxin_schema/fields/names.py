"""The names that clients see: two may differ in Python and still be one in GraphQL."""

from typing import Any

from strawberry.utils.str_converters import to_camel_case


def final_name(named: Any) -> str:
    """Of a Strawberry field or argument."""
    found: str = named.graphql_name or to_camel_case(named.python_name)
    return found
