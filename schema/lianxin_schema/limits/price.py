"""The cost of an operation as a formula: built once a document, worked out once a request.

Fragments make the operation a graph, whose paths are exponentially many. So the formula is
a list of steps, each made from earlier ones, and working it out is one walk along the list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lianxin_schema.limits.pages import Size


@dataclass(frozen=True, slots=True)
class Step:
    """fixed + Σ size × steps[index]; None as size counts as 1."""

    fixed: int
    parts: tuple[tuple[Size | None, int], ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """Of objects: known (`step` None), or the value of a step."""

    fixed: int = 0
    step: int | None = None


NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class Price:
    """`cost(variables)` in objects; `varies` tells whether the variables matter at all."""

    steps: tuple[Step, ...]
    total: Amount
    pages: tuple[Size, ...]
    defaults: Mapping[str, Any]
    varies: bool

    def cost(self, variables: Mapping[str, Any]) -> int:
        if self.total.step is None:
            return self.total.fixed
        values = {**self.defaults, **variables}
        worked: list[int] = []
        for step in self.steps:
            worked.append(
                step.fixed
                + sum((1 if s is None else s.of(values)) * worked[i] for s, i in step.parts)
            )
        return worked[self.total.step]

    def largest_page(self, variables: Mapping[str, Any]) -> int:
        """The largest `first` or `last` asked for, 0 where there is none."""
        values = {**self.defaults, **variables}
        return max((page.of(values) for page in self.pages), default=0)


class PriceBuilder:
    """Builds the steps from the leaves upwards."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._pages: list[Size] = []

    def times(self, size: Size, amount: Amount) -> Amount:
        if size.page:
            self._pages.append(size)
        if not size.variables and amount.step is None:
            return Amount(size.of({}) * amount.fixed)
        return self._step(Step(0, ((size, self._index(amount)),)))

    def total(self, amounts: Iterable[Amount]) -> Amount:
        amounts = list(amounts)
        fixed = sum(amount.fixed for amount in amounts if amount.step is None)
        parts = tuple((None, amount.step) for amount in amounts if amount.step is not None)
        return self._step(Step(fixed, parts)) if parts else Amount(fixed)

    def price(self, total: Amount, defaults: Mapping[str, Any]) -> Price:
        varies = total.step is not None or any(page.variables for page in self._pages)
        pages = tuple(dict.fromkeys(self._pages))
        return Price(tuple(self._steps), total, pages, defaults, varies)

    def _index(self, amount: Amount) -> int:
        if amount.step is None:
            amount = self._step(Step(amount.fixed, ()))
        assert amount.step is not None
        return amount.step

    def _step(self, step: Step) -> Amount:
        self._steps.append(step)
        return Amount(step=len(self._steps) - 1)
