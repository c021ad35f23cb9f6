"""What is rising: the keys whose figure grew most from one period to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lianxin.indicators.reading import Value


@dataclass(frozen=True)
class Rise:
    key: Any
    before: float
    now: float

    @property
    def by(self) -> float:
        return self.now - self.before


def rising(before: Iterable[Value], now: Iterable[Value], most: int = 10) -> list[Rise]:
    """The steepest rises first, those of equal height by their present figure."""
    earlier = {value.key: value.value or 0.0 for value in before}
    rises = [Rise(v.key, earlier.get(v.key, 0.0), v.value or 0.0) for v in now]
    found = [rise for rise in rises if rise.by > 0]
    return sorted(found, key=lambda r: (-r.by, -r.now, str(r.key)))[:most]
