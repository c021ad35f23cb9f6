"""How much one operation may ask for: measured in one pass, before anything is executed."""

from lianxin_schema.limits.excess import Excess
from lianxin_schema.limits.limits import Limits
from lianxin_schema.limits.measure import Measure, excesses, measure, price_excesses
from lianxin_schema.limits.parsing import UnparsableDocument, parse_document
from lianxin_schema.limits.price import Price

__all__ = [
    "Excess",
    "Limits",
    "Measure",
    "Price",
    "UnparsableDocument",
    "excesses",
    "measure",
    "parse_document",
    "price_excesses",
]
