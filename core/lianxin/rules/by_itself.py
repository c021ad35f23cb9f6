"""What happens to a case by itself, as soon as a condition holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from lianxin.rules.base import Kind, Rule


@dataclass(frozen=True, kw_only=True)
class ByItself(Rule):
    """The sweep does `action` to open cases of `workflow` (keys within the module) for which
    `when` holds. `fields` are what the action is given, each a subselect of one value; where one
    finds nothing the case waits. Both are SQL over `Case`.
    """

    kind: ClassVar[Kind] = Kind.WORKFLOW

    workflow: str
    action: str
    when: ColumnElement[bool]
    fields: Mapping[str, ColumnElement[Any]]
