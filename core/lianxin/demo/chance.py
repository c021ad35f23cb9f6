"""Choices that look random and are the same whenever the seed is."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

# Crockford's base 32, as the codes of real cases are written.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_BITS = 40
_CODE_MASK = (1 << _CODE_BITS) - 1
_KEY_BITS = 36


class Chance:
    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._random = Random(seed)

    def about(self, topic: object) -> "Chance":
        """A source of its own: whatever is drawn there moves nothing elsewhere."""
        return Chance(f"{self.seed}/{topic}")

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def whole(self, least: int, most: int) -> int:
        """Both included."""
        return self._random.randint(least, most)

    def between(self, least: float, most: float) -> float:
        return self._random.uniform(least, most)

    def pick(self, items: Sequence[T]) -> T:
        return items[self._random.randrange(len(items))]

    def some(self, items: Sequence[T], n: int) -> list[T]:
        """That many different ones, or all."""
        return self._random.sample(items, min(n, len(items)))

    def weighted(self, weights: Mapping[T, float]) -> T:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def deck(self, numbers: Mapping[T, int]) -> list[T]:
        """Each as often as its number says, shuffled: for figures that have to come out exactly."""
        cards = [card for card, number in numbers.items() for _ in range(number)]
        self._random.shuffle(cards)
        return cards

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self.some(items, len(items))

    def digits(self, n: int) -> str:
        return f"{self._random.randrange(10**n):0{n}d}"

    def bits(self, n: int) -> int:
        return self._random.getrandbits(n)


class Numbering:
    """Keys and codes that never meet.

    Keys rise, so that a million rows are appended to their table and not strewn over it.
    """

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._keys = 0
        self._codes = chance.bits(_CODE_BITS)

    def key(self) -> int:
        self._keys += 1
        return self._keys << _KEY_BITS | self._chance.bits(_KEY_BITS)

    def code(self) -> str:
        """Eight letters such as `7K3F-9QX2`; every one of 2^40 comes once."""
        self._codes = (self._codes + 1) & _CODE_MASK
        scrambled = self._codes
        for factor in (0x9E3779B97F, 0xBF58476D1D):
            scrambled ^= scrambled >> 17
            scrambled = scrambled * factor & _CODE_MASK
        scrambled ^= scrambled >> 21
        letters = "".join(_ALPHABET[scrambled >> shift & 31] for shift in range(0, _CODE_BITS, 5))
        return f"{letters[:4]}-{letters[4:]}"
