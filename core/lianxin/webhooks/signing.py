"""Signatures as Standard Webhooks 1.0 has them: over the ID, the time and the body together.

`webhook-signature` is a list of `v1,<Base64>`, one of which must fit, so that a sender can sign
with an old and a new secret while it changes over.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from lianxin.errors import LianxinError
from lianxin.language import Text

ID, TIMESTAMP, SIGNATURE = HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
PREFIX = "whsec_"
_VERSION = "v1"
# A full stop parts what is signed: in an ID it would let text pass from one part to the next.
_ID = re.compile(r"[!-\-/-~]{1,200}")
_SECONDS = re.compile(r"[0-9]{1,11}")


class NotSigned(LianxinError):
    code = "SIGNATURE_MISSING"

    def __init__(self, header: str) -> None:
        super().__init__(
            Text(
                f"缺少请求头 {header}，或其格式不对；签名须有 {'、'.join(HEADERS)} 三项",
                f"The header {header} is missing or malformed; a signed request has "
                f"{', '.join(HEADERS)}",
            )
        )


class BadSignature(LianxinError):
    code = "BAD_SIGNATURE"
    message = Text(
        "签名不符，请核对该渠道的密钥，并对“编号.时间.正文”原样签名",
        "The signature does not fit; check the channel's secret, and sign `id.timestamp.body` as sent",
    )


class OutOfTime(LianxinError):
    code = "SIGNATURE_OUT_OF_TIME"

    def __init__(self, seconds: int, tolerance: timedelta) -> None:
        most = int(tolerance.total_seconds())
        zh, en = ("早", "before") if seconds >= 0 else ("晚", "after")
        super().__init__(
            Text(
                f"签名时间比现在{zh} {abs(seconds)} 秒，最多可差 {most} 秒；"
                "请校准时钟，重发时重新签名",
                f"It was signed {abs(seconds)} s {en} now, and {most} s is the most; "
                "set the sender's clock, and sign anew when sending again",
            )
        )


def sign(secret: str, number: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers with which a sender delivers a body."""
    seconds = str(int(at.timestamp()))
    signature = base64.b64encode(_mac(secret, number, seconds, body)).decode()
    return {ID: number, TIMESTAMP: seconds, SIGNATURE: f"{_VERSION},{signature}"}


def check(
    secret: str | None,
    headers: Mapping[str, str],
    body: bytes,
    now: datetime,
    tolerance: timedelta,
) -> None:
    """Raises NotSigned, BadSignature or OutOfTime, in this order."""
    number, seconds = _matching(headers, ID, _ID), _matching(headers, TIMESTAMP, _SECONDS)
    if not headers.get(SIGNATURE):
        raise NotSigned(SIGNATURE)
    if not secret or not _fits(_mac(secret, number, seconds, body), headers[SIGNATURE]):
        raise BadSignature
    late = int((now.astimezone(UTC) - datetime.fromtimestamp(0, UTC)).total_seconds()) - int(
        seconds
    )
    if abs(late) > tolerance.total_seconds():
        raise OutOfTime(late, tolerance)


def _matching(headers: Mapping[str, str], name: str, form: re.Pattern[str]) -> str:
    value = headers.get(name, "")
    if not form.fullmatch(value):
        raise NotSigned(name)
    return value


def _mac(secret: str, number: str, seconds: str, body: bytes) -> bytes:
    return hmac.digest(_key(secret), f"{number}.{seconds}.".encode() + body, hashlib.sha256)


def _key(secret: str) -> bytes:
    """What stands behind the prefix in Base64; a secret without it is used as it stands."""
    if secret.startswith(PREFIX):
        return base64.b64decode(secret.removeprefix(PREFIX))
    return secret.encode()


def _fits(wanted: bytes, given: str) -> bool:
    return any(hmac.compare_digest(wanted, _decoded(each)) for each in given.split()[:8])


def _decoded(signature: str) -> bytes:
    version, _, text = signature.partition(",")
    try:
        return base64.b64decode(text, validate=True) if version == _VERSION else b""
    except (binascii.Error, ValueError):
        return b""
