"""What one selection set adds up to, fragments expanded; sums, so that each is counted once."""

from collections.abc import Iterable
from dataclasses import dataclass

from lianxin_schema.limits.price import NOTHING, Amount, PriceBuilder


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a selection set (or of one selection in it)."""

    #: Levels of fields, introspection not counted.
    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    #: Fields at the first level: for an operation, its root fields.
    width: int = 0
    amount: Amount = NOTHING


def summed(tallies: Iterable[Tally], prices: PriceBuilder) -> Tally:
    tallies = list(tallies)
    return Tally(
        depth=max((tally.depth for tally in tallies), default=0),
        fields=sum(tally.fields for tally in tallies),
        aliases=sum(tally.aliases for tally in tallies),
        directives=sum(tally.directives for tally in tallies),
        width=sum(tally.width for tally in tallies),
        amount=prices.total(tally.amount for tally in tallies),
    )
