"""Lists: the rows of a window as JSON, one after the other."""

from sqlalchemy import ColumnElement, select

from lianxin_schema.fields.declared import Many
from lianxin_schema.fields.visibility import EVERY_ROW, Columns
from lianxin_schema.planner.selection import Asked
from lianxin_schema.planner.sql.branches import rows_of
from lianxin_schema.planner.sql.emission import Emission, Spot, emits
from lianxin_schema.planner.sql.json import Concat, Joined, Part
from lianxin_schema.planner.sql.links import row_text
from lianxin_schema.planner.sql.objects import object_text
from lianxin_schema.planner.sql.windows import Window, list_window


@emits(Many)
def many(e: Emission, declared: Many, asked: Asked, row: Columns, spot: Spot) -> Part:
    assert declared.parent is not None
    (type_,) = e.catalogue.possible(asked.field.target)
    window = list_window(e, declared, type_, declared.parent(row))
    rows = rows_of(window)
    text = shown(window, asked, rows.c, spot.each(asked.field.definition.type))
    return Concat(["[", select(Joined(text)).select_from(rows).scalar_subquery(), "]"])


def shown(window: Window, asked: Asked, row: Columns, spot: Spot) -> ColumnElement[str]:
    """A row of a window as JSON."""
    if window.e.nested:
        return object_text(window.e, asked.below[window.type.name], row, spot)
    # The rows are known by their keys, and that they may be seen.
    return row_text(window.e, asked, window.type, row.id, spot, through=EVERY_ROW)
