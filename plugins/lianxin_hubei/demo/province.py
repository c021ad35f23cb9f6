"""The province of the demonstration: its places, and who serves where, as keys of persons."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lianxin.demo import Place


@dataclass
class Office:
    place: Place
    head: int
    staff: list[int] = field(default_factory=list)
    within: list[Place] = field(default_factory=list)


@dataclass
class City:
    """`leader` is the city's own; the second county is poor, the village lies in it."""

    place: Place
    leader: int
    counties: list[Place] = field(default_factory=list)
    village: Place = field(init=False)


@dataclass
class Town:
    place: Place
    cadres: list[int] = field(default_factory=list)
    villages: list[Place] = field(default_factory=list)
    residents: list[int] = field(default_factory=list)


@dataclass
class Province:
    """`members` of the committee go to the `cities`, one in turn; `secretary` of the office."""

    place: Place
    members: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    windows: list[Office] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    enterprises: list[Place] = field(default_factory=list)
    universities: list[Place] = field(default_factory=list)
    clerks: list[int] = field(default_factory=list)
    supervisors: list[int] = field(default_factory=list)
    centre: Office = field(init=False)

    @property
    def residents(self) -> list[int]:
        return [person for town in self.towns for person in town.residents]

    @property
    def acting(self) -> Iterator[Office]:
        yield from [*self.offices, *self.windows, self.centre]
