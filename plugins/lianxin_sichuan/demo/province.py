"""The six places of the demonstration, and who serves where, as keys of persons."""

from dataclasses import dataclass, field

from lianxin.demo import Place


@dataclass
class Village:
    place: Place
    homes: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)


@dataclass
class Office:
    place: Place
    leaders: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)


@dataclass
class Province:
    """`clerks` and `supervisors` serve the province; a grid's first of `staff` is its lead."""

    place: Place
    clerks: list[int] = field(default_factory=list)
    supervisors: list[int] = field(default_factory=list)
    community: Office = field(init=False)
    messengers: list[int] = field(default_factory=list)
    grids: list[Office] = field(default_factory=list)
    residents: list[Village] = field(default_factory=list)
    neijiang: Office = field(init=False)
    departments: list[Office] = field(default_factory=list)
    villages: list[Village] = field(default_factory=list)
    dam: Village = field(init=False)
    bureaus: list[Office] = field(default_factory=list)
    counties: list[Office] = field(default_factory=list)
    towns: list[Office] = field(default_factory=list)
    town_villages: dict[int, Village] = field(default_factory=dict)
    ziyang: Office = field(init=False)
    rated: list[Office] = field(default_factory=list)
    pledging: list[Office] = field(default_factory=list)
