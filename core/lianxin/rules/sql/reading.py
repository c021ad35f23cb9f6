"""Which tables a statement reads."""

from typing import Any

from sqlalchemy import Table


def tables_read(statement: Any) -> set[Table]:
    """All of them, subselects included. SQLAlchemy's own walk comes by a part of a statement as
    often as others refer to it; this looks into each once."""
    found: set[Table] = set()
    seen: set[int] = set()
    left = [statement]
    while left:
        element = left.pop()
        if id(element) in seen:
            continue
        seen.add(id(element))
        if isinstance(element, Table):
            found.add(element)
        else:
            left += element.get_children()
    return found
