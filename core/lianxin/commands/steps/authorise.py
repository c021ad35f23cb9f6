"""Step 2: whoever lacks the permission is told so before anything is read."""

from lianxin.commands.attempt import Attempt
from lianxin.errors import Refused, not_permitted
from lianxin.language import Text

_NO_PERMISSION = Text(
    "您没有权限进行此操作，请联系管理员", "You may not do this; ask an administrator for the right"
)


async def authorise(attempt: Attempt) -> None:
    needed = attempt.command.needed(attempt.locality)
    if needed is not None and not is_system(attempt) and not attempt.viewer.may(needed):
        raise Refused([not_permitted(_NO_PERMISSION)])


def is_system(attempt: Attempt) -> bool:
    """What happens by itself has no account, and every permission."""
    return "system" in attempt.viewer.roles
