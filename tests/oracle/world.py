"""A small county with everything in it that is kept from somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lianxin.context import Viewer
from lianxin.tables import (
    Case,
    Household,
    Meeting,
    Motion,
    Person,
    Problem,
    Regulation,
    RegulationVersion,
    Unit,
)


@dataclass
class World:
    """Whom and what there is, and who may ask."""

    units: list[Unit] = field(default_factory=list)
    officials: list[Person] = field(default_factory=list)
    residents: list[Person] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    regulations: list[Regulation] = field(default_factory=list)
    versions: list[RegulationVersion] = field(default_factory=list)
    viewers: list[Viewer] = field(default_factory=list)


def world_below(world: World, units: Sequence[Unit]) -> list[Unit]:
    """The units with all below them."""
    wanted = {unit.id for unit in units}
    return [u for u in world.units if wanted & {a.id for a in world_above(world, [u])}]


def world_above(world: World, units: Sequence[Unit]) -> list[Unit]:
    """The units with all above them."""
    by_id = {unit.id: unit for unit in world.units}
    found: dict[int, Unit] = {}
    for unit in units:
        at: Unit | None = unit
        while at is not None:
            found[at.id] = at
            at = by_id.get(at.parent_id or 0)
    return list(found.values())
