"""Routes: to whom a case goes as it comes in, by where its reporter lives, by account, by level."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from lianxin.rules.base import Kind, Rule


@dataclass(frozen=True, kw_only=True)
class Route(Rule):
    """A new case of `workflow` (its key within the module) goes to `unit`, and to `handler`.

    Both are SQL of one value over the new `Case` (its reporter is known) and the workflow's own
    table; the first rule of the module that finds somebody decides. Whatever was given with the
    case stands, unless `always`. A case that names people or units goes nowhere by itself: they
    might be where it would come to.
    """

    kind: ClassVar[Kind] = Kind.WORKFLOW

    workflow: str
    unit: ColumnElement[Any] | None = None
    handler: ColumnElement[Any] | None = None
    always: bool = False
