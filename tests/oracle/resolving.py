"""Resolvers derived from the declarations: one object, one field, one value at a time."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import orjson
from graphql import GraphQLResolveInfo
from sqlalchemy import Table
from strawberry.utils.str_converters import to_camel_case

from lianxin.context import Context
from lianxin.ids import parse_global_id
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules import Registry
from lianxin_schema.fields.catalogue import Catalogue, Field, ObjectType
from lianxin_schema.fields.declared import (
    ByIds,
    Choice,
    Column,
    Computed,
    Find,
    Key,
    Link,
    Lookup,
    Many,
    Order,
    Page,
    Ref,
    Rows,
    Same,
    Value,
    Word,
)
from lianxin_schema.fields.visibility import EVERY_ROW, Visible
from lianxin_schema.planner.cursors import tag_of
from lianxin_schema.planner.plan import Member
from lianxin_schema.types.registries import RegistryTypes, columns_about_cases
from oracle.pairs import pairs
from oracle.rights import Rights
from oracle.sight import Row, concealed, may_know, may_see
from oracle.tables import Loaded


@dataclass(frozen=True)
class RowOf:
    """A row as an object of a type."""

    type_name: str
    row: Row


@dataclass(frozen=True)
class Known:
    """An object known by what it is made of: a word, a step, a connection."""

    type_name: str
    value: Any


class Oracle:
    """Answers every field of one viewer's operations."""

    def __init__(
        self, catalogue: Catalogue, context: Context, loaded: Loaded, rights: Rights
    ) -> None:
        self.catalogue = catalogue
        self.context = context
        self.loaded = loaded
        self.rights = rights
        self.records = _records(context.locality.composition)

    def type_of(self, value: Any, *_: Any) -> str:
        if isinstance(value, RowOf | Known):
            return value.type_name
        name: str = type(value).__strawberry_definition__.name
        return name

    async def resolve(self, source: Any, info: GraphQLResolveInfo, **given: Any) -> Any:
        field = self.catalogue.types[info.parent_type.name].fields[info.field_name]
        if not self.rights.may(field):
            return None
        if isinstance(source, Known):
            found = self._of_known(source.value, field)
            return await found if inspect.isawaitable(found) else found
        resolver = _RESOLVERS[type(field.declared)]
        return await resolver(self, source, field, field.declared, given)

    # --- fields of a row

    async def key(self, source: RowOf, field: Field, declared: Key, given: Any) -> Any:
        return f"{source.type_name}:{source.row['id']}"

    async def column(self, source: RowOf, field: Field, declared: Column, given: Any) -> Any:
        return plain(await self._expressed(source, field, declared.expression))

    async def word(self, source: RowOf, field: Field, declared: Word, given: Any) -> Any:
        code = await self._expressed(source, field, declared.expression)
        if code is None:
            return None
        term = self.context.locality.composition.term(declared.vocabulary, code)
        return Known("Term", {"code": code, "label": term.label if term else code})

    async def lookup(self, source: RowOf, field: Field, declared: Lookup, given: Any) -> Any:
        text = await self._expressed(source, field, declared.expression)
        composition = self.context.locality.composition
        found = declared.table(composition).get(text)
        if found is None and declared.otherwise is not None:
            code = await self._expressed(source, field, declared.own["code"])
            term = composition.term(declared.otherwise, code)
            found = {"code": code, "label": term.label if term else code}
        return Known(field.target.name, found)

    async def same(self, source: RowOf, field: Field, declared: Same, given: Any) -> Any:
        return RowOf(field.target.name, source.row)

    async def computed(self, source: RowOf, field: Field, declared: Computed, given: Any) -> Any:
        needs = [plain(await self._expressed(source, field, need)) for need in declared.needs]
        (found,) = await declared.batch(self.context, [needs])
        return self._handed(found, shown=False)

    # --- links

    async def link(self, source: RowOf, field: Field, declared: Link, given: Any) -> Any:
        value = await self._expressed(source, field, declared.parent)
        found = [
            row
            for row in self._rows(field.target.name)
            if value is not None and row[declared.key] == value
        ]
        return self._first(field.target.name, found, declared.through)

    async def choice(self, source: RowOf, field: Field, declared: Choice, given: Any) -> Any:
        name = await self._expressed(source, field, declared.type_name)
        key = await self._expressed(source, field, declared.key)
        if name not in declared.targets or not self.rights.opens(name):
            return None
        return self._by_key(name, key, declared.through)

    async def find(self, source: Any, field: Field, declared: Find, given: Any) -> Any:
        type_ = self.catalogue.types[field.target.name]
        keys = [
            await self._keys(type_, argument.condition, given[name])
            for name, argument in declared.arguments.items()
        ]
        found = [r for r in self._rows(type_.name) if all(r["id"] in some for some in keys)]
        return self._first(type_.name, found, declared.through)

    async def by_ids(self, source: Any, field: Field, declared: ByIds, given: Any) -> Any:
        asked = given[declared.argument]
        if isinstance(asked, str):
            return await self._node(declared, asked)
        return [await self._node(declared, id_) for id_ in asked]

    async def _node(self, declared: ByIds, id_: str) -> Any:
        name, _, text = id_.partition(":")
        if name in declared.others:
            (found,) = await declared.others[name](self.context, [[text]])
            return found
        parsed = parse_global_id(id_)
        if parsed is None or name not in self.catalogue.types or not self.rights.opens(name):
            return None
        is_node = any(i.name == "Node" for i in self.catalogue.schema.type_map[name].interfaces)  # type: ignore[union-attr]
        return self._by_key(name, parsed[1], None) if is_node else None

    # --- lists

    async def many(self, source: RowOf, field: Field, declared: Many, given: Any) -> Any:
        parent = await self._expressed(source, field, declared.parent)
        type_ = self.catalogue.types[field.target.name]
        rows = await self._belonging(type_, declared, parent, {})
        return [RowOf(type_.name, row) for row in await self._sorted(type_, rows, declared.order)]

    async def page(self, source: Any, field: Field, declared: Page, given: Any) -> Any:
        assert field.rows is not None
        type_ = self.catalogue.types[field.rows]
        parent = None
        if declared.parent is not None:
            of_row = isinstance(source, RowOf)
            parent = (
                await self._expressed(source, field, declared.parent)
                if of_row
                else declared.parent(source)
            )
        rows = await self._belonging(type_, declared, parent, given)
        orders = orders_of(declared, given)
        return Known(field.target.name, await self._window(type_, rows, orders, given))

    async def _window(
        self,
        type_: ObjectType,
        rows: Sequence[Row],
        orders: Sequence[Order],
        given: Mapping[str, Any],
    ) -> dict[str, Any]:
        whole = await self._sorted(type_, self._rows(type_.name), orders)
        order = {row["id"]: n for n, row in enumerate(whole)}
        shown = sorted(rows, key=lambda row: order[row["id"]])
        count = len(shown)
        after, before = given.get("after"), given.get("before")
        if after is not None:
            shown = [row for row in shown if order[row["id"]] > order[orjson.loads(after)[-1]]]
        if before is not None:
            shown = [row for row in shown if order[row["id"]] < order[orjson.loads(before)[-1]]]
        first, last = given.get("first"), given.get("last")
        size = next((n for n in (first, last) if n is not None), 20)
        more = len(shown) > size
        shown = shown[:size] if last is None else shown[len(shown) - min(size, len(shown)) :]
        edges = [
            Known(
                f"{type_.name}Edge",
                {"cursor": await self.cursor(type_, row, orders), "node": RowOf(type_.name, row)},
            )
            for row in shown
        ]
        return {
            "edges": edges,
            "page_info": Known(
                "PageInfo",
                {
                    "has_next_page": more if last is None else before is not None,
                    "has_previous_page": more if last is not None else after is not None,
                    "start_cursor": edges[0].value["cursor"] if edges else None,
                    "end_cursor": edges[-1].value["cursor"] if edges else None,
                },
            ),
            "total_count": min(count, 10_000),
            "total_count_is_exact": count <= 10_000,
        }

    async def cursor(self, type_: ObjectType, row: Row, orders: Sequence[Order]) -> str:
        values = [plain(await self._value(type_, row, order.expression)) for order in orders]
        return orjson.dumps([tag_of(orders), *values, row["id"]]).decode()

    async def _belonging(
        self, type_: ObjectType, declared: Rows, parent: Any, given: Mapping[str, Any]
    ) -> list[Row]:
        """The rows of a list that the viewer may see."""
        joined = pairs(declared.via.table, self.loaded.tables) if declared.via else []
        rows = [
            r
            for r in self._rows(type_.name)
            if declared.key is None or self._is_of(r, declared, parent, joined)
        ]
        conditions = [(declared.filters[k], v) for k, v in (given.get("filter") or {}).items()]
        named = {to_camel_case(name): a for name, a in declared.arguments.items()}
        conditions += [(a.condition, given.get(name)) for name, a in named.items()]
        if declared.where is not None:
            where = declared.where
            conditions.append((lambda c, _: where(c), True))
        for condition, value in conditions:
            if value is not None:
                keys = await self._keys(type_, condition, value)
                rows = [row for row in rows if row["id"] in keys]
        return [row for row in rows if self._sees(type_.name, row, declared.through)]

    def _is_of(self, row: Row, declared: Rows, parent: Any, joined: Sequence[Row]) -> bool:
        if declared.via is not None:
            near, far = declared.via.near, declared.via.far
            return any(r[near] == parent and r[far] == row[declared.key] for r in joined)
        if declared.among:
            return row[declared.key or ""] in parent
        return parent is not None and row[declared.key or ""] == parent

    async def _sorted(
        self, type_: ObjectType, rows: Sequence[Row], orders: Sequence[Order]
    ) -> list[Row]:
        """By the last order first, as sorting keeps what is equal in its place."""
        found = sorted(
            rows, key=lambda row: row["id"], reverse=bool(orders) and orders[-1].descending
        )
        for order in reversed(orders):
            values = {r["id"]: await self._value(type_, r, order.expression) for r in found}
            some = [r for r in found if values[r["id"]] is not None]
            none = [r for r in found if values[r["id"]] is None]
            some.sort(key=lambda r: comparable(values[r["id"]]), reverse=order.descending)
            found = [*some, *none]
        return found

    # --- Python values

    async def value(self, source: Any, field: Field, declared: Value, given: Any) -> Any:
        if declared.read is None:
            return self._handed(getattr(source, field.attribute), declared.shown)
        arguments = {field.names[name]: value for name, value in given.items()}
        if declared.selective:  # asked for everything
            of = self.catalogue.types[field.target.name].fields.values()
            arguments["asked"] = tuple(Member(f.name, f.attribute) for f in of)
        found = declared.read(source, self.context, **arguments)
        return self._handed(await found if inspect.isawaitable(found) else found, declared.shown)

    def _of_known(self, value: Any, field: Field) -> Any:
        member = (
            value[field.attribute] if isinstance(value, dict) else getattr(value, field.attribute)
        )
        return self._handed(member, shown=False)

    def _handed(self, value: Any, shown: bool) -> Any:
        if isinstance(value, Ref):
            through = EVERY_ROW if shown else None
            opens = self.rights.opens(value.type_name)
            return self._by_key(value.type_name, value.key, through) if opens else None
        if isinstance(value, list | tuple):
            return [self._handed(item, shown) for item in value]
        return value.say(self.context.language) if isinstance(value, Text) else plain(value)

    # --- rows

    def _rows(self, type_name: str) -> list[Row]:
        return list(self.loaded.tables[self._table(type_name).name].values())

    def _table(self, type_name: str) -> Table:
        table = self.catalogue.types[type_name].planned.table
        assert table is not None
        return table

    def _by_key(self, type_name: str, key: int, through: Visible | None) -> RowOf | None:
        row = self.loaded.tables[self._table(type_name).name].get(key)
        return self._first(type_name, [row] if row else [], through)

    def _first(self, type_name: str, rows: Sequence[Row], through: Visible | None) -> RowOf | None:
        seen = (row for row in rows if self._sees(type_name, row, through))
        return next((RowOf(type_name, row) for row in seen), None)

    def _sees(self, type_name: str, row: Row, through: Visible | None) -> bool:
        viewer, today = self.context.viewer, self.context.today
        if through is None:
            tables = self.loaded.tables
            about = (row[column] for column in self.records.get(type_name, ()))
            known = all(may_know(viewer, case, tables, today) for case in about)
            return known and may_see(viewer, type_name, row, tables, today)
        return through is EVERY_ROW or not concealed(viewer, row, self.loaded.tables, today)

    async def _keys(self, type_: ObjectType, condition: Any, value: Any) -> set[int]:
        return await self.loaded.keys(self._table(type_.name), condition, value, self.context)

    async def _expressed(self, source: RowOf, field: Field, expression: Any) -> Any:
        if expression is None:
            return source.row[field.attribute]
        return await self._value(self.catalogue.types[source.type_name], source.row, expression)

    async def _value(self, type_: ObjectType, row: Row, expression: Any) -> Any:
        return await self.loaded.value(self._table(type_.name), row, expression, self.context)


def _records(composition: Composition) -> Mapping[str, Sequence[str]]:
    """The types of registries, with the columns by which their records are about cases."""
    found: Mapping[str, Sequence[str]] | None = composition.memo.get(_records)
    if found is None:
        entries = [e for e in composition.rules.values() if isinstance(e.rule, Registry)]
        made = [RegistryTypes.of(composition, entry) for entry in entries]
        found = {each.name: columns_about_cases(each.rule) for each in made}
        composition.memo[_records] = found
    return found


def orders_of(declared: Page, given: Mapping[str, Any]) -> tuple[Order, ...]:
    asked: dict[str, bool] = {}
    for order in given.get("orderBy") or ():
        asked.setdefault(order["field"], order["direction"] == "DESC")
    found = [
        Order(o.expression, o.descending != down, o.nullable, o.kind)
        for o, down in ((declared.orders[name], down) for name, down in asked.items())
    ]
    return tuple(found) or declared.order


def plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def comparable(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value


_RESOLVERS: dict[type, Any] = {
    Key: Oracle.key,
    Column: Oracle.column,
    Word: Oracle.word,
    Lookup: Oracle.lookup,
    Same: Oracle.same,
    Computed: Oracle.computed,
    Link: Oracle.link,
    Choice: Oracle.choice,
    Find: Oracle.find,
    ByIds: Oracle.by_ids,
    Many: Oracle.many,
    Page: Oracle.page,
    Value: Oracle.value,
}
