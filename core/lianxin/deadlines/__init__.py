"""Terms at run time: begun, paused, lengthened and ended by what happens to a case."""

from lianxin.deadlines.counting import trace, trace_until
from lianxin.deadlines.events import Happened
from lianxin.deadlines.following import due_of, follow, is_open
from lianxin.deadlines.limits import days_named, refusals_of_days, refusals_of_extension
from lianxin.deadlines.recounting import follows_figures, recounted, recounted_due
from lianxin.deadlines.rules import DeadlineInForce, deadlines_of
from lianxin.deadlines.tracing import traces_of

__all__ = [
    "DeadlineInForce",
    "Happened",
    "days_named",
    "deadlines_of",
    "due_of",
    "follow",
    "follows_figures",
    "is_open",
    "recounted",
    "recounted_due",
    "refusals_of_days",
    "refusals_of_extension",
    "trace",
    "trace_until",
    "traces_of",
]
