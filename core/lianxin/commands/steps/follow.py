"""Step 11: what follows from surveys that were closed, or from what is told of those ranked by one;
in a transaction of its own, like standings: the commands are done.

What fails here after a closing is found by the sweep; after a record, when it is entered again.
"""

import logging
from collections.abc import Collection, Sequence

from lianxin.commands.attempt import Attempt
from lianxin.rules.consequence import AfterSurvey, ConsequenceRule
from lianxin.surveys.following import derive, waiting_for

_log = logging.getLogger(__name__)


async def follow(attempts: Sequence[Attempt]) -> None:
    closed = [survey for attempt in attempts for survey in attempt.closed_surveys]
    told = {touched.fact for attempt in attempts for touched in attempt.touched}
    read = told & _read_by(attempts[0])
    if not closed and not read:
        return
    context = attempts[0].context
    database = context.locality.database
    try:
        asked: list[tuple[int, Collection[str] | None]] = [(survey, None) for survey in closed]
        if read:
            async with database.reading() as session:
                asked += [(key, read) for key in await waiting_for(session, context, read)]
        for survey, facts in asked:
            async with database.writing() as tx:
                await derive(tx, context, survey, facts)
    except Exception:
        _log.exception("What follows in %s could not be found", context.locality.key)


def _read_by(attempt: Attempt) -> frozenset[str]:
    """The facts that consequences read besides a survey's scores."""
    composition = attempt.locality.composition
    known: frozenset[str] | None = composition.memo.get(AfterSurvey)
    if known is None:
        triggers = [rule.when for _, rule in composition.of(ConsequenceRule)]
        after = [trigger for trigger in triggers if isinstance(trigger, AfterSurvey)]
        known = frozenset().union(*(trigger.facts for trigger in after))
        composition.memo[AfterSurvey] = known
    return known
