"""The county of the demonstration: its places, and who serves where, as keys of persons."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lianxin.demo import Place


@dataclass
class Office:
    place: Place
    leaders: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)


@dataclass
class Branch:
    place: Place
    members: list[int] = field(default_factory=list)


@dataclass
class Group:
    """`homes` are keys of households, `heads` those of their heads."""

    place: Place
    village: Office
    branch: Branch
    council: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)


@dataclass
class County:
    office: Office
    centre: Office = field(init=False)
    leaders: list[int] = field(default_factory=list)
    departments: list[Office] = field(default_factory=list)
    towns: list[Office] = field(default_factory=list)
    villages: list[Office] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def clerks(self) -> list[int]:
        return self.centre.staff[:4]

    @property
    def supervisors(self) -> list[int]:
        return self.centre.staff[4:6]

    @property
    def offices(self) -> Iterator[Office]:
        yield from [self.office, *self.departments, *self.towns, *self.villages]
