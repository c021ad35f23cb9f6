"""How much of everything: a small province to look at, or the figures that the source reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`vetoed` matters; bulletins, admonitions and disciplinary handlings; `raters` of Ziyang."""

    messengers: int
    people_in_grids: int
    homes: int
    voices: int
    posts: int
    receptions: int
    decided: int
    vetoed: int
    matters: int
    bulletins: int
    admonitions: int
    handlings: int
    raters: int


SMALL = Plan(
    messengers=36,
    people_in_grids=93,
    homes=12,
    voices=24,
    posts=18,
    receptions=6,
    decided=4,
    vetoed=5,
    matters=30,
    bulletins=4,
    admonitions=9,
    handlings=6,
    raters=240,
)

SOURCE = Plan(
    messengers=36,
    people_in_grids=93,
    homes=60,
    voices=600,
    posts=400,
    receptions=40,
    decided=120,
    vetoed=31,
    matters=900,
    bulletins=12,
    admonitions=50,
    handlings=41,
    raters=10_000,
)
"""SC-KZ1, SC-KZ3, SC-SN3, SC-GY4, SC-ZY2."""

PLANS = {"small": SMALL, "source": SOURCE}
