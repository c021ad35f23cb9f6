"""How much of everything: a small province to look at, or the figures that the source reports."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Plan:
    """`planned` and `issued` regulations and the 13 leaders are as they are at any size."""

    cases: int
    letters: int
    ledger: int
    hardships: int
    complaints: int
    services: int
    planned: int = 36
    issued: int = 9
    settled: bool = False

    def scaled(self, factor: float) -> "Plan":
        """The same proportions with fewer of all, as long as enough are left to play with."""
        sizes = ("cases", "letters", "ledger", "hardships", "complaints", "services")
        return replace(
            self, **{name: max(6, round(getattr(self, name) * factor)) for name in sizes}
        )


SMALL = Plan(cases=30, letters=24, ledger=16, hardships=24, complaints=60, services=80)
SOURCE = Plan(
    cases=60,
    letters=200,
    ledger=60,
    hardships=200,
    complaints=900,
    services=2_000,
    settled=True,
)
"""HB-X1: 36 planned, 9 issued."""

PLANS = {"small": SMALL, "source": SOURCE}
