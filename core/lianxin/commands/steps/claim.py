"""Step 4: what was answered to the same key is answered again, and nothing is done twice.

Only looked up here: the answer is stored with the other writes, and where a twin was faster that
row is not unique, nothing is stored, and the second try finds the twin's answer.
"""

import orjson

from lianxin.accounts.once import Once
from lianxin.commands.attempt import Attempt


async def claim(attempt: Attempt) -> None:
    attempt.once = once = _once(attempt)
    if once is not None:
        async with attempt.locality.database.reading() as session:
            if (stored := await once.answered(session)) is not None:
                attempt.answer = attempt.command.recalled(orjson.loads(stored))


def _once(attempt: Attempt) -> Once | None:
    command = attempt.command
    body = {"does": command.does, **command.model_dump(mode="json")}
    return Once.of(attempt.context, body, anonymous=command.is_anonymous())
