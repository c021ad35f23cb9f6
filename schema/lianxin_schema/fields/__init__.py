"""How a GraphQL field declares what it is, so that the planner can read it in one statement."""

from lianxin_schema.fields.declare import (
    ascending,
    choice,
    column,
    computed,
    declared_of,
    descending,
    find,
    key,
    link,
    lookup,
    many,
    page,
    same,
    value,
    word,
)
from lianxin_schema.fields.declared import Argument, Declared, Order, Ref, Who
from lianxin_schema.fields.planned import OPEN, Planned, planned_of, table_type, value_type

__all__ = [
    "OPEN",
    "Argument",
    "Declared",
    "Order",
    "Planned",
    "Ref",
    "Who",
    "ascending",
    "choice",
    "column",
    "computed",
    "declared_of",
    "descending",
    "find",
    "key",
    "link",
    "lookup",
    "many",
    "page",
    "planned_of",
    "same",
    "table_type",
    "value",
    "value_type",
    "word",
]
