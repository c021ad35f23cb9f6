"""Reading a request's body: bounded in size and time, never decompressed."""

from lianxin.patience import within
from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.refusals import refusal


class ClientGone(Exception):
    """The client went away: there is nobody to answer."""


async def read_body(exchange: Exchange, max_bytes: int, seconds: float) -> bytes:
    """Raises GatewayError (413, 415, 408) or ClientGone."""
    if exchange.headers.get(b"content-encoding", b"identity") != b"identity":
        raise refusal("UNSUPPORTED_ENCODING")
    length = exchange.headers.get(b"content-length", b"")
    if length.isdigit() and int(length[:18]) > max_bytes:
        raise refusal("BODY_TOO_LARGE", max_bytes)
    try:
        return await within(seconds, _pieces(exchange, max_bytes))
    except TimeoutError:
        raise refusal("BODY_TOO_SLOW") from None


async def _pieces(exchange: Exchange, max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        received = await exchange.receive()
        if received is None:
            raise ClientGone
        piece, more = received
        size += len(piece)
        if size > max_bytes:
            raise refusal("BODY_TOO_LARGE", max_bytes)
        pieces.append(piece)
        if not more:
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def require_json(content_type: str | None) -> None:
    """`application/json`, in UTF-8 if it says; else GatewayError 415."""
    if content_type == "application/json":
        return
    media, _, parameters = (content_type or "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if media.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise refusal("UNSUPPORTED_MEDIA_TYPE")
