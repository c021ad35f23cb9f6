"""The city of the demonstration: its places, and who serves where, as keys of persons."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lianxin.demo import Place


@dataclass
class Office:
    place: Place
    leaders: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    branch: Place | None = None


@dataclass
class Community:
    """`homes` are keys of households, `heads` those of their heads."""

    place: Place
    street: Place
    secretary: int
    workers: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    @property
    def staff(self) -> list[int]:
        return [self.secretary, *self.workers]


@dataclass
class City:
    place: Place
    leaders: list[int] = field(default_factory=list)
    departments: list[Office] = field(default_factory=list)
    counties: list[Office] = field(default_factory=list)
    streets: list[Office] = field(default_factory=list)
    communities: list[Community] = field(default_factory=list)
    enterprises: dict[str, list[Place]] = field(default_factory=dict)
    schools: list[Place] = field(default_factory=list)
    windows: list[Office] = field(default_factory=list)
    centre: Office = field(init=False)
    hall: Place = field(init=False)
    studio: Place = field(init=False)
    agency: Office = field(init=False)
    area: Community = field(init=False)

    @property
    def clerks(self) -> list[int]:
        return self.centre.staff[:3]

    @property
    def supervisors(self) -> list[int]:
        return self.centre.staff[3:]

    @property
    def offices(self) -> Iterator[Office]:
        yield from [*self.departments, *self.counties, *self.streets, *self.windows, self.agency]

    @property
    def urban(self) -> list[Community]:
        return [c for c in self.communities if c.place.kind == "community"]

    @property
    def villages(self) -> list[Place]:
        return [c.place for c in self.communities if c.place.kind == "village"]
