"""The city of the demonstration: its places, and who serves where."""

from dataclasses import dataclass, field

from lianxin.demo import Place


@dataclass
class Office:
    """A department, town or street with those who work there, as keys of persons."""

    place: Place
    leaders: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)

    @property
    def handlers(self) -> list[int]:
        """Those to whom matters are given."""
        return self.staff[:2]

    @property
    def everybody(self) -> list[int]:
        return [*self.leaders, *self.staff]


@dataclass
class Village:
    """`reachable` heads of households have left a phone, `silent` ones have not; `marked`
    households are in need or have a problem; an officer who is missing is None."""

    place: Place
    town: Office
    size: int
    households: list[int] = field(default_factory=list)
    reachable: list[int] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    secretary: int | None = None
    team: list[int] = field(default_factory=list)
    police: int | None = None
    agent: int | None = None

    @property
    def seconded(self) -> list[int]:
        """Whoever was sent to live with the village: the first secretary and the team."""
        return [*([self.secretary] if self.secretary else []), *self.team]


@dataclass
class City:
    place: Place
    leaders: list[int] = field(default_factory=list)
    departments: list[Office] = field(default_factory=list)
    towns: list[Office] = field(default_factory=list)
    villages: list[Village] = field(default_factory=list)
    centre: Office = field(init=False)
    supervisors: list[int] = field(default_factory=list)
    dispatch: Office = field(init=False)

    @property
    def discipline(self) -> Office:
        """The first of the departments."""
        return self.departments[0]

    def department(self, name: str) -> Office | None:
        return next((office for office in self.departments if office.place.name == name), None)

    @property
    def cadres(self) -> list[int]:
        """All who have to link with households: of the city, its departments, towns, streets."""
        offices = [*self.departments, *self.towns]
        return [*self.leaders, *(person for office in offices for person in office.everybody)]
