"""Signatures of webhooks: what fits, and what was altered, is missing or comes at another time."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.webhooks.signing import (
    HEADERS,
    ID,
    SIGNATURE,
    TIMESTAMP,
    BadSignature,
    NotSigned,
    OutOfTime,
    check,
    sign,
)

# As the documentation of the scheme gives them.
SECRET = "whsec_plJ3nmyCDGBKInavdOK15jsl"
BODY = b'{"event_type":"ping","data":{"success":true}}'
SENT = datetime.fromtimestamp(1731705121, UTC)
SIGNED = {
    ID: "msg_loFOjxBNrRLzqYUf",
    TIMESTAMP: "1731705121",
    SIGNATURE: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
}
FITS = SIGNED[SIGNATURE]


def arrives(
    body: bytes = BODY, *, after: float = 0, secret: str | None = SECRET, **headers: str
) -> None:
    now = SENT + timedelta(seconds=after)
    check(secret, SIGNED | headers, body, now, timedelta(minutes=5))


def test_it_is_the_signature_that_others_make() -> None:
    assert sign(SECRET, SIGNED[ID], SENT, BODY) == SIGNED
    arrives()


@pytest.mark.parametrize("seconds", [300, -300])
def test_so_many_seconds_it_may_be_off(seconds: int) -> None:
    arrives(after=seconds)
    with pytest.raises(OutOfTime):
        arrives(after=seconds * 1.01)


@pytest.mark.parametrize(
    "headers",
    [
        {TIMESTAMP: "1731705421"},
        {ID: "another"},
        {SIGNATURE: FITS.replace("v1", "v2")},
        {SIGNATURE: FITS.removeprefix("v1,")},
        {SIGNATURE: "v1,"},
        {SIGNATURE: "v1,签名"},
        {SIGNATURE: "v1,AAAA " * 8 + FITS},
    ],
)
def test_what_is_altered_is_refused_even_late(headers: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        arrives(after=300, **headers)


def test_another_body_or_secret_does_not_fit() -> None:
    for body, secret in ((BODY + b" ", SECRET), (BODY, "whsec_AAAA"), (BODY, None), (BODY, "")):
        with pytest.raises(BadSignature):
            arrives(body, secret=secret)


@pytest.mark.parametrize("name", HEADERS)
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(NotSigned, match=name):
        arrives(**{name: ""})


@pytest.mark.parametrize(
    "headers",
    [{TIMESTAMP: t} for t in ("soon", "-5", "1e9", "1.5", "9" * 40, "１７３１７０５１２１")]
    + [{ID: i} for i in ("a.b", "a b", "编号", "x" * 201)],
)
def test_what_is_no_time_or_no_id_is_told(headers: dict[str, str]) -> None:
    with pytest.raises(NotSigned):
        arrives(**headers)


def test_one_signature_of_several_is_enough() -> None:
    arrives(**{SIGNATURE: f"v1a,zzzz v1,bm90IGl0 {FITS}"})


def test_a_secret_without_prefix_is_used_as_it_stands() -> None:
    signed = sign("an old secret", "m", SENT, BODY)
    check("an old secret", signed, BODY, SENT, timedelta(minutes=5))
