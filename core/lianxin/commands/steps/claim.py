"""Step 4: what was answered to the same key is answered again, and nothing is done twice."""

from lianxin.commands.attempt import Attempt


async def claim(attempt: Attempt) -> None:
    return None
