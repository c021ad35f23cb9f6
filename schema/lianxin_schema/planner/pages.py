"""The arguments of a page: how many rows, from which end, after which cursor, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin_schema.fields.declared import Order, Rows

DEFAULT_SIZE = 20
LARGEST_SIZE = 100


@dataclass(frozen=True)
class Paging:
    """`size` rows after `after` and before `before`, of these the first, or (`backwards`) the
    last ones."""

    size: int
    backwards: bool = False
    after: Any = None
    before: Any = None


def paging_of(given: Mapping[str, Any]) -> Paging:
    """Raises Refused."""
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise Refused([BOTH_ENDS])
    size = next((n for n in (first, last) if n is not None), DEFAULT_SIZE)
    if not 0 <= size <= LARGEST_SIZE:
        raise Refused([PAGE_TOO_LARGE])
    return Paging(size, last is not None, given.get("after"), given.get("before"))


def orders_of(rows: Rows, given: Mapping[str, Any]) -> tuple[Order, ...]:
    """The ordering asked for, else the declared one; what is named twice counts once."""
    asked: dict[str, bool] = {}
    for order in given.get("orderBy") or ():
        asked.setdefault(_word(order["field"]), _word(order["direction"]) == "DESC")
    if not asked:
        return rows.order
    found = ((rows.orders[name], turned) for name, turned in asked.items())
    return tuple(replace(o, descending=o.descending != turned) for o, turned in found)


def _word(value: Any) -> str:
    """An enum's name."""
    found: str = getattr(value, "name", value)
    return found


PAGE_TOO_LARGE = invalid(
    "PAGE_TOO_LARGE",
    Text("first / last 须在 0 到 100 之间", "first / last must be between 0 and 100"),
)
BOTH_ENDS = invalid(
    "FIRST_AND_LAST",
    Text("first 与 last 不能同时使用", "first and last cannot be used together"),
)
