"""How much of everything: a small county to look at, or the figures that the source reports."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Plan:
    """`motions` by field; `received` and `handled` of the mailbox; `funds` in yuan, raised through
    links; `benefits` and `reward`: yuan and people."""

    towns: int
    villages: int
    groups: int
    branches: int
    members: int
    motions: dict[str, int] = field(hash=False)
    received: int
    handled: int
    matters: int
    requests: int
    disputes: int
    coordinated: int
    things: int
    homes: int
    funds: int = 4_120_000
    benefits: tuple[int, int] = (28_586_000, 79_223)
    reward: tuple[int, int] = (1_265_000, 9_934)
    settled: bool = False

    def scaled(self, factor: float) -> "Plan":
        """The same proportions with fewer cases and motions."""
        fewer = {
            name: max(4, round(getattr(self, name) * factor))
            for name in ("received", "handled", "matters", "requests", "disputes", "things")
        }
        motions = {code: max(1, round(number * factor)) for code, number in self.motions.items()}
        return replace(self, motions=motions, **fewer)


SMALL = Plan(
    towns=4,
    villages=8,
    groups=24,
    branches=9,
    members=112,
    motions={"development": 24, "law": 6, "morals": 10, "customs": 9, "harmony": 11},
    received=48,
    handled=45,
    matters=60,
    requests=40,
    disputes=18,
    coordinated=6,
    things=15,
    homes=3,
)

SOURCE = Plan(
    towns=14,
    villages=86,
    groups=2_169,
    branches=522,
    members=10_038,
    motions={"development": 1_670, "law": 380, "morals": 690, "customs": 660, "harmony": 740},
    received=785,
    handled=741,
    matters=1_200,
    requests=600,
    disputes=600,
    coordinated=70,
    things=60,
    homes=1,
    settled=True,
)
"""FG-A1, FG-A3, FG-B3, FG-D3, FG-D4."""

PLANS = {"small": SMALL, "source": SOURCE}
