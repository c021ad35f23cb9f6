"""Ending sessions: one's own, or as an administrator somebody's."""

from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from lianxin.commands.accounts.finding import Found, Username, end, find_account
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.steps.authorise import is_system
from lianxin.commands.values import Prose
from lianxin.errors import Problem, Refused, not_found, not_permitted
from lianxin.language import Text

SHOWN = 24
"""So many characters of a token's hash name its session."""

_NOT_YOURS = Text(
    "只能结束自己的登录；结束他人的须由管理账号的管理员办理",
    "Only one's own sessions; another's are ended by an administrator of accounts",
)
_NO_SESSION = Text("没有这一登录，可能已结束", "There is no such session; it may be over")


class EndSessions(Command):
    """All of an account (of one's own, where none is named), or the one `session`."""

    does: ClassVar[str] = "end_sessions"

    username: Username | None = None
    session: Annotated[str, StringConstraints(min_length=SHOWN, max_length=SHOWN)] | None = None
    reason: Prose | None = None

    async def load(self, attempt: Attempt) -> Found:
        attempt.reason = self.reason
        name = self.username or attempt.viewer.username
        own = attempt.viewer.account_id is not None and name == attempt.viewer.username
        may = own or attempt.viewer.may("account.manage") or is_system(attempt)
        if name is None or not may:
            raise Refused([not_permitted(_NOT_YOURS, "username")])
        return await find_account(attempt, name)

    async def refusals(self, attempt: Attempt, loaded: Found) -> list[Problem]:
        return [] if self._ended(loaded) or self.session is None else [_MISSING]

    def apply(self, attempt: Attempt, loaded: Found) -> dict[str, Any]:
        number = end(attempt, self._ended(loaded))
        attempt.about = {"sessions": number}
        return {"account": loaded.id, "ended": number}

    def _ended(self, loaded: Found) -> tuple[str, ...]:
        asked = self.session
        return tuple(t for t in loaded.tokens if asked is None or t[:SHOWN] == asked)


_MISSING = not_found(_NO_SESSION, "session")
