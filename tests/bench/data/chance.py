"""What looks random and is the same every time."""

from collections.abc import Iterator
from random import Random
from typing import Any

Row = dict[str, Any]
Rows = Iterator[Row]


class Chance(Random):
    """`Chance("cases")` draws the same numbers every time, whatever is drawn elsewhere."""

    def key(self) -> int:
        """As the product's own keys: random, in no order."""
        return self.getrandbits(63) or 1
