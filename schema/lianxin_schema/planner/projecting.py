"""How Python values are written: the members asked for of each type, and the statements that read
the rows which values refer to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import is_leaf_type
from sqlalchemy import BigInteger, Integer, Select, String, bindparam, select

from lianxin.database import Database
from lianxin_schema.fields.catalogue import ObjectType
from lianxin_schema.fields.declared import HandWritten, Page, Value
from lianxin_schema.fields.visibility import EVERY_ROW
from lianxin_schema.planner.plan import (
    LISTED,
    Fill,
    Fixed,
    Hop,
    Member,
    PageField,
    Projection,
    Statement,
    ValueField,
    Written,
)
from lianxin_schema.planner.selection import Asked, Typename
from lianxin_schema.planner.sql.connections import connection
from lianxin_schema.planner.sql.emission import Emission, Placeholder, Spot
from lianxin_schema.planner.sql.items import items
from lianxin_schema.planner.sql.json import Concat, Joined, Part, or_null
from lianxin_schema.planner.sql.links import row_text

_ITEM = Hop(None, nullable=True)


@dataclass(frozen=True)
class Projector:
    """Makes the statements of a plan, with what is to be filled in after them."""

    e: Emission
    database: Database

    def statement(self, emit: Callable[[Spot], Select[Any]]) -> Statement:
        spot = Spot()
        prepared = self.database.prepare(emit(spot))
        return Statement(prepared, tuple(map(self._fill, spot.left)))

    def member(self, asked: Asked | Typename) -> Written:
        """A member of a Python value, or of the root."""
        if isinstance(asked, Typename):
            return Fixed(asked.key, asked.type.name)
        if asked.hidden:
            return Fixed(asked.key, None)
        declared = asked.field.declared
        if isinstance(declared, Page):
            return self._page(declared, asked)
        assert isinstance(declared, Value | HandWritten)
        return self.value(declared, asked)

    def value(self, declared: Value | HandWritten, asked: Asked) -> ValueField:
        return ValueField(
            key=asked.key,
            definition=asked.field.definition,
            read=_reader(declared, asked),
            arguments=asked.arguments,
            projection=self.projection(asked),
        )

    def projection(self, asked: Asked) -> Projection:
        """How the values of a field are written, whichever of its types they turn out to be."""
        target = asked.field.target
        if is_leaf_type(target):
            return Projection(leaf=target.serialize)
        types = [self.e.catalogue.types[name] for name in asked.below]
        rows = {t.name: self._rows(asked, t) for t in types if t.planned.table is not None}
        members = {t.name: asked.below[t.name] for t in types if t.planned.table is None}
        return Projection(
            members={name: tuple(map(self.member, fields)) for name, fields in members.items()},
            rows=rows,
        )

    def _fill(self, left: Placeholder) -> Fill:
        return Fill(left.mark, left.path, left.values, left.type, self.projection(left.asked))

    def _rows(self, asked: Asked, type_: ObjectType) -> Statement:
        """The rows of a type with the keys that are listed, in their order."""
        declared = asked.field.declared
        through = EVERY_ROW if isinstance(declared, Value) and declared.shown else None

        def emit(spot: Spot) -> Select[Any]:
            listed = items(self.e, bindparam(LISTED, type_=String()))
            text = row_text(self.e, asked, type_, listed.c.key, spot.on(_ITEM), through=through)
            return select(_in_order(text)).select_from(listed)

        return self.statement(emit)

    def _page(self, declared: Page, asked: Asked) -> PageField:
        """The connections of the parents that are listed, in their order."""
        by_key = self._is_by_key(declared, asked)

        def emit(spot: Spot) -> Select[Any]:
            listed = items(self.e, bindparam(LISTED, type_=String()))
            parent = listed.c.key if by_key else listed.c.text
            text = connection(self.e, declared, asked, parent, spot.on(_ITEM))
            return select(_in_order(text)).select_from(listed)

        assert declared.parent is not None
        type_ = asked.field.definition.type
        return PageField(asked.key, declared.parent, self.statement(emit), type_)

    def _is_by_key(self, declared: Page, asked: Asked) -> bool:
        assert asked.field.rows is not None
        assert declared.key is not None
        table = self.e.table(self.e.catalogue.types[asked.field.rows])
        return not declared.among and isinstance(table.c[declared.key].type, Integer | BigInteger)


def _in_order(text: Part) -> Concat:
    return Concat(["[", Joined(or_null(text)), "]"])


def _reader(declared: Value | HandWritten, asked: Asked) -> Callable[..., Any]:
    """`read(value, context, **arguments)`."""
    if isinstance(declared, HandWritten):
        return lambda value, context, **arguments: declared.read(value, **arguments)
    if declared.read is None:
        return lambda value, context: getattr(value, asked.field.attribute)
    if declared.selective:
        return partial(declared.read, asked=_told(asked))
    return declared.read


def _told(asked: Asked) -> tuple[Member, ...]:
    """What is asked for below a value, whichever of its types it turns out to be."""
    fields = [field for below in asked.below.values() for field in below]
    return tuple(
        Member(field.key, "__typename", text=field.type.name)
        if isinstance(field, Typename)
        else Member(field.key, field.field.attribute, _told(field))
        for field in fields
    )
