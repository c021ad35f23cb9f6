"""How many rows of what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """`offices` stand below each of the departments, these below the one county."""

    cases: int
    people: int
    departments: int
    offices: int
    meetings: int

    @classmethod
    def of_cases(cls, cases: int, units: int = 501) -> "Scale":
        """In the proportions of the full size; `units` in all."""
        offices = 24 if units >= 100 else 4
        return cls(
            cases=cases,
            people=max(200, cases // 2),
            departments=max(2, (units - 1) // (offices + 1)),
            offices=offices,
            meetings=max(100, cases // 10),
        )


FULL = Scale.of_cases(200_000)
"""100,000 people, 501 units, 200,000 cases, 1.2 million entries, 20,000 meetings."""

SMALL = Scale.of_cases(400, units=11)
"""Enough to compare answers by."""
