"""Where a new case goes: what its routes find, unless it was given or the case names somebody."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, case, func
from sqlmodel import col

from lianxin.commands.conditions import NEW, replaced
from lianxin.rules.route import Route
from lianxin.tables import Case

if TYPE_CHECKING:
    from lianxin.commands.cases.judge import Judge

_UNIT, _HANDLER = ("core_case", "unit_id"), ("core_case", "handler_id")


def routed(routes: Sequence[Route]) -> Mapping[tuple[str, str], ColumnElement[Any]]:
    """SQL over the new case for the columns that routes fill; whose it is may hang on its unit."""
    if not routes:
        return {}
    unit = _first(routes, "unit", col(Case.unit_id))
    handler = _first(routes, "handler", col(Case.handler_id))
    return {_UNIT: unit, _HANDLER: replaced(handler, {_UNIT: unit})}


def _first(
    routes: Sequence[Route], name: Literal["unit", "handler"], given: Any
) -> ColumnElement[Any]:
    always = [getattr(route, name) for route in routes if route.always]
    otherwise = [getattr(route, name) for route in routes if not route.always]
    found = [column for column in (*always, given, *otherwise) if column is not None]
    going = func.coalesce(*found) if len(found) > 1 else given
    chosen: ColumnElement[Any] = case((col(Case.restricted), given), else_=going)
    return chosen


def reported_by(person_id: int | None) -> dict[str, Any]:
    """The parameter by which conditions on a new case know its reporter."""
    return {f"{NEW}core_case__reporter_id": person_id}


def go(new: Case, said: Any, judge: "Judge") -> None:
    """Give the case to whom its statement said it goes."""
    if judge.routes:
        new.unit_id, new.handler_id = said.routed_unit_id, said.routed_handler_id
