"""Codes and the HTTP statuses they become: the only place that knows both."""

from types import MappingProxyType
from typing import Final

#: Anything else that refuses an operation is the document's fault: 400, or 200 where the
#: client takes only `application/json` (GraphQL over HTTP, 6.4.1).
DOCUMENT_STATUS: Final = 400

STATUSES: Final = MappingProxyType(
    {
        "BAD_REQUEST": 400,
        "BAD_JSON": 400,
        "BAD_DOCUMENT_ID": 400,
        "BAD_IDEMPOTENCY_KEY": 400,
        "PERSISTED_QUERY_HASH_MISMATCH": 400,
        "UNAUTHENTICATED": 401,
        "TOKEN_EXPIRED": 401,
        "BAD_CREDENTIALS": 401,
        "BAD_SIGNATURE": 401,
        "SIGNATURE_MISSING": 401,
        "SIGNATURE_OUT_OF_TIME": 401,
        "BAD_STATE": 401,
        "IDENTITY_NOT_PROVEN": 401,
        "FORBIDDEN": 403,
        "PASSWORD_MUST_CHANGE": 403,
        "REDIRECT_NOT_ALLOWED": 403,
        "UNKNOWN_ACCOUNT": 403,
        "ORIGIN_NOT_ALLOWED": 403,
        "DOCUMENT_NOT_TRUSTED": 403,
        "NOT_FOUND": 404,
        "UNKNOWN_LOCALITY": 404,
        "UNKNOWN_CHANNEL": 404,
        "UNKNOWN_PROVIDER": 404,
        "METHOD_NOT_ALLOWED": 405,
        "MUTATION_BY_GET": 405,
        "NOT_ACCEPTABLE": 406,
        "BODY_TOO_SLOW": 408,
        "BODY_TOO_LARGE": 413,
        "URL_TOO_LONG": 414,
        "UNSUPPORTED_MEDIA_TYPE": 415,
        "UNSUPPORTED_ENCODING": 415,
        "TOO_MANY_REQUESTS": 429,
        "LOCKED_OUT": 429,
        "INTERNAL_ERROR": 500,
        "DATABASE_UNAVAILABLE": 503,
        "NOT_MIGRATED": 503,
        "PLUGIN_ERROR": 503,
        "PROVIDER_UNAVAILABLE": 503,
        "BUSY": 503,
        "REQUEST_TOO_SLOW": 503,
        "TOO_MANY_STREAMS": 503,
    }
)

#: Seconds to wait, by status, where the gateway does not say.
_RETRY_AFTER: Final = MappingProxyType({429: 30, 503: 2})


def status_of(code: str | None, *, legacy: bool = False) -> int:
    """HTTP status for a refusal; `legacy` if the client takes only `application/json`."""
    fixed = STATUSES.get(code or "")
    if fixed is not None:
        return fixed
    return 200 if legacy else DOCUMENT_STATUS


def extra_headers(
    status: int, code: str | None, retry_after: int | None = None
) -> tuple[tuple[bytes, bytes], ...]:
    """Headers that a status demands; `retry_after` in seconds, if the gateway knows better."""
    if code == "MUTATION_BY_GET":
        return ((b"allow", b"POST"),)
    if status == 401:
        return ((b"www-authenticate", b"Bearer"),)
    if status in (408, 413):
        # The rest of the body is not waited for.
        return ((b"connection", b"close"),)
    seconds = retry_after if retry_after is not None else _RETRY_AFTER.get(status)
    return () if seconds is None else ((b"retry-after", b"%d" % seconds),)
