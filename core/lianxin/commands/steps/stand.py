"""Step 10: the standings of those whom commands touched, in a transaction of their own.

It sees what others have stored meanwhile, which the commands' own would not; and it holds up
nobody who acts on the same case. What fails here is found anew by the sweep: the commands are done.
"""

import logging
from collections.abc import Sequence

from lianxin.commands.attempt import Attempt
from lianxin.errors import DatabaseBusy, NotUnique
from lianxin.standings.refreshing import concerned, refresh_touched

_log = logging.getLogger(__name__)


async def stand(attempts: Sequence[Attempt]) -> None:
    """All of them together: those of one locality, whose commands are stored."""
    touched = [touched for attempt in attempts for touched in attempt.touched]
    if not touched:
        return
    locality, now = attempts[0].locality, max(attempt.now for attempt in attempts)
    for tries_left in (1, 0):
        try:
            if asked := concerned(locality, now, touched):
                async with locality.database.writing() as tx:
                    await refresh_touched(tx, locality, now, asked)
            return
        except (NotUnique, DatabaseBusy):
            # Somebody else found the same to differ.
            if not tries_left:
                _log.warning("Standings in %s are left to the sweep", locality.key, exc_info=True)
        except Exception:
            _log.exception("Standings in %s could not be found anew", locality.key)
            return
