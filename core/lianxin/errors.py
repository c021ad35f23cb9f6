"""What may go wrong, told to people: each failure has a code and says what to do.

LianxinError
├── Refused            an expected refusal; carries Problems, which become `errors` of a payload
├── PluginError        a plugin is wrong; names it
├── DatabaseUnavailable, DatabaseBusy
├── NotUnique
├── NotMigrated
├── UnknownLocality
└── Unauthenticated
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lianxin.language import Text

ProblemKind = Literal["validation", "permission", "missing", "conflict", "rule"]


@dataclass(frozen=True)
class Problem:
    """One expected failure, as a payload's `errors` shows it; a rule's refusal names the rule."""

    kind: ProblemKind
    code: str
    message: Text
    path: tuple[str, ...] = ()
    rule_key: str | None = None
    current_version: int | None = None

    def at(self, *path: str) -> "Problem":
        return replace(self, path=path)


class LianxinError(Exception):
    """Whatever this program says on purpose."""

    code = "ERROR"
    message = Text("出错了", "Something went wrong")
    retry_after: int | None = None
    """Seconds after which it may be tried again, where that is known."""

    def __init__(self, message: Text | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message.en)


class Refused(LianxinError):
    """A command that is not carried out; nothing of it is stored."""

    code = "REFUSED"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self.code = self.problems[0].code
        super().__init__(self.problems[0].message)


class PluginError(LianxinError):
    """A plugin cannot be used; the message names it and the reason."""

    code = "PLUGIN_ERROR"

    def __init__(self, plugin: str, reason: str) -> None:
        self.plugin = plugin
        self.reason = reason
        super().__init__(Text(f"插件 {plugin} 不可用：{reason}", f"Plugin {plugin}: {reason}"))


class DatabaseUnavailable(LianxinError):
    code = "DATABASE_UNAVAILABLE"
    message = Text(
        "数据库暂时无法连接，请稍后重试", "The database cannot be reached; please try again shortly"
    )


class DatabaseBusy(LianxinError):
    code = "BUSY"
    message = Text("数据库繁忙，请稍后重试", "The database is busy; please try again shortly")


class NotUnique(LianxinError):
    """A row with the same unique key is there already, or one that was to be changed is not as it
    was seen any more: somebody else was faster. Nothing was stored."""

    code = "NOT_UNIQUE"
    message = Text("该记录已存在", "Such a record is there already")


class NotMigrated(LianxinError):
    code = "NOT_MIGRATED"
    message = Text(
        "数据库尚未升级，请管理员运行 lianxin migrate",
        "The database is not migrated; an administrator must run `lianxin migrate`",
    )


class UnknownLocality(LianxinError):
    code = "UNKNOWN_LOCALITY"

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                f"没有名为 {key!r} 的地方，请检查网址",
                f"There is no locality {key!r}; check the address",
            )
        )


class Unauthenticated(LianxinError):
    code = "UNAUTHENTICATED"
    message = Text("登录已失效，请重新登录", "The token is not valid (any more); sign in again")


def invalid(code: str, message: Text, *path: str) -> Problem:
    return Problem("validation", code, message, path)


def not_found(message: Text, *path: str) -> Problem:
    return Problem("missing", "NOT_FOUND", message, path)


def not_permitted(message: Text, *path: str) -> Problem:
    return Problem("permission", "NOT_PERMITTED", message, path)


def conflict(code: str, message: Text, current_version: int | None = None) -> Problem:
    return Problem("conflict", code, message, current_version=current_version)
