"""Terms at run time: begun, paused, lengthened and ended by what happens to a case."""

from lianxin.deadlines.counting import trace
from lianxin.deadlines.events import Happened
from lianxin.deadlines.following import due_of, follow, is_open
from lianxin.deadlines.limits import days_named, refusals_of_days, refusals_of_extension
from lianxin.deadlines.recounting import recounted
from lianxin.deadlines.rules import DeadlineInForce, deadlines_of
from lianxin.deadlines.tracing import traces_of

__all__ = [
    "DeadlineInForce",
    "Happened",
    "days_named",
    "deadlines_of",
    "due_of",
    "follow",
    "is_open",
    "recounted",
    "refusals_of_days",
    "refusals_of_extension",
    "trace",
    "traces_of",
]
