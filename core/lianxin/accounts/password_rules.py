"""What a password has to be like: two profiles, since two authorities ask for the opposite."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianxin.errors import Problem, invalid
from lianxin.language import Text

LONGEST = 128
"""Characters; a longer text is no password but an attempt to keep the processor busy."""


@dataclass(frozen=True)
class PasswordRule:
    """`classes` of small and capital letters, digits and others; `days` until it has to change."""

    shortest: int
    classes: int = 1
    days: int | None = None

    def problems(self, password: str, username: str) -> list[Problem]:
        """What is wrong with a new password, all of it at once."""
        found = []
        if not self.shortest <= len(password) <= LONGEST:
            found.append(_length(self.shortest))
        if _classes(password) < self.classes:
            found.append(_TOO_PLAIN)
        named = username.casefold() or "\0"
        if named in password.casefold() or len(set(password)) < 5:
            found.append(_GUESSABLE)
        return found

    def expired(self, set_at: datetime | None, now: datetime) -> bool:
        if self.days is None or set_at is None:
            return False
        return now >= set_at + timedelta(days=self.days)


# GB/T 22239-2019 8.1.4 asks for complexity and regular change; the figures are the assessors'.
MLPS3 = PasswordRule(shortest=8, classes=3, days=90)
# OWASP ASVS 5.0 6.2 forbids both, and recommends 15 characters.
ASVS = PasswordRule(shortest=15)


def password_rule(profile: str) -> PasswordRule:
    return ASVS if profile == "asvs" else MLPS3


def normal(password: str) -> str:
    """The same password from every keyboard."""
    return unicodedata.normalize("NFC", password)


def _classes(password: str) -> int:
    kinds = (str.islower, str.isupper, str.isdigit)
    found = sum(any(map(kind, password)) for kind in kinds)
    return found + any(not any(kind(ch) for kind in kinds) for ch in password)


def _length(shortest: int) -> Problem:
    return invalid(
        "PASSWORD_LENGTH",
        Text("密码应为 {least} 至 {most} 位", "A password has {least} to {most} characters").format(
            least=shortest, most=LONGEST
        ),
        "password",
    )


_TOO_PLAIN = invalid(
    "PASSWORD_TOO_PLAIN",
    Text(
        "密码应含大写字母、小写字母、数字、其他字符中的三类",
        "A password needs three of: capital letters, small letters, digits, others",
    ),
    "password",
)
_GUESSABLE = invalid(
    "PASSWORD_GUESSABLE",
    Text(
        "密码不得包含用户名，且至少有 5 个不同的字符",
        "A password must not contain the user name and needs 5 different characters",
    ),
    "password",
)
