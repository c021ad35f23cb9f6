"""What the doctor finds."""

from dataclasses import dataclass
from typing import Literal

from lianxin.errors import DatabaseUnavailable, LianxinError
from lianxin.language import Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """`subject` is a locality's key, a plugin's, or a part of the deployment; `message` says what
    is wrong and what to do. With an error something does not work, or is not safe."""

    severity: Severity
    subject: str
    code: str
    message: Text


def wrong(subject: str, code: str, zh: str, en: str) -> Finding:
    return Finding("error", subject, code, Text(zh, en))


def doubtful(subject: str, code: str, zh: str, en: str) -> Finding:
    return Finding("warning", subject, code, Text(zh, en))


def failed(subject: str, error: LianxinError) -> Finding:
    """An administrator is told, too, why a database cannot be reached."""
    message, cause = error.message, error.__cause__
    if isinstance(error, DatabaseUnavailable) and cause is not None:
        why = str(cause) or type(cause).__name__
        message = Text(f"{message.zh}（{why}）", f"{message.en} ({why})")
    return Finding("error", subject, error.code, message)
