"""How much of everything: a small city to look at, or the figures that the source reports."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Plan:
    """`established`, `revised` and `abolished` regulations; `households` of the renewal area;
    `found` problems of the nine campaigns; `projects` of this year."""

    established: int
    revised: int
    abolished: int
    problems: int
    mentions: int
    households: int
    projects: int
    found: int
    services: int
    matters: int
    homes: int
    settled: bool = False

    def scaled(self, factor: float) -> "Plan":
        """The same proportions with fewer of all, as long as enough are left to play with."""
        least = {"established": 20, "abolished": 2, "projects": 10, "found": 9, "households": 20}
        whole = {
            name: max(least.get(name, 4), round(value * factor))
            for name, value in vars(self).items()
            if name != "settled"
        }
        return replace(self, **whole)


SMALL = Plan(
    established=90,
    revised=46,
    abolished=11,
    problems=16,
    mentions=48,
    households=60,
    projects=30,
    found=36,
    services=60,
    matters=40,
    homes=10,
)

SOURCE = Plan(
    established=1_803,
    revised=2_401,
    abolished=528,
    problems=60,
    mentions=2_000,
    households=2_885,
    projects=163,
    found=138,
    services=1_500,
    matters=1_200,
    homes=60,
    settled=True,
)
"""CD-A3, CD-B2, CD-B3, CD-E1."""

PLANS = {"small": SMALL, "source": SOURCE}
