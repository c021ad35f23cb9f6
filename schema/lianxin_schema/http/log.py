"""The access log: method, path template, status, time, document hash, operation name.

Never a literal, a variable, a token or an address: what an anonymous resident writes must
not be found in a log either.
"""

import logging
import re
import sys
from collections.abc import Iterator
from traceback import walk_tb
from typing import Any, BinaryIO, Final

import orjson
import structlog

from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.gateway import SUBSCRIPTION_NEEDS_STREAM, Answer

_NAME: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,79}")
#: Path template of sockets.
SOCKET: Final = "ws /{locality}/graphql"

_access = structlog.get_logger("lianxin.access")
_failures = structlog.get_logger("lianxin.failures")


def configure_logging(stream: BinaryIO | None = None) -> None:
    """One JSON object a line, to the standard error unless told otherwise; for the process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.BytesLoggerFactory(stream or sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )


def _line(entry: Any, **_: Any) -> bytes:
    return orjson.dumps(entry, default=str)


def access(exchange: Exchange, seconds: float) -> None:
    _access.info(
        "request",
        method=exchange.method if exchange.method.isalpha() else "?",
        path=exchange.template,
        status=exchange.status,
        ms=round(seconds * 1000, 2),
        code=exchange.code,
        document=exchange.document_hash,
        operation=_name(exchange.operation_name),
        request_id=exchange.request_id,
    )


def operation(request_id: str, answer: Answer | None, seconds: float) -> None:
    """An operation on a socket, at its end; a subscription's time is how long it was open."""
    _access.info(
        "operation",
        path=SOCKET,
        ms=round(seconds * 1000, 2),
        code=_outcome(answer),
        document=answer.document_hash if answer else None,
        operation=_name(answer.operation_name) if answer else None,
        request_id=request_id,
    )


def failure(request_id: str, path: str, error: BaseException) -> None:
    """What nobody foresaw. The exception's own text may quote data, so it is not written."""
    _failures.error(
        "unexpected",
        request_id=request_id,
        path=path,
        error=" < ".join(type(e).__qualname__ for e in _chain(error)),
        at=list(_frames(error)),
    )


def _outcome(answer: Answer | None) -> str | None:
    if answer is None:
        return "REFUSED"
    return None if answer.code == SUBSCRIPTION_NEEDS_STREAM else answer.code


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _frames(error: BaseException) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "?")
        yield f"{module}:{line} {frame.f_code.co_name}"


def _name(name: str | None) -> str | None:
    """GraphQL names only: nobody writes lines into the log."""
    return name if name and _NAME.fullmatch(name) else None
