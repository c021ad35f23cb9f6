"""How many sockets and event streams are open in this process: bounded and counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from lianxin_schema.http.metrics import Metrics
from lianxin_schema.http.refusals import refusal


class Openings:
    def __init__(self, most: int, metrics: Metrics) -> None:
        self._most = most
        self._open = 0
        self._gauge = metrics.streams

    @contextmanager
    def one(self, kind: str) -> Iterator[None]:
        """`kind` is "ws" or "sse"; raises GatewayError where there are too many already."""
        if self._open >= self._most:
            raise refusal("TOO_MANY_STREAMS")
        self._open += 1
        self._gauge.labels(kind).inc()
        try:
            yield
        finally:
            self._open -= 1
            self._gauge.labels(kind).dec()
