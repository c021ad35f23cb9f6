"""Totals in parts that add up."""

from lianxin.demo import Chance


def shares(total: int, n: int, chance: Chance) -> list[int]:
    """A total in `n` parts, none of which is far from the others."""
    weights = [chance.between(0.7, 1.3) for _ in range(n)]
    whole = [int(total * weight / sum(weights)) for weight in weights]
    for i in range(total - sum(whole)):
        whole[i % n] += 1
    return whole
