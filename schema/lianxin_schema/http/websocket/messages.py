"""What a client may say: five messages, each checked before anything looks inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lianxin_schema.http.gateway import GatewayError
from lianxin_schema.http.strict_json import decode_object

_ID_CHARACTERS: Final = 128
# A message holds a payload, which holds variables.
_OUTER_LEVELS: Final = 2


class Close(Exception):
    """Ends the connection with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class ConnectionInit:
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ping:
    payload: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pong:
    pass


@dataclass(frozen=True, slots=True)
class Subscribe:
    id: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Complete:
    id: str


Message = ConnectionInit | Ping | Pong | Subscribe | Complete


def parse_message(text: str, depth: int) -> Message:
    """Raises Close 4400 for whatever is none of the five."""
    try:
        given = decode_object(text.encode(), depth + _OUTER_LEVELS, "the message")
    except UnicodeEncodeError:
        raise _bad("not UTF-8") from None
    except GatewayError as error:
        raise _bad(error.message.en) from None
    match given.get("type"):
        case "connection_init":
            return ConnectionInit(_payload(given) or {})
        case "ping":
            return Ping(_payload(given))
        case "pong":
            _payload(given)
            return Pong()
        case "subscribe":
            payload = _payload(given)
            if payload is None:
                raise _bad("`subscribe` needs a payload")
            return Subscribe(_id(given), payload)
        case "complete":
            return Complete(_id(given))
    raise _bad("unknown type")


def _payload(given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    payload = given.get("payload")
    if payload is None or isinstance(payload, dict):
        return payload
    raise _bad("`payload` is to be an object")


def _id(given: Mapping[str, Any]) -> str:
    value = given.get("id")
    if isinstance(value, str) and 1 <= len(value) <= _ID_CHARACTERS:
        return value
    raise _bad(f"`id` is to be a string of 1 to {_ID_CHARACTERS} characters")


def _bad(reason: str) -> Close:
    return Close(4400, f"Invalid message: {reason}")
