"""Memory: what lasts is kept out of the garbage collector's way, what was swapped out is let go."""

import asyncio
import gc

QUIET_SECONDS = 2.0
"""A collection holds everybody up for a moment: it waits until swaps have ceased so long …"""

MOST_SWAPS = 10
"""… or that many have come, for each may leave some megabytes behind."""


class Tidying:
    """Full collections need not walk what lives as long as the process. But what is frozen so
    cannot be collected either: after a swap it is thawed once, and what is left frozen anew."""

    def __init__(self) -> None:
        self._swaps = 0
        self._waiting: asyncio.TimerHandle | None = None

    def soon(self, _: str) -> None:
        """Called at each swap, with the locality's key."""
        self._swaps += 1
        self.stop()
        quiet = QUIET_SECONDS if self._swaps < MOST_SWAPS else 0
        self._waiting = asyncio.get_running_loop().call_later(quiet, self.tidy)

    def tidy(self) -> None:
        self._swaps = 0
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
