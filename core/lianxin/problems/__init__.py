"""The chain from appeals to rules: what led to a regulation, and whether such cases became fewer."""

from lianxin.problems.effect import Effect, Since, Stretch, effects
from lianxin.problems.origins import (
    CASES_OF_GROUNDS,
    MEMBERS,
    MOTIONS_OF_GROUNDS,
    PROBLEMS_OF_GROUNDS,
)

__all__ = [
    "CASES_OF_GROUNDS",
    "MEMBERS",
    "MOTIONS_OF_GROUNDS",
    "PROBLEMS_OF_GROUNDS",
    "Effect",
    "Since",
    "Stretch",
    "effects",
]
