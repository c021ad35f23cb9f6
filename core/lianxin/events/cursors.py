"""Cursors of events: a gap between their numbers would betray what is kept from a subscriber."""

from hmac import compare_digest

from lianxin.privacy.sealing import Sealer

_MARK, _MASK = "core_outbox_event.n", "core_outbox_event.n.mask"
_HALF = 16


def cursor_of(number: int, sealer: Sealer) -> str:
    """32 hex digits, the same in every process and after a restart; they tell no order."""
    mark = _mark(number, sealer)
    return f"{mark}{number ^ _mask(mark, sealer):0{_HALF}x}"


def number_of(cursor: str, sealer: Sealer) -> int | None:
    """None where it is no cursor that this locality gave."""
    mark, hidden = cursor[:_HALF], cursor[_HALF:]
    if len(hidden) != _HALF or not set(cursor) <= set("0123456789abcdef"):
        return None
    number = int(hidden, 16) ^ _mask(mark, sealer)
    return number if compare_digest(mark, _mark(number, sealer)) else None


def _mark(number: int, sealer: Sealer) -> str:
    return sealer.blind_index(str(number), _MARK)[:_HALF]


def _mask(mark: str, sealer: Sealer) -> int:
    return int(sealer.blind_index(mark, _MASK)[:_HALF], 16)
