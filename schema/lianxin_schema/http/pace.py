"""How many requests a minute one address may make, as this process counts them.

The generic cell rate algorithm (ITU-T I.371): one number an address, no window that jumps, and a
bounded memory, which the counters of well-known libraries have not.
"""

from collections import OrderedDict
from functools import lru_cache
from ipaddress import ip_address
from math import ceil
from time import monotonic
from typing import Final

from lianxin.accounts.failures import network_of
from lianxin_schema.http.gateway import GatewayError
from lianxin_schema.http.refusals import refusal

#: Addresses remembered; of more than these, those not seen for longest begin anew.
MOST: Final = 20_000
_MINUTE: Final = 60.0


class Pace:
    """A minute's worth may come at once, then one by one; 0 a minute is no limit."""

    def __init__(self, per_minute: int, most: int = MOST) -> None:
        self._interval = _MINUTE / per_minute if per_minute else 0.0
        self._most = most
        #: When each would have used up what it used, had it kept the pace.
        self._due: OrderedDict[str, float] = OrderedDict()

    def check(self, address: str | None, now: float | None = None) -> None:
        """Counts one more. Raises GatewayError TOO_MANY_REQUESTS; `now` in seconds."""
        subject = _subject(address) if self._interval else None
        if subject is None:
            return
        now = monotonic() if now is None else now
        due = max(self._due.get(subject, now), now) + self._interval
        if due - now > _MINUTE + 1e-6:
            raise _too_many(ceil(due - now - _MINUTE))
        self._due[subject] = due
        self._due.move_to_end(subject)
        if len(self._due) > self._most:
            self._due.popitem(last=False)


@lru_cache(4096)
def _subject(address: str | None) -> str | None:
    """None for what is not limited: this machine's own tools, and a proxy of it that does not say
    for whom it speaks, so that a forgotten setting closes the door to nobody."""
    try:
        if address is None or ip_address(address).is_loopback:
            return None
    except ValueError:
        return address
    return network_of(address)


def _too_many(seconds: int) -> GatewayError:
    found = refusal("TOO_MANY_REQUESTS", seconds)
    found.retry_after = seconds
    return found
