"""A row's content fingerprint, by which a row that comes in twice is stored once."""

import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

from pydantic import BaseModel


def row_key(row: BaseModel, secret: bytes = b"") -> str:
    """64 hex digits over canonical JSON; the same for .xlsx and .csv, 1 and 1.0.

    Columns without a value do not count, so that a new optional column changes no old key.
    With a secret it is an HMAC: a plain hash of a short row of personal data can be guessed.
    """
    content = json.dumps(
        row.model_dump(exclude_none=True),
        default=_canonical,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    if secret:
        return hmac.new(secret, content, hashlib.sha256).hexdigest()
    return hashlib.sha256(content).hexdigest()


def _canonical(value: object) -> str:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
