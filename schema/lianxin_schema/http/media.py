"""Which media type an Accept header leaves to a GraphQL answer (GraphQL over HTTP, 6.1)."""

from functools import lru_cache
from typing import Final

GRAPHQL: Final = "application/graphql-response+json"
LEGACY: Final = "application/json"
EVENTS: Final = "text/event-stream"


@lru_cache(maxsize=256)
def acceptable(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered type that the client likes best; of equals the first. None: 406."""
    if accept is None or not accept.strip():
        return offered[-1]
    ranges = [_range(part) for part in accept.split(",")]
    best = max(offered, key=lambda media: _quality(media, ranges))
    return best if _quality(best, ranges) > 0 else None


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """Of the most specific range that fits; a wildcard never puts the newer type first."""
    kind = media.split("/")[0]
    named = [quality for name, quality in ranges if name == media]
    if named:
        return named[0]
    wild = [quality for name, quality in ranges if name in (f"{kind}/*", "*/*")]
    return max(wild, default=0.0) * (0.5 if media == GRAPHQL else 1.0)


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return name, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return name, 0.0
