"""The steps of a turn, one a file, in their order."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from lianxin.localities import Locality
from lianxin.sweep.consequences import derive_consequences
from lianxin.sweep.deadlines import miss_deadlines
from lianxin.sweep.expired import forget_expired
from lianxin.sweep.happening import let_happen
from lianxin.sweep.opening import open_cases
from lianxin.sweep.publications import publish_due
from lianxin.sweep.recounts import recount_deadlines
from lianxin.sweep.settings import apply_settings
from lianxin.sweep.standings import refresh_everybody
from lianxin.sweep.turn import Memory, Swept, Turn

Step = Callable[[Turn], Awaitable[int]]

STEPS: tuple[tuple[str, Step], ...] = (
    ("settings", apply_settings),
    ("recounts", recount_deadlines),
    ("deadlines", miss_deadlines),
    ("happening", let_happen),
    ("standings", refresh_everybody),
    ("consequences", derive_consequences),
    ("opening", open_cases),
    ("publications", publish_due),
    ("expired", forget_expired),
)

_log = logging.getLogger(__name__)


async def sweep(locality: Locality, now: datetime, memory: Memory | None = None) -> Swept:
    """Do all that is due. Any number of processes may: each thing happens once.

    A step that fails is logged and told, and the others go on; the next turn tries it again.
    """
    turn, swept = Turn(locality, now, {} if memory is None else memory), Swept()
    for name, step in STEPS:
        try:
            swept.done[name] = await step(turn)
        except Exception as error:  # whatever it is, the other steps are not to wait for it
            _log.exception("The sweep's step %s failed in %s", name, locality.key)
            swept.failed[name] = f"{type(error).__name__}: {error}"
    return swept
