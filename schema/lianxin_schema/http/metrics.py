"""What Prometheus may ask: requests, open streams, refusals. No label takes what clients write."""

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

_METHODS = frozenset(("GET", "POST", "HEAD", "OPTIONS"))
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8)


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "lianxin_http_request_seconds",
            "Time from the request's head to the end of its answer",
            ("path", "method", "status"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._refusals = Counter(
            "lianxin_refusals", "Operations refused, by code", ("code",), registry=self._registry
        )
        self.streams = Gauge(
            "lianxin_open_streams",
            "Open sockets and event streams",
            ("kind",),
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self._children: dict[tuple[str, str, int], Histogram] = {}

    def request(self, template: str, method: str, status: int, seconds: float) -> None:
        key = (template, method if method in _METHODS else "other", status)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._requests.labels(key[0], key[1], str(status))
        child.observe(seconds)

    def refused(self, code: str) -> None:
        self._refusals.labels(code).inc()

    def exposition(self) -> tuple[bytes, str]:
        """Body and content type; of all processes where PROMETHEUS_MULTIPROC_DIR is set."""
        registry = self._registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry), CONTENT_TYPE_LATEST
