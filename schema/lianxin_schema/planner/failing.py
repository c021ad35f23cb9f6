"""Errors of single fields: what is said on purpose is told, what nobody foresaw is masked."""

from typing import Any

from graphql import GraphQLError

from lianxin.errors import DatabaseBusy, DatabaseUnavailable, LianxinError, NotMigrated
from lianxin_schema.http.log import failure
from lianxin_schema.http.refusals import refusal
from lianxin_schema.planner.places import Place
from lianxin_schema.planner.turn import RequestRefused, Turn, formatted, told

_OF_THE_WHOLE = (DatabaseBusy, DatabaseUnavailable, NotMigrated)
"""The call fails, and the protocol says so with a status of its own."""


def fail(turn: Turn, place: Place, error: Exception) -> None:
    """A field has no value, and the answer says why. Raises what concerns the whole call."""
    if isinstance(error, _OF_THE_WHOLE):
        raise error
    turn.errors += [{**found, "path": place.path} for found in _said(turn, place, error)]
    place.miss()


def _said(turn: Turn, place: Place, error: Exception) -> list[dict[str, Any]]:
    language = turn.context.language
    if isinstance(error, RequestRefused):
        return [dict(found) for found in error.errors]
    if isinstance(error, LianxinError):
        return [told(error, language)]
    if isinstance(error, GraphQLError):
        return formatted([error], "BAD_USER_INPUT", language)
    request_id = turn.context.request_id
    failure(request_id, ".".join(map(str, place.path)), error)
    return [told(refusal("INTERNAL_ERROR", request_id), language)]
