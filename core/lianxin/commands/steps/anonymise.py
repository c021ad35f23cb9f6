"""Step 3: what is anonymous goes on without its author, at the start of the day."""

from dataclasses import replace

from lianxin.clock import start_of_day
from lianxin.commands.attempt import Attempt
from lianxin.context import PUBLIC, Context


async def anonymise(attempt: Attempt) -> None:
    if attempt.command.is_anonymous():
        attempt.context = nameless(attempt.context)


def nameless(context: Context) -> Context:
    """A context from which nothing can be stored that tells who, from where, or at what time."""
    midnight = start_of_day(context.today, context.locality.zone)
    return replace(context, viewer=PUBLIC, now=midnight, request_id="")
