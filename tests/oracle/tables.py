"""All rows of a database as Python sees them, and what declared SQL says of one row at a time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import SQLModel

from lianxin.context import Context
from lianxin.localities import Locality
from lianxin_schema.planner.given import Binder, Given
from lianxin_schema.planner.running import ambient
from oracle.sight import Row


class Loaded:
    """Rows by table and key."""

    def __init__(self, locality: Locality) -> None:
        self._locality = locality
        self.tables: dict[str, dict[int, Row]] = {}
        self._known: dict[Any, Any] = {}

    async def load(self) -> "Loaded":
        modules = self._locality.composition.modules.values()
        owners = {"core", *(module.plugin.key for module in modules)}
        for table in SQLModel.metadata.sorted_tables:
            if table.name.partition("_")[0] in owners:
                rows = await self._locality.database.all(select(table))
                self.tables[table.name] = {
                    row[_key(table)] if _key(table) else n: row
                    for n, row in enumerate(found._asdict() for found in rows)
                }
        return self

    async def value(
        self, table: Table, row: Row, expression: Callable[[Any], Any], context: Context
    ) -> Any:
        """What an expression gives for one row; found for all rows when first asked for."""
        known = (expression, table.name, context.now, context.viewer)
        if known not in self._known:
            alias = table.alias()
            found = select(alias.c[_key(table)], expression(alias.c))
            rows = await self._locality.database.all(found, **ambient(context))
            self._known[known] = {row[0]: row[1] for row in rows}
        return self._known[known][row[_key(table)]]

    async def keys(
        self, table: Table, condition: Callable[[Any, Given], Any], value: Any, context: Context
    ) -> set[int]:
        """The keys of the rows for which a condition holds, whoever may see them."""
        binder, alias = Binder(), table.alias()
        found = select(alias.c[_key(table)]).where(condition(alias.c, Given(value, binder)))
        values = {**ambient(context), **binder.bound({})}
        return {row[0] for row in await self._locality.database.all(found, **values)}


def _key(table: Table) -> str:
    """The only column of the primary key, or the empty text where there are several."""
    columns = list(table.primary_key.columns)
    return columns[0].key if len(columns) == 1 else ""
