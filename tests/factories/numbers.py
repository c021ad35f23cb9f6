"""Numbers that do not repeat within a test run."""

from itertools import count

_COUNTER = count(1)


def number() -> int:
    return next(_COUNTER)
