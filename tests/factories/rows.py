"""All rows of a locality, so that a test can tell that nothing was written."""

from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from lianxin.localities import Locality


async def every_row(locality: Locality) -> dict[str, list[tuple[Any, ...]]]:
    """By table, in no order that means anything, those of the core and all enabled plugins."""
    prefixes = {"core", *(m.plugin.key for m in locality.composition.modules.values())}
    found = {}
    async with locality.database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name.partition("_")[0] in prefixes:
                rows = await session.all(select(table))
                found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
